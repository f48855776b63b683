// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A route.
 *
 * @param ipv6 its family
 * @param type what happens to packets
 * @param destination of length 0 for the default route
 * @param from source prefix (IPv6 only); null for any
 * @param tos type of service; 0 for any
 * @param table 254 for the main one
 * @param protocol who made it; 18 is keepalived's, 4 static
 * @param scope {@link InterfaceAddress#SCOPE_GLOBAL} …
 * @param metric its preference, lower wins; 0 for the kernel's default
 * @param source preferred source address; null for none
 * @param gateway may be of the other family; null for none
 * @param ifIndex 0 for none
 * @param onlink the gateway is on the link although no route says so
 * @param nexthops the ways of a multipath route; empty for a single one
 * @param metrics in the kernel's units
 * @param locked metrics that path discovery must not change
 * @param congestionControl empty for the default
 * @param realms 0 for none
 * @param preference IPv6 router preference: 0 medium, 1 high, 3 low; -1 for none
 * @param expiresSeconds IPv6; 0 for never
 * @param ttlPropagate MPLS; null for the default
 * @param encap null for none
 * @param flags RTNH_F_… as the kernel reports them (dead, linkdown); not sent
 */
public record Route(
        boolean ipv6,
        Type type,
        IpPrefix destination,
        IpPrefix from,
        int tos,
        int table,
        int protocol,
        int scope,
        int metric,
        InetAddress source,
        InetAddress gateway,
        int ifIndex,
        boolean onlink,
        List<Nexthop> nexthops,
        Map<RouteMetric, Integer> metrics,
        Set<RouteMetric> locked,
        String congestionControl,
        int realms,
        int preference,
        int expiresSeconds,
        Boolean ttlPropagate,
        RouteEncap encap,
        int flags) {
    public static final int MAIN_TABLE = 254;
    public static final int LOCAL_TABLE = 255;
    public static final int PROTOCOL_STATIC = 4;
    public static final int PROTOCOL_KEEPALIVED = 18;

    public Route {
        nexthops = List.copyOf(nexthops);
        metrics = Map.copyOf(metrics);
        locked = Set.copyOf(locked);
    }

    /** In the order of the kernel's numbers, from 1. */
    public enum Type {
        UNICAST,
        LOCAL,
        BROADCAST,
        ANYCAST,
        MULTICAST,
        BLACKHOLE,
        UNREACHABLE,
        PROHIBIT,
        THROW,
        NAT
    }

    /** Starts a unicast route of the main table, made by keepalived's protocol number. */
    public static Builder to(IpPrefix destination) {
        return new Builder(destination);
    }

    /** Collects what a route has. One thread. */
    public static final class Builder {
        private final IpPrefix destination;
        private final Map<RouteMetric, Integer> metrics = new EnumMap<>(RouteMetric.class);
        private final Set<RouteMetric> locked = EnumSet.noneOf(RouteMetric.class);
        private Type type = Type.UNICAST;
        private IpPrefix from;
        private int tos;
        private int table = MAIN_TABLE;
        private int protocol = PROTOCOL_KEEPALIVED;
        private int scope = -1;
        private int metric;
        private InetAddress source;
        private InetAddress gateway;
        private int ifIndex;
        private boolean onlink;
        private List<Nexthop> nexthops = List.of();
        private String congestionControl = "";
        private int realms;
        private int preference = -1;
        private int expiresSeconds;
        private Boolean ttlPropagate;
        private RouteEncap encap;

        private Builder(IpPrefix destination) {
            this.destination = destination;
        }

        public Builder type(Type value) {
            type = value;
            return this;
        }

        public Builder from(IpPrefix value) {
            from = value;
            return this;
        }

        public Builder tos(int value) {
            tos = value;
            return this;
        }

        public Builder table(int value) {
            table = value;
            return this;
        }

        public Builder protocol(int value) {
            protocol = value;
            return this;
        }

        public Builder scope(int value) {
            scope = value;
            return this;
        }

        public Builder metric(int value) {
            metric = value;
            return this;
        }

        /** Preferred source address. */
        public Builder source(InetAddress value) {
            source = value;
            return this;
        }

        /** Gateway. */
        public Builder via(InetAddress value) {
            gateway = value;
            return this;
        }

        public Builder dev(int value) {
            ifIndex = value;
            return this;
        }

        public Builder onlink(boolean value) {
            onlink = value;
            return this;
        }

        public Builder nexthops(List<Nexthop> value) {
            nexthops = value;
            return this;
        }

        public Builder metric(RouteMetric which, int value) {
            metrics.put(which, value);
            return this;
        }

        public Builder lock(RouteMetric which) {
            locked.add(which);
            return this;
        }

        public Builder congestionControl(String value) {
            congestionControl = value;
            return this;
        }

        public Builder realms(int value) {
            realms = value;
            return this;
        }

        public Builder preference(int value) {
            preference = value;
            return this;
        }

        public Builder expiresSeconds(int value) {
            expiresSeconds = value;
            return this;
        }

        public Builder ttlPropagate(Boolean value) {
            ttlPropagate = value;
            return this;
        }

        public Builder encap(RouteEncap value) {
            encap = value;
            return this;
        }

        /** The scope, when not given, is what ip route chooses: link without a gateway (IPv4 unicast), else global. */
        public Route build() {
            int chosen = scope;
            if (chosen < 0) {
                boolean direct = !destination.ipv6()
                        && type == Type.UNICAST
                        && gateway == null
                        && nexthops.stream().allMatch(hop -> hop.gateway() == null);
                chosen = direct ? InterfaceAddress.SCOPE_LINK : InterfaceAddress.SCOPE_GLOBAL;
            }
            return new Route(
                    destination.ipv6(),
                    type,
                    destination,
                    from,
                    tos,
                    table,
                    protocol,
                    chosen,
                    metric,
                    source,
                    gateway,
                    ifIndex,
                    onlink,
                    nexthops,
                    metrics,
                    locked,
                    congestionControl,
                    realms,
                    preference,
                    expiresSeconds,
                    ttlPropagate,
                    encap,
                    0);
        }
    }
}
