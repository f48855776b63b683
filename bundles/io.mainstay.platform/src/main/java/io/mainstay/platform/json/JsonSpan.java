// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

/**
 * Where a value stands in its text.
 *
 * @param line 1-based line of the first character
 * @param column 1-based column of the first character, counted in {@code char}s
 * @param start index of the first character
 * @param end index after the last character
 */
public record JsonSpan(int line, int column, int start, int end) {

    /** The value exactly as it was written, with its inner blanks and comments. */
    public String verbatim(String text) {
        return text.substring(start, end);
    }
}
