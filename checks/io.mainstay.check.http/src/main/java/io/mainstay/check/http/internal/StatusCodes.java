// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.util.BitSet;
import java.util.Optional;

/** A set of HTTP status codes. Thread-safety: immutable once built; {@link #add} is for whoever builds it. */
final class StatusCodes {
    static final int LOWEST = 100;
    static final int HIGHEST = 599;

    private final BitSet codes = new BitSet(HIGHEST + 1);

    /** 200 to 299, what counts when nothing is configured. */
    static StatusCodes success() {
        StatusCodes codes = new StatusCodes();
        codes.codes.set(200, 300);
        return codes;
    }

    /** Adds {@code n} or {@code a-b}; returns false, and adds nothing, when it is neither. */
    boolean add(String text) {
        int dash = text.indexOf('-');
        Optional<Integer> first = code(dash < 0 ? text : text.substring(0, dash));
        Optional<Integer> last = dash < 0 ? first : code(text.substring(dash + 1));
        if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
            return false;
        }
        codes.set(first.get(), last.get() + 1);
        return true;
    }

    private static Optional<Integer> code(String text) {
        if (text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int code = Integer.parseInt(text);
        return code >= LOWEST && code <= HIGHEST ? Optional.of(code) : Optional.empty();
    }

    boolean contains(int code) {
        return codes.get(code);
    }

    /** {@code 200-299 301}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = codes.nextSetBit(0); first >= 0; ) {
            int last = codes.nextClearBit(first) - 1;
            text.append(text.length() == 0 ? "" : " ").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            first = codes.nextSetBit(last + 1);
        }
        return text.toString();
    }
}
