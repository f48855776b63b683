// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.carp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.carp.CarpInstance.Replay;
import io.mainstay.api.model.carp.CarpInstance.TieBreak;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.config.internal.interpret.Scripts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code carp_instance} block. */
final class InstanceBlock {
    private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_SCRIPT = Duration.ofHours(1);
    private static final int LONGEST_DEVICE = 15;

    private final String name;
    private final BlockReader block;
    private final Scripts scripts;

    InstanceBlock(String name, BlockReader block, Scripts scripts) {
        this.name = name;
        this.block = block;
        this.scripts = scripts;
    }

    Optional<CarpInstance> read() {
        Optional<String> device = block.value(
                "interface",
                "the name of an interface",
                text -> Optional.of(text).filter(InstanceBlock::isDevice));
        block.require(device.isPresent(), "interface", "the name of an interface");
        Optional<Integer> vhid = block.integer("vhid", 1, 255);
        block.require(vhid.isPresent(), "vhid", "a virtual host id from 1 to 255");
        Optional<String> password = Password.read(block);
        List<VirtualAddress> addresses = addresses();
        boolean install = block.bool("install_addresses").orElse(true);
        CarpInstance.Timing timing = timing();
        boolean preempt = block.bool("preempt").orElse(false);
        CarpInstance.Transport transport = transport();
        boolean ignoreLinkState = block.bool("ignore_link_state").orElse(false);
        TieBreak tieBreak = block.choice(
                        "tie_break", Map.of("numeric", TieBreak.NUMERIC, "ucarp-le", TieBreak.UCARP_LITTLE_ENDIAN))
                .orElse(TieBreak.NUMERIC);
        Replay replay = block.choice(
                        "replay", Map.of("accept", Replay.ACCEPT, "alarm", Replay.ALARM, "refuse", Replay.REFUSE))
                .orElse(Replay.ACCEPT);
        boolean counter = block.choice("demotion", Map.of("advskew", false, "counter", true))
                .orElse(false);
        CarpInstance.Scripts all = scripts();
        block.rejectUnread();
        if (device.isEmpty() || vhid.isEmpty() || password.isEmpty() || addresses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CarpInstance(
                name,
                device.get(),
                vhid.get(),
                password.get(),
                addresses,
                install,
                timing,
                preempt,
                transport,
                ignoreLinkState,
                tieBreak,
                replay,
                counter,
                all));
    }

