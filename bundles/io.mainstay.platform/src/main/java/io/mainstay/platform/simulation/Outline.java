// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a simulation must know of a host's configuration before it starts: who speaks to whom, and what can be disturbed.
 *
 * @param routers in configured order
 * @param interfaces that matter: own and tracked ones
 * @param scripts names of tracked scripts
 * @param files names of tracked files
 * @param processes names of tracked processes
 */
public record Outline(
        List<Router> routers, Set<String> interfaces, Set<String> scripts, Set<String> files, Set<String> processes) {
    public static final Outline EMPTY = new Outline(List.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public Outline {
        routers = List.copyOf(routers);
        interfaces = Set.copyOf(interfaces);
        scripts = Set.copyOf(scripts);
        files = Set.copyOf(files);
        processes = Set.copyOf(processes);
    }

    /**
     * A host's participant in one virtual router, for one address family.
     *
     * @param name as configured
     * @param identity what the participants of all hosts have in common, such as {@code "VRRP 51 IPv4"}
     * @param interfaceName that it speaks on; empty for unicast without one
     * @param ipv6 the family that it speaks
     * @param source its address on the interface, when configured
     * @param peers unicast peers; empty for multicast
     * @param addresses that it moves, of either family
     */
    public record Router(
            String name,
            String identity,
            String interfaceName,
            boolean ipv6,
            Optional<InetAddress> source,
            List<InetAddress> peers,
            List<InetAddress> addresses) {
        public Router {
            peers = List.copyOf(peers);
            addresses = List.copyOf(addresses);
        }
    }
}
