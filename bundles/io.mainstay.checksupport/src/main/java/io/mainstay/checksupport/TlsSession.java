// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a TLS handshake has agreed on.
 *
 * @param applicationProtocol the protocol chosen by ALPN; empty when none was
 * @param subject of the peer's certificate; empty when it has shown none
 * @param certificateEnds when the peer's certificate expires
 */
public record TlsSession(String applicationProtocol, String subject, Optional<Instant> certificateEnds) {

    public TlsSession {
        Objects.requireNonNull(applicationProtocol, "applicationProtocol");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(certificateEnds, "certificateEnds");
    }
}
