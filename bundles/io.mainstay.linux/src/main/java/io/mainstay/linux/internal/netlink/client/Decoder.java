// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import java.nio.ByteBuffer;

/** Makes a value of a message's payload; null when there is nothing to make of it. */
@FunctionalInterface
public interface Decoder<T> {
    T decode(ByteBuffer bytes, int at, int length);
}