    static boolean isDevice(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_DEVICE
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != ':');
    }

    private List<VirtualAddress> addresses() {
        List<VirtualAddress> all = new ArrayList<>();
        List<BlockReader> blocks = block.blocks("virtual_ipaddress");
        block.require(!blocks.isEmpty(), "virtual_ipaddress", "a block with one address or more");
        for (BlockReader addresses : blocks) {
            for (ConfigNode line : addresses.block().block()) {
                addresses.nodes(line.name());
                AddressLine.read(addresses, line).ifPresent(address -> {
                    if (all.stream().anyMatch(each -> each.address().equals(address.address()))) {
                        addresses.error(
                                DiagnosticKind.GENERAL, line.at(), "the address '" + line.name() + "' is given twice");
                    }
                    all.add(address);
                });
            }
            if (addresses.block().block().isEmpty()) {
                addresses.error(
                        DiagnosticKind.GENERAL,
                        addresses.block().at(),
                        "'virtual_ipaddress' of carp_instance '" + name + "' has no address");
            }
        }
        return all;
    }

    private CarpInstance.Timing timing() {
        CarpInstance.Timing usual = CarpInstance.Timing.DEFAULT;
        int advbase = block.integer("advbase", 0, 255).orElse(usual.advbase());
        int advskew = block.integer("advskew", 0, 255).orElse(usual.advskew());
        int deadRatio = block.integer("dead_ratio", 1, 255).orElse(usual.deadRatio());
        if (advbase == 0 && advskew == 0) {
            block.warning(
                    DiagnosticKind.WARNING,
                    block.block().at(),
                    "advbase 0 with advskew 0 advertises 256 times a second",
                    "advskew 26 is ten times a second");
        }
        if (advbase == 255 && advskew == 255) {
            block.error(
                    DiagnosticKind.GENERAL,
                    block.block().at(),
                    "advbase 255 with advskew 255 means 'I leave' in CARP",
                    "make one of them smaller");
        }
        return new CarpInstance.Timing(advbase, advskew, deadRatio);
    }

    private CarpInstance.Transport transport() {
        Optional<InetAddress> source = block.address("source_address");
        Optional<InetAddress> group = block.value(
                "group",
                "a multicast address, such as 224.0.0.18",
                text -> Values.address(text).filter(InetAddress::isMulticastAddress));
        boolean broadcast = block.bool("broadcast").orElse(false);
        List<InetAddress> peers = new ArrayList<>();
        for (BlockReader list : block.blocks("unicast_peer")) {
            for (ConfigNode line : list.block().block()) {
                list.nodes(line.name());
                list.rejectSurplus(line, 0);
                Optional<InetAddress> peer = Values.address(line.name()).filter(a -> !a.isMulticastAddress());
                if (peer.isEmpty()) {
                    list.error(
                            DiagnosticKind.GENERAL,
                            line.at(),
                            "'" + line.name() + "' is not valid in 'unicast_peer': expected the address of a host");
                }
                peer.filter(each -> !peers.contains(each)).ifPresent(peers::add);
            }
        }
        if (!peers.isEmpty() && (broadcast || group.isPresent())) {
            block.warning(
                    DiagnosticKind.WARNING,
                    block.block().at(),
                    "'" + (broadcast ? "broadcast" : "group") + "' has no effect with 'unicast_peer'",
                    "remove one of them");
        }
        return new CarpInstance.Transport(source, group, broadcast, peers);
    }

    private CarpInstance.Scripts scripts() {
        Optional<Duration> limit = Optional.of(block.timer("script_timeout", Duration.ofMillis(1), LONGEST_SCRIPT)
                .orElse(SCRIPT_LIMIT));
        return new CarpInstance.Scripts(
                script("up_script", limit),
                script("down_script", limit),
                block.text("script_parameter"),
                block.bool("neutral").orElse(false));
    }

    private Optional<Script> script(String keyword, Optional<Duration> limit) {
        return scripts.read(block, keyword)
                .map(script -> new Script(script.argv(), script.user(), script.group(), limit));
    }

    /** {@code ADDRESS[/LEN] [dev IF] [label LABEL]}. */
    private static final class AddressLine {
        private AddressLine() {}

        static Optional<VirtualAddress> read(BlockReader reader, ConfigNode line) {
            String text = line.name();
            int slash = text.indexOf('/');
            Optional<InetAddress> address = Values.address(slash < 0 ? text : text.substring(0, slash))
                    .filter(each -> text.indexOf('%') < 0 && !each.isMulticastAddress());
            if (address.isEmpty()) {
                reader.error(
                        DiagnosticKind.GENERAL,
                        line.at(),
                        "'" + text + "' is not an address: expected such as 192.0.2.1/24 or 2001:db8::1/64");
                return Optional.empty();
            }
            int bits = address.get().getAddress().length * 8;
            Optional<Long> length = slash < 0
                    ? Optional.of((long) bits)
                    : Values.integer(text.substring(slash + 1)).filter(n -> n >= 0 && n <= bits);
            if (length.isEmpty()) {
                reader.error(
                        DiagnosticKind.INVALID_NUMBER,
                        line.at(),
                        "'" + text + "' has no valid prefix length: expected /0 to /" + bits);
                return Optional.empty();
            }
            return options(
                    reader, line, VirtualAddress.of(address.get(), length.get().intValue()));
        }

        private static Optional<VirtualAddress> options(BlockReader reader, ConfigNode line, VirtualAddress plain) {
            Optional<String> device = Optional.empty();
            Optional<String> label = Optional.empty();
            List<Word> words = line.arguments();
            for (int i = 0; i < words.size(); i += 2) {
                String option = words.get(i).text();
                String value = i + 1 < words.size() ? words.get(i + 1).text() : "";
                if (option.equals("dev") && isDevice(value)) {
                    device = Optional.of(value);
                } else if (option.equals("label") && !plain.isIpv6() && isLabel(value)) {
                    label = Optional.of(value);
                } else {
                    reader.error(
                            DiagnosticKind.GENERAL,
                            words.get(i).at(),
                            "'" + (option + " " + value).strip() + "' is not valid here: expected 'dev INTERFACE'"
                                    + (plain.isIpv6() ? "" : " or 'label LABEL'"));
                    return Optional.empty();
                }
            }
            return Optional.of(new VirtualAddress(
                    plain.address(),
                    plain.prefixLength(),
                    device,
                    label,
                    plain.broadcast(),
                    plain.scope(),
                    plain.peer(),
                    plain.flags(),
                    plain.preferredLifetime(),
                    plain.tracked(),
                    plain.trackGroup(),
                    plain.vmac()));
        }

        private static boolean isLabel(String text) {
            return !text.isEmpty() && text.length() <= LONGEST_DEVICE;
        }
    }
}
