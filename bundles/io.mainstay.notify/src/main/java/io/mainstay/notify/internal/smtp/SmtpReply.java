// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

/**
 * One line of a server's reply (RFC 5321, 4.2).
 *
 * <pre>
 *   0   3      4
 *   | code | - or blank | text
 * </pre>
 *
 * @param code 200 to 599; 0 when the line is none of a reply
 * @param last whether no further line of this reply follows
 * @param text what comes after the code; the whole line when it is none of a reply
 */
record SmtpReply(int code, boolean last, String text) {

    /** Reads a line without its end. A bare code is accepted, as RFC 5321 asks of clients. */
    static SmtpReply of(String line) {
        if (line.length() < 3 || line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-') {
            return new SmtpReply(0, true, line);
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            char digit = line.charAt(i);
            if (digit < '0' || digit > '9') {
                return new SmtpReply(0, true, line);
            }
            code = code * 10 + digit - '0';
        }
        if (code < 200 || code > 599) {
            return new SmtpReply(0, true, line);
        }
        return new SmtpReply(
                code, line.length() == 3 || line.charAt(3) == ' ', line.substring(Math.min(4, line.length())));
    }

    boolean positive() {
        return code >= 200 && code < 300;
    }

    @Override
    public String toString() {
        return code == 0 ? "\"" + text + "\", which is no SMTP reply" : (code + " " + text).trim();
    }
}
