// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

/** What a track file says: its first number. Pure. */
final class FileNumber {
    /** More digits do not fit anything that a weight could be multiplied with. */
    private static final int DIGITS = 18;

    private FileNumber() {}

    /** The number that the text begins with, after blanks and a sign; 0 when there is none. */
    static long of(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        long number = 0;
        for (int digits = 0; at < text.length() && digits < DIGITS; at++, digits++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') {
                break;
            }
            number = number * 10 + digit - '0';
        }
        return negative ? -number : number;
    }
}
