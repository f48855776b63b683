// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they stand on a command line: {@code 10s}, {@code 500ms}, {@code 1.5m}; a bare number is seconds. */
final class Times {
    static final String EXPECTED = "a time such as 10s, 500ms or 2m";
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(us|ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofDays(1);

    private Times() {}

    static Optional<Duration> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long unit = switch (form.group(2) == null ? "s" : form.group(2)) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3600_000_000_000L;
            default -> 1_000_000_000L;
        };
        BigDecimal nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
        return nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    /**
     * From when until when.
     *
     * @param from since the beginning
     * @param to empty: for good
     */
    record Span(Duration from, Optional<Duration> to) {

        /** {@code 10s} or {@code 10s..20s}. */
        static Optional<Span> of(String text) {
            int dots = text.indexOf("..");
            if (dots < 0) {
                return Times.of(text).map(from -> new Span(from, Optional.empty()));
            }
            Optional<Duration> from = Times.of(text.substring(0, dots));
            Optional<Duration> to = Times.of(text.substring(dots + 2));
            return from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) < 0
                    ? Optional.of(new Span(from.get(), to))
                    : Optional.empty();
        }
    }
}
