// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keywords whose lines have single quotes, joined strings and escapes besides double quotes. */
final class QuotedKeywords {
    /** A HashSet, because this is asked for every statement. */
    private static final Set<String> ALL = new HashSet<>(List.of(
            "script",
            "notify",
            "notify_master",
            "notify_backup",
            "notify_fault",
            "notify_stop",
            "notify_deleted",
            "notify_master_rx_lower_pri",
            "notify_up",
            "notify_down",
            "quorum_up",
            "quorum_down",
            "misc_path",
            "notify_fifo_script",
            "vrrp_notify_fifo_script",
            "lvs_notify_fifo_script",
            "startup_script",
            "shutdown_script",
            "regex"));

    private QuotedKeywords() {}

    static boolean contains(String keyword) {
        return ALL.contains(keyword);
    }

    /** Whether the first word of a line, after {@code @id} conditions, is such a keyword. */
    static boolean startsLine(Line line) {
        Line rest = line.trimmed();
        while (!rest.isEmpty() && rest.first() == '@') {
            rest = rest.part(rest.blankFrom(rest.from()), rest.to()).trimmed();
        }
        return !rest.isEmpty() && contains(rest.text().substring(rest.from(), rest.blankFrom(rest.from())));
    }
}
