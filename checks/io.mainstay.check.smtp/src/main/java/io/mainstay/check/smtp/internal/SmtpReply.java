// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import java.util.List;

/**
 * One reply of a server, of one or more lines.
 *
 * @param code 3 digits, 100 to 999
 * @param lines the texts after code and separator; at least one, possibly empty
 */
record SmtpReply(int code, List<String> lines) {
    private static final int SHOWN = 100;

    SmtpReply {
        lines = List.copyOf(lines);
    }

    /** The code and the first line, for people; what is not printable is shown as a dot. */
    String shown() {
        String text = lines.get(0);
        StringBuilder shown = new StringBuilder().append(code);
        if (!text.isEmpty()) {
            shown.append(' ');
        }
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? c : '.');
        }
        if (text.length() > SHOWN) {
            shown.append('…');
        }
        return lines.size() == 1 ? shown.toString() : shown + " (of " + lines.size() + " lines)";
    }
}
