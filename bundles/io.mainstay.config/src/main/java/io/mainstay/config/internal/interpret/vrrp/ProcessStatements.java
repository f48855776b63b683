// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Firewall;
import io.mainstay.api.model.vrrp.ReceiveBuffers;
import io.mainstay.api.model.vrrp.ReceiveBuffers.Policy;
import io.mainstay.api.model.vrrp.Scheduling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The keywords of {@code global_defs} about the process that speaks VRRP: firewall, scheduling, buffers. */
final class ProcessStatements {
    private static final int LONGEST_TABLE = 31;
    private static final int LONGEST_NAME = 15;
    private static final int MOST_CPUS = 4096;

    private ProcessStatements() {}

    static Firewall firewall(BlockReader reader) {
        Optional<String> table = reader.node("nftables").flatMap(node -> {
            reader.rejectSurplus(node, 1);
            return node.argument(0).flatMap(word -> tableName(reader, word));
        });
        Optional<ConfigNode> iptables = reader.node("vrrp_iptables");
        Optional<ConfigNode> sets = reader.node("vrrp_ipsets");
        iptables.or(() -> sets)
                .ifPresent(node -> reader.warning(
                        DiagnosticKind.WARNING,
                        node.at(),
                        "'" + node.name() + "' is not supported; nftables is used, whose rules are kept in a table of "
                                + "their own",
                        "use 'nftables'"));
        return new Firewall(
                table.orElse(Firewall.DEFAULT.table()),
                reader.integer("nftables_priority", Integer.MIN_VALUE, Integer.MAX_VALUE)
                        .orElse(Firewall.DEFAULT.priority()),
                reader.bool("nftables_counters").orElse(false),
                reader.bool("nftables_ifindex").orElse(false));
    }

    private static Optional<String> tableName(BlockReader reader, Word word) {
        if (word.text().matches("[A-Za-z][A-Za-z0-9_/\\\\.-]{0," + (LONGEST_TABLE - 1) + "}")) {
            return Optional.of(word.text());
        }
        reader.error(
                DiagnosticKind.GENERAL,
                word.at(),
                "'" + word + "' is not valid for 'nftables': expected a table's name, a letter and at most "
                        + (LONGEST_TABLE - 1) + " letters, digits, or _ . - /");
        return Optional.empty();
    }

    static Scheduling scheduling(BlockReader reader) {
        Optional<Duration> limit = micros(reader, "vrrp_rlimit_rttime")
                .or(() -> deprecated(reader, "vrrp_rlimit_rtime", "vrrp_rlimit_rttime")
                        .flatMap(n -> micros(reader, "vrrp_rlimit_rtime")));
        return new Scheduling(
                processName(reader),
                optional(reader.integer("vrrp_priority", -20, 19)),
                optional(reader.integer("vrrp_rt_priority", 1, 99)),
                limit.orElse(Scheduling.DEFAULT.realTimeLimit()),
                reader.bool("vrrp_no_swap").orElse(false),
                cpus(reader),
                maxAutoPriority(reader),
                Duration.ofNanos(1000L
                        * reader.integer("min_auto_priority_delay", 1, 10_000_000)
                                .orElse(1_000_000)));
    }

    private static Optional<ConfigNode> deprecated(BlockReader reader, String keyword, String instead) {
        Optional<ConfigNode> node = reader.node(keyword);
        node.ifPresent(n -> reader.warning(
                DiagnosticKind.DEPRECATED, n.at(), "'" + keyword + "' is deprecated", "use '" + instead + "'"));
        return node;
    }

    private static Optional<Duration> micros(BlockReader reader, String keyword) {
        return reader.integer(keyword, 1, Integer.MAX_VALUE).map(n -> Duration.ofNanos(n * 1000L));
    }

    private static Optional<String> processName(BlockReader reader) {
        Optional<String> name = reader.text("vrrp_process_name");
        if (name.isPresent() && name.get().length() > LONGEST_NAME) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.nodes("vrrp_process_name")
                            .get(0)
                            .argument(0)
                            .orElseThrow()
                            .at(),
                    "a process name has at most " + LONGEST_NAME + " characters; it is cut",
                    "");
            return name.map(text -> text.substring(0, LONGEST_NAME));
        }
        return name;
    }

    private static int maxAutoPriority(BlockReader reader) {
        Optional<ConfigNode> node = reader.node("max_auto_priority");
        if (node.isPresent() && node.get().arguments().isEmpty()) {
            return 99;
        }
        return reader.integer("max_auto_priority", -1, 99).orElse(0);
    }

    private static List<Integer> cpus(BlockReader reader) {
        List<Integer> cpus = new ArrayList<>();
        Optional<ConfigNode> node = reader.node("vrrp_cpu_affinity");
        if (node.isPresent() && node.get().arguments().isEmpty()) {
            reader.error(DiagnosticKind.GENERAL, node.get().at(), "'vrrp_cpu_affinity' needs the numbers of CPUs");
        }
        int available = Runtime.getRuntime().availableProcessors();
        for (Word word : node.map(ConfigNode::arguments).orElse(List.of())) {
            Optional<Long> cpu = Values.integer(word.text()).filter(n -> n >= 0 && n < MOST_CPUS);
            if (cpu.isEmpty()) {
                reader.error(
                        DiagnosticKind.INVALID_NUMBER,
                        word.at(),
                        "'" + word + "' is not valid for 'vrrp_cpu_affinity': expected the number of a CPU, from 0");
            } else if (cpu.get() >= available) {
                reader.error(
                        DiagnosticKind.INVALID_NUMBER,
                        word.at(),
                        "there is no CPU " + word + " here: expected 0 to " + (available - 1));
            }
            cpu.ifPresent(n -> cpus.add(n.intValue()));
        }
        return cpus;
    }

    static ReceiveBuffers buffers(BlockReader reader) {
        Policy policy = Policy.SYSTEM;
        int bytes = 0;
        Optional<String> text = reader.value(
                "vrrp_rx_bufs_policy",
                "MTU, ADVERT or a number of bytes",
                t -> t.equals("MTU") || t.equals("ADVERT") || size(t).isPresent() ? Optional.of(t) : Optional.empty());
        if (text.isPresent()) {
            bytes = size(text.get()).orElse(0);
            policy = bytes > 0 ? Policy.BYTES : Policy.valueOf(text.get());
        }
        return new ReceiveBuffers(
                policy,
                bytes,
                reader.integer("vrrp_rx_bufs_multiplier", 1, Integer.MAX_VALUE).orElse(3),
                bytes(reader, "vrrp_netlink_cmd_rcv_bufs"),
                reader.bool("vrrp_netlink_cmd_rcv_bufs_force").orElse(false),
                bytes(reader, "vrrp_netlink_monitor_rcv_bufs"),
                reader.bool("vrrp_netlink_monitor_rcv_bufs_force").orElse(false),
                bytes(reader, "process_monitor_rcv_bufs"),
                reader.bool("process_monitor_rcv_bufs_force").orElse(false));
    }

    private static Optional<Integer> size(String text) {
        return Values.integer(text).filter(n -> n > 0 && n <= Integer.MAX_VALUE).map(Long::intValue);
    }

    private static OptionalInt bytes(BlockReader reader, String keyword) {
        Optional<Integer> size = reader.integer(keyword, 0, Integer.MAX_VALUE);
        return optional(size.filter(n -> n > 0));
    }

    private static OptionalInt optional(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
