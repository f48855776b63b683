// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.VrrpGlobals;
import io.mainstay.api.model.vrrp.VrrpGlobals.DynamicInterfaces;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** What {@code global_defs} says for virtual routers. */
final class VrrpGlobalsBlock {
    static final Duration LONGEST_PACE = Duration.ofNanos(4_294_967_295_000L);
    static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);
    static final Duration MICROSECOND = Duration.ofNanos(1000);

    /** An interface's name of 15 characters, with {@code 6}, a digit and {@code .255}. */
    private static final int LONGEST_PREFIX = 9;

    private final BlockReader reader;

    private VrrpGlobalsBlock(BlockReader reader) {
        this.reader = reader;
    }

    /** Reads the keywords in the block; the caller reads the others and rejects the rest. */
    static VrrpDefaults read(BlockReader reader) {
        return new VrrpGlobalsBlock(reader).read();
    }

    private VrrpDefaults read() {
        Optional<Boolean> mail = reader.bool("smtp_alert");
        Announcing announcing = announcing();
        String prefix = name("vmac_prefix", LONGEST_PREFIX).orElse("vrrp");
        name("vmac_addr_prefix", LONGEST_PREFIX);
        return new VrrpDefaults(
                globals(),
                reader.integer("vrrp_version", 2, 3).orElse(2),
                reader.bool("vrrp_strict").orElse(false),
                group("vrrp_mcast_group4", false),
                group("vrrp_mcast_group6", true),
                announcing,
                reader.integer("vrrp_down_timer_adverts", 1, 100).orElse(3),
                reader.bool("vrrp_lower_prio_no_advert"),
                reader.bool("vrrp_higher_prio_send_advert").orElse(false),
                reader.bool("vrrp_owner_ignore_adverts").orElse(false),
                reader.bool("vrrp_check_unicast_src").orElse(false),
                reader.bool("vrrp_skip_check_adv_addr").orElse(false),
                reader.bool("v3_checksum_as_v2").orElse(false),
                reader.bool("vrrp_notify_priority_changes").orElse(false),
                reader.bool("smtp_alert_vrrp").or(() -> mail),
                prefix,
                !reader.bool("vrrp_restore_deleted").orElse(true));
    }

    private VrrpGlobals globals() {
        return new VrrpGlobals(
                reader.timer("vrrp_startup_delay", Duration.ZERO, LONGEST).orElse(Duration.ZERO),
                reader.timer("vrrp_delay_after_boot", Duration.ZERO, LONGEST).orElse(Duration.ZERO),
                dynamicInterfaces(),
                name("default_interface", 15).orElse("eth0"),
                reader.timer("vrrp_garp_interval", MICROSECOND, LONGEST_PACE).orElse(Duration.ZERO),
                reader.timer("vrrp_gna_interval", MICROSECOND, LONGEST_PACE).orElse(Duration.ZERO),
                reader.bool("log_unknown_vrids").orElse(false),
                reader.bool("disable_local_igmp").orElse(false),
                reader.bool("no_email_faults").orElse(false),
                reader.bool("fifo_write_vrrp_states_on_reload").orElse(false),
                ProcessStatements.firewall(reader),
                ProcessStatements.scheduling(reader),
                ProcessStatements.buffers(reader));
    }

    private DynamicInterfaces dynamicInterfaces() {
        Optional<ConfigNode> node = reader.node("dynamic_interfaces");
        if (node.isEmpty()) {
            return DynamicInterfaces.NO;
        }
        reader.rejectSurplus(node.get(), 1);
        Optional<Word> option = node.get().argument(0);
        if (option.isEmpty()) {
            return DynamicInterfaces.YES;
        }
        return switch (option.get().text()) {
            case "allow_if_changes" -> DynamicInterfaces.ALLOW_CHANGES;
            case "on", "true", "yes" -> DynamicInterfaces.YES;
            case "off", "false", "no" -> DynamicInterfaces.NO;
            default -> {
                reader.error(
                        DiagnosticKind.GENERAL,
                        option.get().at(),
                        "'" + option.get()
                                + "' is not valid for 'dynamic_interfaces': expected allow_if_changes or nothing");
                yield DynamicInterfaces.NO;
            }
        };
    }

    private Optional<String> name(String keyword, int longest) {
        return reader.value(
                keyword,
                "a name of at most " + longest + " characters for an interface",
                text -> Optional.of(text).filter(t -> Line.isDevice(t) && t.length() <= longest));
    }

    private InetAddress group(String keyword, boolean ipv6) {
        return reader.value(
                        keyword,
                        ipv6 ? "an IPv6 multicast group" : "an IPv4 multicast group",
                        text -> Line.address(text)
                                .filter(a -> a.isMulticastAddress() && a instanceof Inet6Address == ipv6))
                .orElseGet(() -> Line.address(ipv6 ? "ff02::12" : "224.0.0.18").orElseThrow());
    }

    private Announcing announcing() {
        boolean least = reader.bool("vrrp_min_garp").orElse(false);
        Announcing otherwise = least
                ? new Announcing(1, Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, Duration.ZERO, false)
                : Announcing.DEFAULT;
        AnnouncingStatements statements = new AnnouncingStatements(reader, "vrrp_garp_", "vrrp_vmac_garp_intvl", 1);
        return statements.read(otherwise, true);
    }
}
