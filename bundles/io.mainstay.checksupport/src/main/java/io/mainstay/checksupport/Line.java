// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.ProbeResult;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** An open connection or datagram socket, as its {@link Conversation} sees it. Thread-safety: the probe's lane only. */
@ProviderType
public interface Line {

    /**
     * Sends all of {@code bytes}, keeping what the socket does not take yet; of an exchange of datagrams, as one of them. The
     * array must not be changed afterwards.
     */
    void send(byte[] bytes);

    /** Ends the probe and closes the connection. Only the first call counts. */
    void end(ProbeResult result);

    /**
     * Begins the TLS handshake on a connection that {@link ClientConnector#converseBeforeTls} has opened;
     * {@link Conversation#secured} follows. It has the time of one step.
     *
     * @throws IllegalStateException on a line of any other kind, and the second time
     */
    default void startTls() {
        throw new IllegalStateException("this line was opened without TLS in view");
    }

    /** What the TLS handshake has agreed on; empty before it, and without TLS. */
    default Optional<TlsSession> tls() {
        return Optional.empty();
    }
}
