// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.AddressText;
import io.mainstay.checksupport.NetworkOptions;
import java.util.HexFormat;
import java.util.Optional;

/** Reads {@code url} blocks. Thread-safety: one thread. */
final class UrlReader {
    private static final int MD5_HEX_LENGTH = 32;

    private final NetworkOptions network;
    private final HttpProtocol protocol;
    private final Optional<String> virtualHost;
    private final TlsReader tls;

    /** @param virtualHost of the checker, the real server or the virtual server, in this order */
    UrlReader(NetworkOptions network, HttpProtocol protocol, Optional<String> virtualHost, TlsReader tls) {
        this.network = network;
        this.protocol = protocol;
        this.virtualHost = virtualHost;
        this.tls = tls;
    }

    UrlCheck read(BlockReader url) {
        url.rejectSurplus(url.block(), 0);
        Optional<String> path = url.value("path", "a path without blanks, such as /health", UrlReader::visible);
        url.require(path.isPresent(), "path", "what is asked for, such as /health");
        path.filter(p -> !p.startsWith("/"))
                .ifPresent(p -> url.warning(
                        DiagnosticKind.WARNING,
                        url.block().all("path").get(0).argument(0).orElseThrow().at(),
                        "'" + p + "' does not begin with '/'; it is sent as it is",
                        ""));
        StatusCodes status =
                url.node("status_code").map(node -> status(url, node)).orElseGet(StatusCodes::success);
        byte[] digest = url.value("digest", "an MD5 sum of 32 hexadecimal digits", UrlReader::md5)
                .orElse(null);
        Optional<String> host = host(url, "virtualhost").or(() -> virtualHost);
        Optional<ContentPattern> pattern = RegexOptions.read(url);
        boolean compliant = url.bool("tls_compliant").orElse(false);
        UrlCheck check = new UrlCheck(
                path.orElse("/"),
                protocol.request(path.orElse("/"), host.orElseGet(this::addressAsHost)),
                status,
                digest,
                pattern,
                tls.options(url, host, network.remote().getAddress(), compliant));
        url.rejectUnread();
        return check;
    }

    private static StatusCodes status(BlockReader url, ConfigNode node) {
        StatusCodes codes = new StatusCodes();
        if (node.arguments().isEmpty()) {
            url.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'status_code' needs at least one status, as 200 or 200-299");
        }
        for (Word word : node.arguments()) {
            if (!codes.add(word.text())) {
                url.error(
                        DiagnosticKind.INVALID_NUMBER,
                        word.at(),
                        "'" + word + "' is not valid for 'status_code': expected a status from " + StatusCodes.LOWEST
                                + " to " + StatusCodes.HIGHEST + ", or two with a '-' between them");
            }
        }
        return codes;
    }

    private static Optional<byte[]> md5(String text) {
        try {
            return text.length() == MD5_HEX_LENGTH ? Optional.of(HexFormat.of().parseHex(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A host name for the request's head; nothing that would break out of its line. */
    static Optional<String> host(BlockReader reader, String keyword) {
        return reader.value(keyword, "a host name", UrlReader::visible);
    }

    private static Optional<String> visible(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == 0x7f)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** {@code 10.0.0.1:8080}, {@code [2001:db8::1]:8080}; without the port where it is the scheme's own. */
    private String addressAsHost() {
        String address = AddressText.of(network.remote().getAddress());
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        int port = network.remote().getPort();
        return (network.isIpv6() ? "[" + plain + "]" : plain) + (port == tls.defaultPort() ? "" : ":" + port);
    }
}
