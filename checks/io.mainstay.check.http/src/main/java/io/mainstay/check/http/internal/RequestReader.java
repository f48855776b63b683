// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a {@code url} block says of its request, beyond path and host. Thread-safety: one thread. */
final class RequestReader {
    /** RFC 9110 section 5.6.2. */
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "keep-alive", "te");

    private final BlockReader url;

    RequestReader(BlockReader url) {
        this.url = url;
    }

    HttpRequest read(String path, String host) {
        Optional<byte[]> body = url.value(
                "body",
                "at most " + Http2Frames.LONGEST + " bytes",
                text -> Optional.of(text.getBytes(StandardCharsets.UTF_8))
                        .filter(b -> b.length <= Http2Frames.LONGEST));
        Optional<String> method = url.value(
                "method",
                "a method in capitals, such as HEAD or POST",
                text -> Optional.of(text).filter(t -> t.matches("[A-Z][A-Z-]{0,30}") && !t.equals("CONNECT")));
        List<HttpRequest.Header> headers = new ArrayList<>();
        authorization().ifPresent(headers::add);
        url.nodes("header").forEach(node -> header(node).ifPresent(headers::add));
        return new HttpRequest(
                method.orElse(body.isPresent() ? "POST" : "GET"), path, host, List.copyOf(headers), body.orElse(null));
    }

    private Optional<HttpRequest.Header> authorization() {
        Optional<ConfigNode> node = url.node("basic_auth");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        url.rejectSurplus(node.get(), 2);
        if (node.get().arguments().size() < 2) {
            url.error(DiagnosticKind.MISSING_PARAMETER, node.get().at(), "'basic_auth' needs a user and a password");
            return Optional.empty();
        }
        Word user = node.get().arguments().get(0);
        if (user.text().contains(":")) {
            url.error(DiagnosticKind.GENERAL, user.at(), "the user of 'basic_auth' must not have a ':'");
        }
        String both = user.text() + ":" + node.get().arguments().get(1).text();
        return Optional.of(new HttpRequest.Header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8))));
    }

    private Optional<HttpRequest.Header> header(ConfigNode node) {
        if (node.arguments().size() < 2) {
            url.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'header' needs a name and a value");
            return Optional.empty();
        }
        Word name = node.arguments().get(0);
        if (!isName(name.text())) {
            url.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "'" + name + "' is not valid for 'header': expected a header's name, without ':'");
            return Optional.empty();
        }
        if (OURS.contains(name.text().toLowerCase(Locale.ROOT))) {
            url.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "'" + name + "' cannot be set by 'header': it belongs to how the request is sent",
                    name.text().equalsIgnoreCase("host") ? "use 'virtualhost'" : "");
            return Optional.empty();
        }
        String value = String.join(
                " ", node.arguments().stream().skip(1).map(Word::text).toList());
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            url.error(
                    DiagnosticKind.GENERAL,
                    node.arguments().get(1).at(),
                    "the value of header '" + name + "' must not have control characters");
            return Optional.empty();
        }
        return Optional.of(new HttpRequest.Header(name.text(), value));
    }

    static boolean isName(String text) {
        return text.matches(TOKEN);
    }
}
