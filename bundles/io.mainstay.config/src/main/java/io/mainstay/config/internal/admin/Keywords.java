// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import java.util.Set;

/**
 * The few keywords whose JSON form cannot be told from the value alone. Every other keyword, also one that only a plugin
 * knows, follows the general rule: a string or number is one argument, {@code true} is the keyword alone, an array is several
 * arguments, an object a block, an array of objects several blocks.
 */
final class Keywords {
    /** Switches that take no value in keepalived.conf: {@code false} is the same as leaving them out. */
    static final Set<String> SWITCHES =
            Set.of("flag-1", "flag-2", "flag-3", "sh-port", "sh-fallback", "mh-port", "mh-fallback", "regex_no_match");

    /** Their string is split at blanks: {@code "TUN type ipip"}, {@code "200 204 300-399"}. */
    static final Set<String> SPLIT = Set.of(
            "lvs_method",
            "lb_kind",
            "sorry_server_lvs_method",
            "status_code",
            "regex_options",
            "regex_stack",
            "script_user",
            "user",
            "lvs_timeouts",
            "lvs_flush_on_stop");

    /** Their string is an address with a port: {@code "10.0.0.1:80"}, {@code "[2001:db8::1]:80"}. */
    static final Set<String> ENDPOINTS = Set.of("sorry_server", "smtp_server");

    /** Their values are the statements of a block: {@code "notification_email": ["a@example.org"]}. */
    static final Set<String> LISTS = Set.of("notification_email");

    private Keywords() {}
}
