// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A route, in the words of {@code ip route}; names of tables, protocols and scopes are resolved to numbers.
 *
 * @param kind what becomes of the packets
 * @param destination the network; length 0 is the default route
 * @param source preferred source address ({@code src})
 * @param from packets from this network only; IPv6
 * @param hop next hop and device of a route that has one way; empty for {@link #hops} and for kinds that go nowhere
 * @param hops several ways ({@code nexthop}); empty otherwise
 * @param table number of the routing table; 254 is main
 * @param scope kernel's number; empty: global with a gateway, link without
 * @param tos type of service, 0 to 255
 * @param protocol routing protocol number; empty means keepalived's, 18
 * @param metric priority, lower is preferred; empty leaves it to the kernel
 * @param preference IPv6 router preference
 * @param metrics TCP and other metrics
 * @param locked metrics that the kernel must not change
 * @param features {@code features ecn}
 * @param congestionControl TCP congestion control algorithm
 * @param expires seconds of life; IPv6
 * @param onLink pretend that the gateway is on the link
 * @param ttlPropagate MPLS; empty leaves it to the kernel
 * @param action how it is installed
 * @param tracked whether somebody else's deletion of it matters
 * @param trackGroup instances to be put into FAULT when it cannot be restored; static routes only
 */
public record VirtualRoute(
        Kind kind,
        Prefix destination,
        Optional<InetAddress> source,
        Optional<Prefix> from,
        Optional<Hop> hop,
        List<Hop> hops,
        long table,
        OptionalInt scope,
        int tos,
        OptionalInt protocol,
        OptionalLong metric,
        Optional<Preference> preference,
        Map<Metric, Long> metrics,
        Set<Metric> locked,
        boolean features,
        Optional<String> congestionControl,
        OptionalLong expires,
        boolean onLink,
        Optional<Boolean> ttlPropagate,
        Action action,
        boolean tracked,
        Optional<String> trackGroup) {

    /** The kernel's number of the main table. */
    public static final long MAIN = 254;

    public VirtualRoute {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(hop, "hop");
        hops = List.copyOf(hops);
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(preference, "preference");
        metrics = Map.copyOf(metrics);
        locked = Set.copyOf(locked);
        Objects.requireNonNull(congestionControl, "congestionControl");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(ttlPropagate, "ttlPropagate");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(trackGroup, "trackGroup");
    }

    public boolean isIpv6() {
        return destination.isIpv6();
    }

    /** Route types. */
    public enum Kind {
        UNICAST,
        LOCAL,
        BROADCAST,
        ANYCAST,
        MULTICAST,
        BLACKHOLE,
        UNREACHABLE,
        PROHIBIT,
        THROW
    }

    /** How a route is installed beside others to the same destination. */
    public enum Action {
        PREPEND,
        ADD,
        APPEND,
        REPLACE
    }

    /**
     * Route metrics, in the kernel's units: RTT in eighths of a millisecond, its variance in quarters, the least RTO in
     * milliseconds, sizes in bytes or packets.
     */
    public enum Metric {
        MTU,
        HOP_LIMIT,
        ADVERTISED_MSS,
        RTT,
        RTT_VARIANCE,
        REORDERING,
        WINDOW,
        CONGESTION_WINDOW,
        SLOW_START_THRESHOLD,
        RTO_MIN,
        INITIAL_CONGESTION_WINDOW,
        INITIAL_RECEIVE_WINDOW,
        QUICK_ACK,
        FAST_OPEN_NO_COOKIE
    }

    /** IPv6 router preference (RFC 4191). */
    public enum Preference {
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * One way.
     *
     * @param via gateway, possibly of the other family; empty when the destination is on the link
     * @param device interface; empty leaves it to the kernel
     * @param weight among several ways, 1 to 256
     * @param onLink pretend that the gateway is on the link
     * @param realms {@code from << 16 | to}; 0 is none
     * @param encapsulation tunnel or label put around the packets
     */
    public record Hop(
            Optional<InetAddress> via,
            Optional<String> device,
            int weight,
            boolean onLink,
            int realms,
            Optional<Encapsulation> encapsulation) {
        public Hop {
            Objects.requireNonNull(via, "via");
            Objects.requireNonNull(device, "device");
            Objects.requireNonNull(encapsulation, "encapsulation");
        }
    }

    /** Light-weight tunnels. */
    public sealed interface Encapsulation {
        /**
         * {@code encap ip} or {@code encap ip6}.
         *
         * @param ipv6 the outer header's family
         * @param id tunnel id
         * @param destination of the outer header
         * @param source of the outer header
         * @param tos type of service or traffic class of the outer header
         * @param ttl TTL or hop limit of the outer header
         * @param flags the kernel's tunnel flags
         */
        record Ip(
                boolean ipv6,
                OptionalLong id,
                Optional<InetAddress> destination,
                Optional<InetAddress> source,
                OptionalInt tos,
                OptionalInt ttl,
                int flags)
                implements Encapsulation {}

        /**
         * {@code encap mpls}.
         *
         * @param labels from the outermost, each 0 to 2^20 - 1
         * @param ttl of the labels
         */
        record Mpls(List<Integer> labels, OptionalInt ttl) implements Encapsulation {
            public Mpls {
                labels = List.copyOf(labels);
            }
        }

        /**
         * {@code encap ila}.
         *
         * @param locator 64 bits
         */
        record Ila(long locator) implements Encapsulation {}
    }
}
