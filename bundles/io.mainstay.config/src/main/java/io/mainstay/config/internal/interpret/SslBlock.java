// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.model.SslSettings;

/** {@code SSL { password ca certificate key }}: the client side of all SSL_GET checks. */
final class SslBlock {
    private SslBlock() {}

    static SslSettings read(BlockReader reader) {
        SslSettings settings = new SslSettings(
                reader.text("password"), reader.text("ca"), reader.text("certificate"), reader.text("key"));
        reader.rejectUnread();
        return settings;
    }
}
