// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.AddressText;
import io.mainstay.checksupport.NetworkOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads {@code url} blocks. Thread-safety: one thread.
 *
 * @param network of the check
 * @param protocol of the check
 * @param virtualHost of the checker, the real server or the virtual server, in this order
 * @param tls of the check
 * @param maxTime of the check
 * @param weight configured weight of the real server
 */
record UrlReader(
        NetworkOptions network,
        HttpProtocol protocol,
        Optional<String> virtualHost,
        TlsReader tls,
        Optional<Duration> maxTime,
        int weight) {

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
        Optional<String> host = host(url, "virtualhost").or(() -> virtualHost);
        HttpRequest request = new RequestReader(url).read(path.orElse("/"), host.orElseGet(this::addressAsHost));
        ResponseRules rules = new RulesReader(url).read(maxTime, tls.expiryWarning(), weight);
        boolean compliant = url.bool("tls_compliant").orElse(false);
        boolean http2 = protocol == HttpProtocol.V2;
        UrlCheck check = new UrlCheck(
                request.method() + " " + request.path(),
                request.path(),
                request.isHead(),
                http2,
                http2 ? request.bytesOfHttp2(tls.ssl()) : request.bytes(protocol),
                rules,
                tls.options(host, network.remote().getAddress(), compliant, http2));
        url.rejectUnread();
        return check;
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
