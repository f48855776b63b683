// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * A mail.
 *
 * @param from sender, {@code a@b} or {@code Name <a@b>}
 * @param to recipients, likewise
 * @param subject one line; line ends in it become blanks
 * @param body lines separated by {@code \n}
 * @param date when it was written
 */
public record MailMessage(String from, List<String> to, String subject, String body, ZonedDateTime date) {
    public MailMessage {
        to = List.copyOf(to);
    }

    /** The part of an address that the envelope takes: what is between the angle brackets, if there are any. */
    static String envelope(String address) {
        int open = address.lastIndexOf('<');
        int close = address.lastIndexOf('>');
        String bare = open >= 0 && close > open ? address.substring(open + 1, close) : address;
        return oneLine(bare).trim();
    }

    /** Header, blank line, body and the final dot, with CRLF and dot stuffing (RFC 5321, 4.5.2). */
    String data() {
        StringBuilder out = new StringBuilder(512);
        header(out, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
        header(out, "From", from);
        header(
                out,
                "To",
                String.join(",\r\n ", to.stream().map(MailMessage::oneLine).toList()));
        header(out, "Subject", encoded(oneLine(subject)));
        header(out, "X-Mailer", "Mainstay");
        header(out, "MIME-Version", "1.0");
        header(out, "Content-Type", "text/plain; charset=utf-8");
        header(out, "Content-Transfer-Encoding", "8bit");
        out.append("\r\n");
        for (String line : body.split("\r?\n|\r", -1)) {
            if (line.startsWith(".")) {
                out.append('.');
            }
            out.append(line).append("\r\n");
        }
        return out.append(".\r\n").toString();
    }

    private static void header(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    /** A name that comes from the configuration must not start a header of its own. */
    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }

    /** RFC 2047, when there is anything beyond ASCII. */
    private static String encoded(String text) {
        return text.chars().allMatch(c -> c >= 32 && c < 127)
                ? text
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
