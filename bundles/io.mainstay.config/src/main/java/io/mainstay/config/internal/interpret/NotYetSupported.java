// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

/** Keywords of keepalived that this version knows by name only: each use is one warning, never an error. */
final class NotYetSupported {
    private NotYetSupported() {}

    static final String[] TOP_LEVEL = {
        "net_namespace", "namespace_with_ipsets", "instance", "use_pid_dir", "child_wait_time", "bfd_instance",
    };

    static final String[] GLOBAL_DEFS = {
        // VRRP
        // IPVS
        // processes
        "process_names",
        "process_name",
        "checker_process_name",
        "lvs_process_name",
        "bfd_process_name",
        "checker_priority",
        "bfd_priority",
        "checker_rt_priority",
        "bfd_rt_priority",
        "checker_rlimit_rttime",
        "bfd_rlimit_rttime",
        "checker_rlimit_rtime",
        "bfd_rlimit_rtime",
        "checker_no_swap",
        "bfd_no_swap",
        "checker_cpu_affinity",
        "bfd_cpu_affinity",
        "lvs_netlink_cmd_rcv_bufs",
        "lvs_netlink_cmd_rcv_bufs_force",
        "lvs_netlink_monitor_rcv_bufs",
        "lvs_netlink_monitor_rcv_bufs_force",
        // SNMP and D-Bus
        "enable_snmp_vrrp",
        "enable_snmp_keepalived",
        "enable_snmp_checker",
        "enable_snmp_rfc",
        "enable_snmp_rfcv2",
        "enable_snmp_rfcv3",
        "enable_traps",
        "snmp_socket",
        "snmp_vs_stats_update_interval",
        "snmp_rs_stats_update_interval",
        "enable_dbus",
        "dbus_service_name",
        "dbus_no_interface_name",
        // reload, files
        "reload_time_file",
        "reload_repeat",
        "reload_file",
        "config_save_dir",
        "tmp_config_directory",
        "data_use_instance",
        "state_dump_file",
        "stats_dump_file",
        "json_dump_file",
        "json_version",
        "umask",
    };
}
