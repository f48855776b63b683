// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what a {@code url} block says of the response. Thread-safety: one thread. */
final class RulesReader {
    private static final int MD5_HEX_LENGTH = 32;

    private final BlockReader url;

    RulesReader(BlockReader url) {
        this.url = url;
    }

    /**
     * @param maxTime {@code max_response_time} of the check
     * @param expiryWarning {@code tls_expiry_warning} of the check
     * @param weight configured weight of the real server
     */
    ResponseRules read(Optional<Duration> maxTime, Optional<Duration> expiryWarning, int weight) {
        StatusCodes status = url.node("status_code").map(this::status).orElseGet(StatusCodes::success);
        byte[] digest = url.value("digest", "an MD5 sum of 32 hexadecimal digits", RulesReader::md5)
                .orElse(null);
        Optional<ContentPattern> pattern = RegexOptions.read(url);
        List<ResponseRules.HeaderRule> headers = new ArrayList<>();
        url.nodes("expect_header").forEach(node -> header(node).ifPresent(headers::add));
        List<ResponseRules.JsonRule> json = new ArrayList<>();
        url.nodes("expect_json").forEach(node -> json(node).ifPresent(json::add));
        Optional<Integer> maxBody = url.integer("max_body", 0, Integer.MAX_VALUE);
        return new ResponseRules(
                status,
                digest,
                pattern,
                headers,
                json,
                maxBody.map(Integer::longValue).orElse(Long.MAX_VALUE),
                maxTime,
                weight(weight),
                expiryWarning);
    }

    private StatusCodes status(ConfigNode node) {
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

    private Optional<ResponseRules.HeaderRule> header(ConfigNode node) {
        url.rejectSurplus(node, 2);
        if (node.arguments().isEmpty()) {
            url.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'expect_header' needs a name, and perhaps a pattern for the value");
            return Optional.empty();
        }
        Word name = node.arguments().get(0);
        if (!RequestReader.isName(name.text())) {
            url.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "'" + name + "' is not valid for 'expect_header': expected a header's name, without ':'");
            return Optional.empty();
        }
        return Optional.of(new ResponseRules.HeaderRule(
                name.text().toLowerCase(Locale.ROOT), node.argument(1).flatMap(this::pattern)));
    }

    private Optional<ContentPattern> pattern(Word word) {
        try {
            Pattern compiled = Pattern.compile(PcreSyntax.of(word.text()).java(), Pattern.UNIX_LINES);
            return Optional.of(new ContentPattern(word.text(), compiled, false, true, 0, -1, false));
        } catch (PatternSyntaxException e) {
            url.error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "'" + word + "' is not valid for 'expect_header': " + e.getDescription() + " near character "
                            + (e.getIndex() + 1),
                    "patterns are Java's (java.util.regex)");
            return Optional.empty();
        }
    }

    private Optional<ResponseRules.JsonRule> json(ConfigNode node) {
        url.rejectSurplus(node, 2);
        if (node.arguments().size() < 2) {
            url.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'expect_json' needs a path, such as $.status, and the expected value");
            return Optional.empty();
        }
        Word path = node.arguments().get(0);
        String expected = node.arguments().get(1).text();
        Optional<JsonPath> parsed = JsonPath.of(path.text());
        if (parsed.isEmpty()) {
            url.error(
                    DiagnosticKind.GENERAL,
                    path.at(),
                    "'" + path + "' is not valid for 'expect_json': expected a path, such as $.checks[0].status");
        }
        return parsed.map(p -> new ResponseRules.JsonRule(p, expected));
    }

    private Optional<ResponseRules.WeightRule> weight(int configured) {
        Optional<String> header = url.value(
                "weight_header",
                "a header's name, without ':'",
                text -> Optional.of(text).filter(RequestReader::isName));
        Optional<JsonPath> path = url.value("weight_json", "a path, such as $.weight", JsonPath::of);
        if (header.isPresent() && path.isPresent()) {
            url.error(
                    DiagnosticKind.GENERAL,
                    url.block().all("weight_json").get(0).at(),
                    "'weight_json' and 'weight_header' exclude each other: a weight is found in one place");
        }
        return header.isEmpty() && path.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResponseRules.WeightRule(
                        header.map(name -> name.toLowerCase(Locale.ROOT)).orElse(""), path, configured));
    }
}
