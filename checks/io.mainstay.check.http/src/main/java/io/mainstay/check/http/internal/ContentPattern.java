// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern that a body must match, or must not. The search has an allowance of time, because it runs on an event loop and
 * a backtracking pattern can take for ever. Thread-safety: immutable.
 */
final class ContentPattern {
    private static final long DEFAULT_ALLOWANCE_NANOS = 100_000_000;

    /** What a match says. */
    enum Verdict {
        GOOD,
        NO_MATCH,
        UNWANTED_MATCH,
        /** No verdict: the search took too long, or went too deep. */
        TOO_COSTLY
    }

    private final String text;
    private final Pattern pattern;
    private final Charset charset;
    private final boolean wanted;
    private final int minOffset;
    private final int maxOffset;
    private final boolean firstLine;
    private final long allowanceNanos;

    /**
     * @param text as the operator wrote it
     * @param pattern the same for Java
     * @param utf whether bodies are UTF-8; otherwise one byte is one character
     * @param wanted whether a match is good
     * @param minOffset a match starts at this character or later
     * @param maxOffset a match starts at this character or earlier; negative for anywhere
     * @param firstLine a match starts in the first line
     */
    ContentPattern(
            String text,
            Pattern pattern,
            boolean utf,
            boolean wanted,
            int minOffset,
            int maxOffset,
            boolean firstLine) {
        this(text, pattern, utf, wanted, minOffset, maxOffset, firstLine, DEFAULT_ALLOWANCE_NANOS);
    }

    ContentPattern(
            String text,
            Pattern pattern,
            boolean utf,
            boolean wanted,
            int minOffset,
            int maxOffset,
            boolean firstLine,
            long allowanceNanos) {
        this.text = text;
        this.pattern = pattern;
        this.charset = utf ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        this.wanted = wanted;
        this.minOffset = minOffset;
        this.maxOffset = maxOffset;
        this.firstLine = firstLine;
        this.allowanceNanos = allowanceNanos;
    }

    Verdict match(byte[] body, int length) {
        return match(new String(body, 0, length, charset));
    }

    Verdict match(String text) {
        try {
            boolean found = found(text);
            if (found == wanted) {
                return Verdict.GOOD;
            }
            return wanted ? Verdict.NO_MATCH : Verdict.UNWANTED_MATCH;
        } catch (AllowanceUsedUp | StackOverflowError e) {
            return Verdict.TOO_COSTLY;
        }
    }

    private boolean found(String body) {
        if (minOffset > body.length()) {
            return false;
        }
        Matcher matcher = pattern.matcher(new Watched(body, System.nanoTime() + allowanceNanos));
        // As in PCRE, what stands before the offset is there for look-behind, and ^ does not match at it.
        matcher.region(minOffset, body.length()).useTransparentBounds(true).useAnchoringBounds(false);
        if (!matcher.find()) {
            return false;
        }
        // The first match found is the leftmost: when it starts too late, so do all others.
        if (maxOffset >= 0 && matcher.start() > maxOffset) {
            return false;
        }
        int lineEnd = firstLine ? body.indexOf('\n') : -1;
        return lineEnd < 0 || matcher.start() <= lineEnd;
    }

    @Override
    public String toString() {
        return "/" + text + "/";
    }

    private static final class AllowanceUsedUp extends RuntimeException {
        AllowanceUsedUp() {
            super("", null, false, false);
        }
    }

    /** Looks at the clock now and then while it is read. */
    private static final class Watched implements CharSequence {
        private static final int READS_PER_LOOK = 8192;

        private final String text;
        private final long deadlineNanos;
        private int reads;

        Watched(String text, long deadlineNanos) {
            this.text = text;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public char charAt(int index) {
            if (++reads == READS_PER_LOOK) {
                reads = 0;
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new AllowanceUsedUp();
                }
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
