// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.TlsSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges a complete response, in keepalived's order: status, digest, pattern (spec 3.4); then what keepalived does not have:
 * headers, JSON, time. Thread-safety: one thread.
 */
final class Judgement {
    private final ResponseRules rules;
    private final Transcript transcript;
    private final Answer answer;
    private final int status;

    Judgement(ResponseRules rules, Transcript transcript, Answer answer, int status) {
        this.rules = rules;
        this.transcript = transcript;
        this.answer = answer;
        this.status = status;
    }

    /**
     * @param took since the start of the probe
     * @param line asked for its certificate when that matters
     */
    ProbeResult of(Duration took, Line line) {
        byte[] digest = answer.content().digest();
        if (digest != null) {
            transcript.note("MD5 {}", HexFormat.of().formatHex(digest));
        }
        if (!rules.status().contains(status)) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_STATUS, "status " + status + ", expected " + rules.status());
        }
        if (rules.digest() != null && !Arrays.equals(rules.digest(), digest)) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "MD5 of the body is " + HexFormat.of().formatHex(digest) + ", expected "
                            + HexFormat.of().formatHex(rules.digest()));
        }
        Optional<ProbeResult> objection =
                body().or(this::headers).or(this::json).or(() -> time(took));
        return objection.orElseGet(() -> passed(line));
    }

    private Optional<ProbeResult> body() {
        if (rules.needsBody() && answer.content().overflowed()) {
            return unexpected("the body is longer than " + Content.KEEP_LIMIT / 1024 / 1024
                    + " MiB, the most that is looked at for a pattern or JSON");
        }
        if (rules.pattern().isEmpty()) {
            return Optional.empty();
        }
        ContentPattern pattern = rules.pattern().get();
        Content content = answer.content();
        return switch (pattern.match(content.kept(), content.keptLength())) {
            case GOOD -> Optional.empty();
            case NO_MATCH -> unexpected("the body does not match " + pattern);
            case UNWANTED_MATCH -> unexpected("the body matches " + pattern + ", which it must not");
            case TOO_COSTLY -> tooCostly(pattern, content.keptLength());
        };
    }

    private Optional<ProbeResult> headers() {
        for (ResponseRules.HeaderRule rule : rules.headers()) {
            List<String> values = answer.values(rule.name());
            if (values.isEmpty()) {
                return unexpected("there is no header " + rule.name());
            }
            if (rule.pattern().isEmpty()) {
                continue;
            }
            ContentPattern pattern = rule.pattern().get();
            boolean good = false;
            for (String value : values) {
                ContentPattern.Verdict verdict = pattern.match(value);
                if (verdict == ContentPattern.Verdict.TOO_COSTLY) {
                    return tooCostly(pattern, value.length());
                }
                good |= verdict == ContentPattern.Verdict.GOOD;
            }
            if (!good) {
                return unexpected(
                        "header " + rule.name() + " is '" + values.get(0) + "', which does not match " + pattern);
            }
        }
        return Optional.empty();
    }

    private Optional<ProbeResult> json() {
        if (rules.json().isEmpty()) {
            return Optional.empty();
        }
        String text = answer.content().text();
        for (ResponseRules.JsonRule rule : rules.json()) {
            try {
                String found = rule.path().find(text);
                if (!JsonPath.same(found, rule.expected())) {
                    return unexpected(rule.path() + " is '" + found + "', expected '" + rule.expected() + "'");
                }
            } catch (JsonPath.Missing e) {
                return unexpected(e.getMessage());
            }
        }
        return Optional.empty();
    }

    private Optional<ProbeResult> time(Duration took) {
        return rules.maxTime()
                .filter(limit -> took.compareTo(limit) > 0)
                .map(limit -> ProbeResult.failed(
                        FailReason.TOO_SLOW,
                        "took " + took.toMillis() + " ms, allowed are " + limit.toMillis() + " ms"));
    }

    private static Optional<ProbeResult> unexpected(String detail) {
        return Optional.of(ProbeResult.failed(FailReason.UNEXPECTED_CONTENT, detail));
    }

    private static Optional<ProbeResult> tooCostly(ContentPattern pattern, int length) {
        return Optional.of(ProbeResult.broken("matching " + pattern + " against " + length
                + " bytes takes too long or nests too deep: write the pattern so that it backtracks less"));
    }

    private ProbeResult passed(Line line) {
        String warning = rules.expiryWarning()
                .flatMap(limit ->
                        line.tls().flatMap(TlsSession::certificateEnds).map(end -> expiry(end, Instant.now(), limit)))
                .orElse("");
        WeightAdvice weight = rules.weight().map(this::weight).orElse(WeightAdvice.NONE);
        String detail = "status " + status
                + (weight.kind() == WeightAdvice.Kind.SET ? ", weight " + weight.value() : "")
                + (warning.isEmpty() ? "" : "; " + warning);
        return new ProbeResult.Passed(detail, weight, warning);
    }

    /** Empty when the end is far enough away. The wall clock, because that is what a certificate's end is told in. */
    static String expiry(Instant end, Instant now, Duration limit) {
        Duration left = Duration.between(now, end);
        if (left.compareTo(limit) >= 0) {
            return "";
        }
        return left.isNegative()
                ? "the certificate expired " + left.abs().toDays() + " days ago"
                : "the certificate expires in " + left.toDays() + " days";
    }

    private WeightAdvice weight(ResponseRules.WeightRule rule) {
        Optional<String> said = rule.path().isPresent()
                ? weightInBody(rule.path().get())
                : answer.values(rule.header()).stream().findFirst();
        if (said.isEmpty()) {
            transcript.note("the response says nothing of a weight");
            return WeightAdvice.NONE;
        }
        OptionalInt weight = weight(said.get().trim(), rule.configured());
        if (weight.isEmpty()) {
            transcript.note("'{}' is no weight: expected a number from 0 on, or a percentage", said.get());
            return WeightAdvice.NONE;
        }
        transcript.note("weight {}", weight.getAsInt());
        return WeightAdvice.set(weight.getAsInt());
    }

    private Optional<String> weightInBody(JsonPath path) {
        try {
            return Optional.of(path.find(answer.content().text()));
        } catch (JsonPath.Missing e) {
            return Optional.empty();
        }
    }

    /** {@code 30} is a weight, {@code 30%} that part of the configured one, rounded up; empty for anything else. */
    static OptionalInt weight(String text, int configured) {
        boolean percent = text.endsWith("%");
        long number = HeadLine.number(percent ? text.substring(0, text.length() - 1) : text);
        if (number < 0 || number > Integer.MAX_VALUE) {
            return OptionalInt.empty();
        }
        long weight = percent ? (number * configured + 99) / 100 : number;
        return weight > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) weight);
    }
}
