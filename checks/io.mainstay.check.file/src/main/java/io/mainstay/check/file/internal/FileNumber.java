// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

/** The first number of a text: blanks, a sign, digits. Pure. */
final class FileNumber {
    private FileNumber() {}

    /** 0 when there is none; what is too large is the largest. */
    static int of(String text) {
        int i = 0;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        boolean negative = i < text.length() && text.charAt(i) == '-';
        if (i < text.length() && (negative || text.charAt(i) == '+')) {
            i++;
        }
        long number = 0;
        for (; i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9'; i++) {
            number = Math.min(number * 10 + (text.charAt(i) - '0'), Integer.MAX_VALUE + 1L);
        }
        return (int) (negative ? -number : Math.min(number, Integer.MAX_VALUE));
    }
}
