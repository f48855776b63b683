// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.Position;

/**
 * A logical line, or a part of one: characters {@code from} to {@code to} of a text, with the place where each of them
 * stands in the file. A line that was cut out of a file shares the file's text; one that came from an expansion has a text
 * of its own, whose characters point at where the use of the definition stands.
 *
 * <p>Thread-safety: immutable ({@code columns} is never written after construction).
 *
 * @param text holds the characters
 * @param from first character
 * @param to after the last character
 * @param file name for positions
 * @param number 1-based line in that file
 * @param shift without {@code columns}: the column of character {@code i} is {@code i + shift}
 * @param columns column of each character of {@code text}; null when {@code shift} says it all
 */
record Line(String text, int from, int to, String file, int number, int shift, int[] columns) {

    /** A physical line of a file. */
    static Line physical(String text, int from, int to, String file, int number) {
        return new Line(text, from, to, file, number, 1 - from, null);
    }

    /** A line from elsewhere that stands, as a whole, for what is at one column of this line. */
    Line standingFor(String other, int column) {
        int[] same = new int[other.length()];
        java.util.Arrays.fill(same, column);
        return new Line(other, 0, other.length(), file, number, 0, same);
    }

    int column(int index) {
        if (columns == null) {
            return index + shift;
        }
        if (columns.length == 0) {
            return 1;
        }
        return columns[Math.min(index, columns.length - 1)];
    }

    Position at(int index) {
        return new Position(file, number, column(index));
    }

    Line part(int newFrom, int newTo) {
        return new Line(text, newFrom, newTo, file, number, shift, columns);
    }

    /** Without blanks at both ends. */
    Line trimmed() {
        int first = from;
        int last = to;
        while (first < last && isBlank(text.charAt(first))) {
            first++;
        }
        while (first < last && isBlank(text.charAt(last - 1))) {
            last--;
        }
        return first == from && last == to ? this : part(first, last);
    }

    boolean isEmpty() {
        return from >= to;
    }

    char first() {
        return text.charAt(from);
    }

    char last() {
        return text.charAt(to - 1);
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, from) && from + prefix.length() <= to;
    }

    /** Index of the first blank at or after {@code index}, or the end. */
    int blankFrom(int index) {
        int i = index;
        while (i < to && !isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Its characters. */
    String string() {
        return text.substring(from, to);
    }

    /** As {@link String#indexOf(int, int)}, but does not look beyond {@code to}: the text may be a whole file. */
    static int indexOf(String text, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\u000b';
    }

    /** Whether it has more than {@code limit} bytes in UTF-8. */
    boolean isLongerThan(int limit) {
        int length = to - from;
        if (length > limit || length * 3 <= limit) {
            return length > limit;
        }
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            // A surrogate is half of a four-byte sequence.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > limit;
    }
}
