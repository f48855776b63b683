// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.platform.simulation.Outline;
import io.mainstay.simulate.internal.scenario.Port;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts' own addresses: as the operator says, as configured, or as the unicast peers of the others imply. What is left is
 * made up, in the order of the hosts: only elections between equal priorities look at it. Pure.
 */
final class Addressing {
    private final List<Node> nodes;
    private final Map<Port, InetAddress> ipv4 = new HashMap<>();
    private final Map<Port, InetAddress> ipv6 = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Addressing(List<Node> nodes) {
        this.nodes = nodes;
    }

    static Addressing of(List<Node> nodes, Map<Port, List<InetAddress>> told) {
        Addressing addressing = new Addressing(nodes);
        told.forEach((port, addresses) -> addresses.forEach(address -> addressing.put(port, address)));
        nodes.forEach(addressing::configured);
        nodes.forEach(addressing::implied);
        addressing.refuseTwins();
        return addressing;
    }

    List<String> problems() {
        return problems;
    }

    InetAddress ipv4(Port port, int wire, int host) {
        return ipv4.getOrDefault(port, address(new byte[] {10, (byte) 255, (byte) wire, (byte) host}));
    }

    InetAddress ipv6(Port port, int wire, int host) {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0xfe;
        bytes[1] = (byte) 0x80;
        bytes[13] = (byte) wire;
        bytes[15] = (byte) host;
        return ipv6.getOrDefault(port, address(bytes));
    }

    private void put(Port port, InetAddress address) {
        (address instanceof Inet6Address ? ipv6 : ipv4).putIfAbsent(port, address);
    }

    private void configured(Node node) {
        for (Outline.Router router : node.routers()) {
            router.source().ifPresent(source -> put(new Port(node.name(), router.interfaceName()), source));
        }
    }

    private void implied(Node node) {
        for (Outline.Router router : node.routers()) {
            Port port = new Port(node.name(), router.interfaceName());
            if (!router.peers().isEmpty() && !(router.ipv6() ? ipv6 : ipv4).containsKey(port)) {
                imply(node, router, port);
            }
        }
    }

    private void imply(Node node, Outline.Router router, Port port) {
        Set<InetAddress> candidates = new LinkedHashSet<>();
        for (Node other : nodes) {
            if (other != node) {
                other.routers().stream()
                        .filter(theirs -> theirs.identity().equals(router.identity()))
                        .forEach(theirs -> candidates.addAll(theirs.peers()));
            }
        }
        candidates.removeAll(router.peers());
        candidates.removeAll(ipv4.values());
        candidates.removeAll(ipv6.values());
        Optional<InetAddress> only =
                candidates.size() == 1 ? candidates.stream().findFirst() : Optional.empty();
        if (only.isPresent()) {
            put(port, only.get());
        } else if (nodes.size() > 1) {
            problems.add("which address has " + port + "? The unicast peers of " + router.name()
                    + " on the other hosts do not tell; say it with --address " + port + "=ADDRESS, or configure"
                    + " unicast_src_ip");
        }
    }

    private void refuseTwins() {
        Map<InetAddress, Port> seen = new HashMap<>();
        for (Map<Port, InetAddress> family : List.of(ipv4, ipv6)) {
            family.forEach((port, address) -> {
                Port other = seen.putIfAbsent(address, port);
                if (other != null && !other.host().equals(port.host())) {
                    problems.add(port + " and " + other + " both have the address " + address.getHostAddress()
                            + "; each host needs its own");
                }
            });
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
