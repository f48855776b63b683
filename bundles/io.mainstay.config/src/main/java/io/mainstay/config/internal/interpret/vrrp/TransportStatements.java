// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.api.model.vrrp.VrrpTransport.OldUnicastChecksum;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How adverts travel: source, peers, groups, checksums. */
final class TransportStatements {
    private final BlockReader reader;
    private final Context context;

    TransportStatements(BlockReader reader, Context context) {
        this.reader = reader;
        this.context = context;
    }

    /** The family that sources and peers have; empty when there are none. */
    Optional<Boolean> family() {
        for (String keyword : List.of("unicast_src_ip", "mcast_src_ip")) {
            for (ConfigNode node : reader.nodes(keyword)) {
                Optional<InetAddress> address = node.argument(0).flatMap(word -> Line.address(word.text()));
                if (address.isPresent()) {
                    return address.map(a -> a instanceof Inet6Address);
                }
            }
        }
        for (ConfigNode block : reader.nodes("unicast_peer")) {
            for (ConfigNode peer : block.block()) {
                Optional<InetAddress> address = Line.address(peer.name());
                if (address.isPresent()) {
                    return address.map(a -> a instanceof Inet6Address);
                }
            }
        }
        return Optional.empty();
    }

    VrrpTransport read(boolean ipv6, boolean dualStack) {
        Optional<InetAddress> unicastSource = source("unicast_src_ip", ipv6, dualStack);
        Optional<InetAddress> multicastSource = source("mcast_src_ip", ipv6, dualStack);
        List<UnicastPeer> peers = peers(ipv6, dualStack);
        Optional<Boolean> checks = reader.bool("check_unicast_src");
        boolean limits = peers.stream().anyMatch(peer -> peer.minTtl() > 0 || peer.maxTtl() < 255);
        boolean orFault = reader.bool("unicast_fault_no_peer").orElse(false);
        boolean trackSource = reader.bool("track_src_ip").orElse(false);
        OldUnicastChecksum old = oldChecksum();
        OptionalInt ttl = ttl(peers.isEmpty());
        Optional<String> asked =
                List.of("unicast_peer", "unicast_src_ip", "check_unicast_src", "old_unicast_checksum").stream()
                        .filter(keyword -> !reader.nodes(keyword).isEmpty())
                        .findFirst();
        boolean unicast = !peers.isEmpty() || asked.isPresent();
        if (peers.isEmpty() && unicast && !orFault) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    at(asked.get()),
                    "'" + asked.get() + "' is for unicast, and there are no peers: multicast is used",
                    "add peers to 'unicast_peer', or 'unicast_fault_no_peer', or remove it");
            unicast = false;
        }
        Optional<InetAddress> group = group(ipv6, unicast);
        Optional<InetAddress> source = unicastSource.or(() -> multicastSource);
        if (trackSource && source.isEmpty()) {
            context.notice(at("track_src_ip"), "'track_src_ip' has no effect without a source address", "");
        }
        return new VrrpTransport(
                source,
                trackSource,
                unicast ? Optional.empty() : Optional.of(group.orElse(standard(ipv6))),
                peers,
                unicast,
                orFault,
                ttl,
                checks.orElse(context.defaults.checkUnicastSource()) || limits,
                old,
                reader.bool("v3_checksum_as_v2").orElse(context.defaults.v3ChecksumAsV2()),
                reader.bool("skip_check_adv_addr").orElse(context.defaults.skipAddressCheck()),
                reader.integer("kernel_rx_buf_size", 0, Integer.MAX_VALUE)
                        .filter(n -> n > 0)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()));
    }

    private InetAddress standard(boolean ipv6) {
        return ipv6 ? context.defaults.group6() : context.defaults.group4();
    }

    private Position at(String keyword) {
        return reader.nodes(keyword).get(0).at();
    }

    private Optional<InetAddress> source(String keyword, boolean ipv6, boolean dualStack) {
        return reader.value(
                keyword,
                dualStack ? "an IPv4 or IPv6 address" : ipv6 ? "an IPv6 address" : "an IPv4 address",
                text -> Line.address(text).filter(a -> dualStack || a instanceof Inet6Address == ipv6));
    }

    private List<UnicastPeer> peers(boolean ipv6, boolean dualStack) {
        Map<InetAddress, UnicastPeer> peers = new LinkedHashMap<>();
        for (BlockReader block : reader.blocks("unicast_peer")) {
            for (ConfigNode node : block.block().block()) {
                peer(node, ipv6, dualStack).ifPresent(peer -> {
                    if (peers.put(peer.address(), peer) != null) {
                        context.notice(node.at(), "the peer '" + node.name() + "' stands here twice", "");
                    }
                });
            }
        }
        return new ArrayList<>(peers.values());
    }

    private Optional<UnicastPeer> peer(ConfigNode node, boolean ipv6, boolean dualStack) {
        Line line = Line.whole(reader, node);
        Word word = line.next();
        Optional<InetAddress> address =
                Line.address(word.text()).filter(a -> dualStack || a instanceof Inet6Address == ipv6);
        if (address.isEmpty()) {
            line.error(
                    word.at(),
                    "'" + word + "' is not valid for 'unicast_peer': expected an "
                            + (dualStack ? "IPv4 or IPv6" : ipv6 ? "IPv6" : "IPv4") + " address, as the instance has",
                    "");
            return Optional.empty();
        }
        int min = 0;
        int max = 255;
        while (line.hasNext()) {
            Word option = line.next();
            switch (option.text()) {
                case "min_ttl" -> min = line.integer(option, 0, 255).orElse(min);
                case "max_ttl" -> max = line.integer(option, 0, 255).orElse(max);
                default -> line.unknown(option, List.of("min_ttl", "max_ttl"));
            }
        }
        if (min > max) {
            line.error(node.at(), "min_ttl " + min + " is above max_ttl " + max + ": no packet could pass", "");
        }
        return Optional.of(new UnicastPeer(address.get(), min, max));
    }

    private OptionalInt ttl(boolean noPeers) {
        Optional<Integer> ttl = reader.integer("unicast_ttl", 0, 255);
        if (ttl.isPresent() && noPeers) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    at("unicast_ttl"),
                    "'unicast_ttl' has no effect without unicast peers",
                    "remove it");
            return OptionalInt.empty();
        }
        return ttl.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private OldUnicastChecksum oldChecksum() {
        Optional<ConfigNode> node = reader.node("old_unicast_checksum");
        if (node.isEmpty()) {
            return OldUnicastChecksum.DETECT;
        }
        if (node.get().arguments().isEmpty()) {
            return OldUnicastChecksum.ALWAYS;
        }
        return reader.choice("old_unicast_checksum", Map.of("never", OldUnicastChecksum.NEVER))
                .orElse(OldUnicastChecksum.DETECT);
    }

    private Optional<InetAddress> group(boolean ipv6, boolean unicast) {
        Optional<InetAddress> group = reader.value(
                "mcast_dst_ip",
                ipv6 ? "an IPv6 multicast group" : "an IPv4 multicast group",
                text -> Line.address(text).filter(a -> a.isMulticastAddress() && a instanceof Inet6Address == ipv6));
        if (group.isPresent() && unicast) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    at("mcast_dst_ip"),
                    "'mcast_dst_ip' has no effect with unicast peers",
                    "remove it");
        }
        return group;
    }
}
