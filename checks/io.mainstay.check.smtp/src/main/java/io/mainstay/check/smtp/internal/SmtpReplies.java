// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Understands the replies of a server, in pieces of any size (RFC 5321 section 4.2).
 *
 * <pre>
 *   code "-" text CRLF     any number of times; a lone LF ends a line, too
 *   code [SP text] CRLF    the last line, or the only one
 * </pre>
 *
 * <p>Bad input is a state with a reason, never an exception. Thread-safety: one thread.
 */
final class SmtpReplies {
    /** All lines of one reply together. */
    static final int LIMIT = 64 * 1024;

    private byte[] line = new byte[128];
    private int length;
    private int total;
    private int code;
    private List<String> lines = new ArrayList<>(1);
    private String problem = "";

    /** Reads on to the end of the next reply; null when there is none yet, or when it is bad. Leaves the rest in {@code in}. */
    SmtpReply next(ByteBuffer in) {
        while (in.hasRemaining() && problem.isEmpty()) {
            byte b = in.get();
            if (++total > LIMIT) {
                problem = "a reply of more than " + LIMIT / 1024 + " KiB";
            } else if (b != '\n') {
                append(b);
            } else if (line()) {
                SmtpReply reply = new SmtpReply(code, lines);
                lines = new ArrayList<>(4);
                total = 0;
                code = 0;
                return reply;
            }
        }
        return null;
    }

    private void append(byte b) {
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = b;
    }

    /** Takes the line in; true when it is the last of its reply. */
    private boolean line() {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        int value = length >= 3 && digit(0) && digit(1) && digit(2)
                ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0')
                : 0;
        boolean last = length == 3 || length > 3 && line[3] == ' ';
        if (value < 100 || !last && line[3] != '-') {
            problem = "not an SMTP reply: \"" + printable() + "\"";
            return false;
        }
        if (!lines.isEmpty() && value != code) {
            problem = "a reply with two codes, " + code + " and " + value;
            return false;
        }
        code = value;
        lines.add(length <= 4 ? "" : new String(line, 4, length - 4, StandardCharsets.UTF_8));
        length = 0;
        return last;
    }

    private boolean digit(int at) {
        return line[at] >= '0' && line[at] <= '9';
    }

    private String printable() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(length, 60); i++) {
            text.append(line[i] >= ' ' && line[i] < 0x7f ? (char) line[i] : '.');
        }
        return text.append(length > 60 ? "…" : "").toString();
    }

    /** Why what came is no reply; empty as long as it is one. */
    String problem() {
        return problem;
    }
}
