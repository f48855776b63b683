// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of a response's head, or of its chunked framing, as it grows, and what it means. The array is kept from line to
 * line. Thread-safety: one thread.
 */
final class HeadLine {
    private static final byte[] PREFIX = {'H', 'T', 'T', 'P', '/'};
    private static final int MAX_NUMBER_DIGITS = 18;
    private static final int MAX_CHUNK_DIGITS = 15;
    private static final int SHOWN = 60;

    private byte[] bytes = new byte[128];
    private int length;

    void append(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[length++] = b;
    }

    /** The line is complete; a CR at its end is no part of it. */
    void end() {
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
    }

    void clear() {
        length = 0;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether this can become a status line. */
    boolean mayBeStatus() {
        int known = Math.min(length, PREFIX.length);
        return Arrays.equals(bytes, 0, known, PREFIX, 0, known);
    }

    /** The status of a status line; 0 when it is none. */
    int status() {
        // HTTP/1.1 200 reason
        // 0    5 7 9  12
        boolean good = length >= 12
                && mayBeStatus()
                && digit(5)
                && bytes[6] == '.'
                && digit(7)
                && bytes[8] == ' '
                && digit(9)
                && digit(10)
                && digit(11)
                && (length == 12 || bytes[12] == ' ');
        return good ? (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0') : 0;
    }

    private boolean digit(int at) {
        return bytes[at] >= '0' && bytes[at] <= '9';
    }

    /** Whether this is a header of this name, which is given in lower case. */
    boolean isHeader(String name) {
        if (length <= name.length() || bytes[name.length()] != ':') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            int c = bytes[i];
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            }
            if (c != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The name before the first colon, in lower case; empty when there is no colon. */
    String name() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == ':') {
                return new String(bytes, 0, i, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
            }
        }
        return "";
    }

    /** What stands after the first colon, without the blanks around it. */
    String value() {
        int from = 0;
        while (bytes[from] != ':') {
            from++;
        }
        return new String(bytes, from + 1, length - from - 1, StandardCharsets.ISO_8859_1).trim();
    }

    /** A number of decimal digits only; -1 when it is none or too large. */
    static long number(String text) {
        if (text.isEmpty() || text.length() > MAX_NUMBER_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    /** The size at the start of a chunk's line, whatever extensions follow; -1 when there is none or it is too large. */
    long chunkSize() {
        long size = 0;
        int i = 0;
        for (; i < length && Character.digit(bytes[i], 16) >= 0; i++) {
            size = size * 16 + Character.digit(bytes[i], 16);
        }
        boolean endsWell = i == length || bytes[i] == ';' || bytes[i] == ' ' || bytes[i] == '\t';
        return i == 0 || i > MAX_CHUNK_DIGITS || !endsWell ? -1 : size;
    }

    /** The start of the line for a message; what is not printable ASCII is shown as a dot. */
    String printable() {
        StringBuilder text = new StringBuilder("\"");
        int shown = Math.min(length, SHOWN);
        for (int i = 0; i < shown; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return text.append(length > shown ? "…\"" : "\"").toString();
    }
}
