// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.GarpGroup;
import io.mainstay.api.model.vrrp.LinkDelay;
import io.mainstay.api.model.vrrp.Linkbeat;
import io.mainstay.api.model.vrrp.VrrpInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code garp_group}, {@code interface_up_down_delays} and {@code linkbeat_interfaces}. */
final class LinkBlocks {
    private static final Duration MOST_DELAY = Duration.ofSeconds(255);
    private static final Map<String, Linkbeat.Method> METHODS =
            Map.of("MII", Linkbeat.Method.MII, "ETHTOOL", Linkbeat.Method.ETHTOOL, "IOCTL", Linkbeat.Method.IOCTL);

    private final BlockReader top;
    private final Context context;

    LinkBlocks(BlockReader top, Context context) {
        this.top = top;
        this.context = context;
    }

    List<GarpGroup> garpGroups() {
        List<GarpGroup> groups = new ArrayList<>();
        Map<String, Word> taken = new HashMap<>();
        for (BlockReader block : top.blocks("garp_group")) {
            block.rejectSurplus(block.block(), 0);
            Duration garp = pace(block, "garp_interval");
            Duration gna = pace(block, "gna_interval");
            List<Word> words = new ArrayList<>();
            block.nodes("interface").forEach(node -> {
                if (node.arguments().isEmpty()) {
                    block.error(
                            DiagnosticKind.MISSING_PARAMETER, node.at(), "'interface' needs the name of an interface");
                }
                words.addAll(node.arguments());
            });
            for (BlockReader list : block.blocks("interfaces")) {
                if (list.block().block().isEmpty()) {
                    block.warning(DiagnosticKind.WARNING, list.block().at(), "'interfaces' is empty", "");
                }
                list.block().block().forEach(node -> {
                    words.add(node.keyword());
                    words.addAll(node.arguments());
                });
            }
            block.rejectUnread();
            List<String> interfaces = interfaces(block, words, taken);
            boolean given = !block.nodes("garp_interval").isEmpty()
                    || !block.nodes("gna_interval").isEmpty();
            if (!given) {
                block.warning(
                        DiagnosticKind.WARNING,
                        block.block().at(),
                        "this garp_group has neither 'garp_interval' nor 'gna_interval'; it has no effect",
                        "");
            } else if (interfaces.isEmpty()) {
                context.notice(block.block().at(), "this garp_group has no interfaces; it has no effect", "");
            } else {
                groups.add(new GarpGroup(garp, gna, interfaces));
            }
        }
        return groups;
    }

    private static Duration pace(BlockReader block, String keyword) {
        return block.timer(keyword, Duration.ZERO, VrrpGlobalsBlock.LONGEST_PACE)
                .orElse(Duration.ZERO);
    }

    private List<String> interfaces(BlockReader block, List<Word> words, Map<String, Word> taken) {
        List<String> interfaces = new ArrayList<>();
        for (Word word : words) {
            context.devices.named(word.text(), word.at(), "of a garp_group");
            Word other = taken.putIfAbsent(word.text(), word);
            if (other == null) {
                interfaces.add(word.text());
            } else {
                block.warning(
                        DiagnosticKind.WARNING,
                        word.at(),
                        "the interface '" + word + "' is in a garp_group already; this one is ignored",
                        "the first is at " + other.at());
            }
        }
        return interfaces;
    }

    Linkbeat linkbeat() {
        boolean all = top.flag("linkbeat_use_polling");
        List<Linkbeat.Polled> polled = new ArrayList<>();
        for (BlockReader block : top.blocks("linkbeat_interfaces")) {
            for (ConfigNode node : block.block().block()) {
                context.devices.needed(node.name(), node.at(), "polled");
                block.rejectSurplus(node, 1);
                Optional<Word> word = node.argument(0);
                Optional<Linkbeat.Method> method = word.map(w -> METHODS.get(w.text()));
                if (word.isPresent() && method.isEmpty()) {
                    block.error(
                            DiagnosticKind.GENERAL,
                            word.get().at(),
                            "'" + word.get()
                                    + "' is not valid for 'linkbeat_interfaces': expected MII, ETHTOOL or IOCTL");
                }
                polled.add(new Linkbeat.Polled(node.name(), method.orElse(Linkbeat.Method.ANY)));
            }
        }
        return new Linkbeat(all, polled);
    }

    List<LinkDelay> delays(Collection<VrrpInstance> instances) {
        Map<String, LinkDelay> delays = new LinkedHashMap<>();
        for (BlockReader block : top.blocks("interface_up_down_delays")) {
            for (ConfigNode node : block.block().block()) {
                context.devices.needed(node.name(), node.at(), "delayed");
                block.rejectSurplus(node, 2);
                Duration down = delay(block, node, 0);
                Duration up = delay(block, node, 1);
                delays.put(node.name(), limited(node, new LinkDelay(node.name(), down, up), instances));
            }
        }
        return new ArrayList<>(delays.values());
    }

    private static Duration delay(BlockReader block, ConfigNode node, int index) {
        Optional<Word> word = node.argument(index);
        if (word.isEmpty()) {
            return Duration.ZERO;
        }
        Optional<Duration> delay = Values.timer(word.get().text()).filter(d -> d.compareTo(MOST_DELAY) <= 0);
        if (delay.isEmpty()) {
            block.error(
                    DiagnosticKind.INVALID_NUMBER,
                    word.get().at(),
                    "'" + word.get() + "' is not valid for 'interface_up_down_delays': expected seconds from 0 to 255");
        }
        return delay.orElse(Duration.ZERO);
    }

    /** A backup must not be told of a dead link later than it takes over: the delay is cut to what every instance allows. */
    private LinkDelay limited(ConfigNode node, LinkDelay delay, Collection<VrrpInstance> instances) {
        Duration down = delay.down();
        for (VrrpInstance instance : instances) {
            if (instance.link().device().filter(delay.device()::equals).isEmpty()) {
                continue;
            }
            Duration interval = instance.timing().advertInterval();
            Duration most = interval.multipliedBy(instance.timing().downTimerAdverts() - 1L)
                    .minus(interval.dividedBy(256));
            most = most.isNegative() ? Duration.ZERO : most;
            if (down.compareTo(most) > 0) {
                context.notice(
                        node.at(),
                        "a down delay of " + Line.plain(down) + " s is too long for the instance '" + instance.name()
                                + "'; " + Line.plain(most) + " is used",
                        "");
                down = most;
            }
        }
        return new LinkDelay(delay.device(), down, delay.up());
    }
}
