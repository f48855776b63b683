// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.SslSettings;
import io.mainstay.checksupport.TlsOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/**
 * The options of SSL_GET that concern TLS.
 *
 * @param ssl whether there is TLS at all
 * @param files of the configuration's SSL block, with this check's {@code ca_file}
 * @param verify {@code tls_verify}
 * @param sni whether a name is sent
 * @param sniName {@code sni_name}
 * @param compliant {@code tls_compliant} of the check
 * @param expiryWarning {@code tls_expiry_warning}
 */
record TlsReader(
        boolean ssl,
        SslSettings files,
        boolean verify,
        boolean sni,
        Optional<String> sniName,
        boolean compliant,
        Optional<Duration> expiryWarning) {
    private static final String[] KEYWORDS = {
        "enable_sni", "sni_name", "tls_compliant", "tls_verify", "ca_file", "tls_expiry_warning"
    };

    static TlsReader read(BlockReader reader, CheckTarget target, boolean ssl) {
        boolean enableSni = reader.bool("enable_sni").orElse(false);
        Optional<String> sniName = reader.value(
                "sni_name", "a host name", text -> Optional.of(text).filter(TlsReader::isHostName));
        boolean compliant = reader.bool("tls_compliant").orElse(false);
        boolean verify = reader.bool("tls_verify").orElse(false);
        Optional<String> caFile = reader.text("ca_file");
        Optional<Duration> expiryWarning =
                reader.integer("tls_expiry_warning", 1, 3650).map(Duration::ofDays);
        if (!ssl) {
            for (String keyword : KEYWORDS) {
                for (ConfigNode node : reader.block().all(keyword)) {
                    reader.warning(
                            DiagnosticKind.WARNING,
                            node.at(),
                            "'" + keyword + "' has no effect on HTTP_GET",
                            "use SSL_GET");
                }
            }
        }
        if (ssl && caFile.isPresent() && !verify) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().all("ca_file").get(0).at(),
                    "'ca_file' has no effect without 'tls_verify'",
                    "");
        }
        SslSettings inherited = target.clientTls().orElse(TlsOptions.NO_FILES);
        SslSettings files = new SslSettings(
                inherited.password(),
                verify ? caFile.or(inherited::caFile) : Optional.empty(),
                inherited.certificateFile(),
                inherited.keyFile());
        // Verifying a named certificate on a server of many needs the name to be sent.
        return new TlsReader(ssl, files, verify, enableSni || verify, sniName, compliant, expiryWarning);
    }

    /** For one URL; empty without TLS. */
    Optional<TlsOptions> options(Optional<String> host, InetAddress address, boolean urlCompliant, boolean http2) {
        if (!ssl) {
            return Optional.empty();
        }
        Optional<String> name =
                sniName.or(() -> host.map(TlsReader::withoutPort).filter(TlsReader::isHostName));
        Optional<String> sent = sni ? name.filter(n -> Values.address(n).isEmpty()) : Optional.empty();
        return Optional.of(new TlsOptions(
                files,
                verify,
                name.orElseGet(() -> AddressText.of(address)),
                sent,
                compliant || urlCompliant,
                http2 ? List.of("h2") : List.of()));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > 0 && host.indexOf(':') == colon ? host.substring(0, colon) : host;
    }

    private static boolean isHostName(String text) {
        try {
            return !new SNIHostName(text.getBytes(StandardCharsets.UTF_8))
                    .getAsciiName()
                    .isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    int defaultPort() {
        return ssl ? 443 : 80;
    }
}
