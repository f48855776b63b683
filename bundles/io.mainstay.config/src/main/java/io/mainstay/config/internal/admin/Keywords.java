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
    static final Set<String> SWITCHES = Set.of(
            "flag-1",
            "flag-2",
            "flag-3",
            "sh-port",
            "sh-fallback",
            "mh-port",
            "mh-fallback",
            "regex_no_match",
            "use_vmac",
            "use_ipvlan",
            "notify_deleted",
            "old_unicast_checksum",
            "timer_expired_backup",
            "thread_timer_expired",
            "init_file",
            "param_match",
            "max_auto_priority",
            "nftables",
            "linkbeat_use_polling",
            "global_tracking");

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
            "lvs_flush_on_stop",
            "lvs_sync_daemon",
            "weight",
            "init_file",
            "use_vmac",
            "use_ipvlan",
            "garp_extra_if",
            "vmac_garp_intvl",
            "vrrp_garp_extra_if",
            "vrrp_vmac_garp_intvl",
            "process",
            "vrrp_cpu_affinity",
            "vrrp_iptables",
            "vrrp_ipsets");

    /** Their string is an address with a port: {@code "10.0.0.1:80"}, {@code "[2001:db8::1]:80"}. */
    static final Set<String> ENDPOINTS = Set.of("sorry_server", "smtp_server");

    /** Their values are the statements of a block: {@code "notification_email": ["a@example.org"]}. */
    static final Set<String> LISTS = Set.of("notification_email");

    /** The same, where each statement has several words: {@code "track_script": ["chk_http weight 5"]}. */
    static final Set<String> LINES = Set.of(
            "virtual_ipaddress",
            "virtual_ipaddress_excluded",
            "virtual_routes",
            "virtual_rules",
            "static_ipaddress",
            "static_routes",
            "static_rules",
            "unicast_peer",
            "track_interface",
            "track_script",
            "track_file",
            "track_process",
            "track_bfd",
            "group",
            "interfaces",
            "interface_up_down_delays",
            "linkbeat_interfaces");

    private Keywords() {}
}
