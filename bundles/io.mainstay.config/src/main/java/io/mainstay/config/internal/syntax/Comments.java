// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.DiagnosticKind;
import java.util.Arrays;

/**
 * Takes comments and surrounding blanks from a physical line: {@code #} or {@code !} outside double quotes to the end of
 * the line. {@code \#} and {@code \!} become the character. A line with a NUL, or a longer one than allowed, is dropped
 * with an error.
 */
final class Comments {
    private final Report report;

    Comments(Report report) {
        this.report = report;
    }

    /** What is left of the line, possibly nothing. */
    Line strip(Line raw) {
        String text = raw.text();
        int to = raw.to();
        boolean quoted = false;
        boolean escaped = false;
        int end = to;
        scan:
        for (int i = raw.from(); i < to; i++) {
            switch (text.charAt(i)) {
                case '"' -> quoted = !quoted;
                case '#', '!' -> {
                    if (!quoted) {
                        end = i;
                        break scan;
                    }
                }
                case '\\' -> {
                    if (QuotedKeywords.startsLine(raw)) {
                        i++; // the word splitter reads these escapes
                    } else if (!quoted && i + 1 < to && isCommentStart(text.charAt(i + 1))) {
                        escaped = true;
                        i++;
                    }
                }
                case '\0' -> {
                    return nul(raw, i);
                }
                default -> {}
            }
        }
        for (int i = end; i < to; i++) {
            if (text.charAt(i) == '\0') {
                return nul(raw, i);
            }
        }
        Line left = raw.part(raw.from(), end).trimmed();
        if (escaped) {
            left = withoutBackslashes(left);
        }
        if (left.isLongerThan(report.limits().lineBytes())) {
            report.error(
                    DiagnosticKind.GENERAL,
                    left.at(left.from()),
                    "this line has more than " + report.limits().lineBytes() + " bytes and is ignored",
                    "split it over several statements or use a definition");
            return left.part(left.from(), left.from());
        }
        return left;
    }

    private Line nul(Line raw, int at) {
        report.error(
                DiagnosticKind.GENERAL,
                raw.at(at),
                "this line has a NUL character and is ignored",
                "a configuration is plain text");
        return raw.part(raw.from(), raw.from());
    }

    private static boolean isCommentStart(char c) {
        return c == '#' || c == '!';
    }

    private static Line withoutBackslashes(Line line) {
        StringBuilder kept = new StringBuilder(line.to() - line.from());
        int[] columns = new int[line.to() - line.from()];
        boolean quoted = false;
        for (int i = line.from(); i < line.to(); i++) {
            char c = line.text().charAt(i);
            quoted ^= c == '"';
            if (c == '\\'
                    && !quoted
                    && i + 1 < line.to()
                    && isCommentStart(line.text().charAt(i + 1))) {
                columns[kept.length()] = line.column(i++);
                kept.append(line.text().charAt(i));
                continue;
            }
            columns[kept.length()] = line.column(i);
            kept.append(c);
        }
        int length = kept.length();
        return new Line(kept.toString(), 0, length, line.file(), line.number(), 0, Arrays.copyOf(columns, length));
    }
}
