// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.ProbeResult;
import org.osgi.annotation.versioning.ProviderType;

/** An open connection, as its {@link Conversation} sees it. Thread-safety: the probe's lane only. */
@ProviderType
public interface Line {

    /** Sends all of {@code bytes}, keeping what the socket does not take yet. The array must not be changed afterwards. */
    void send(byte[] bytes);

    /** Ends the probe and closes the connection. Only the first call counts. */
    void end(ProbeResult result);
}
