// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.model.SslSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a probe speaks TLS.
 *
 * @param files client certificate, its key, and accepted authorities; read at the first probe, and again when they change
 * @param verify whether the peer's certificate must be valid for {@code verifyName} and issued by an accepted authority
 * @param verifyName host name, or address, that the certificate must be for
 * @param serverName name sent as SNI; empty sends none
 * @param closeNotify whether the connection is ended with TLS's own farewell before TCP's
 * @param applicationProtocols offered by ALPN, the best first; empty offers none
 */
public record TlsOptions(
        SslSettings files,
        boolean verify,
        String verifyName,
        Optional<String> serverName,
        boolean closeNotify,
        List<String> applicationProtocols) {
    /** Neither client certificate nor authorities. */
    public static final SslSettings NO_FILES =
            new SslSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public TlsOptions {
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(verifyName, "verifyName");
        Objects.requireNonNull(serverName, "serverName");
        applicationProtocols = List.copyOf(applicationProtocols);
    }

    /** Without ALPN. */
    public TlsOptions(
            SslSettings files, boolean verify, String verifyName, Optional<String> serverName, boolean closeNotify) {
        this(files, verify, verifyName, serverName, closeNotify, List.of());
    }
}
