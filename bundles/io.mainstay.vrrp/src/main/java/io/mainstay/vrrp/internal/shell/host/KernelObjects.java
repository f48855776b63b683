// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.host;

import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.IpPrefix;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Nexthop;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.RouteEncap;
import io.mainstay.platform.net.RouteMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Configured addresses and routes in the kernel's terms; empty when an interface that they name does not exist. Pure. */
public final class KernelObjects {
    /** Who installed it, for addresses (kernel 5.18) as for routes. */
    static final int PROTOCOL = Route.PROTOCOL_KEEPALIVED;

    private KernelObjects() {}

    /**
     * @param home interface of addresses that name none; null when there is none
     */
    public static Optional<InterfaceAddress> address(VirtualAddress from, Host host, Link home) {
        Link link = from.device().map(host::link).orElse(home);
        if (link == null) {
            return Optional.empty();
        }
        VirtualAddress.Flags wanted = from.flags();
        // Duplicate detection would keep an IPv6 address unusable for a second, and its result is known: the master had
        // it.
        int flags = (from.isIpv6() ? InterfaceAddress.NODAD : 0)
                | (wanted.home() ? InterfaceAddress.HOME : 0)
                | (wanted.noDad() ? InterfaceAddress.NODAD : 0)
                | (wanted.manageTemporary() ? InterfaceAddress.MNGTMPADDR : 0)
                | (wanted.noPrefixRoute() ? InterfaceAddress.NOPREFIXROUTE : 0)
                | (wanted.autoJoin() ? InterfaceAddress.AUTOJOIN : 0);
        return Optional.of(new InterfaceAddress(
                link.index(),
                from.address(),
                from.prefixLength(),
                from.peer().orElse(null),
                from.broadcast().orElse(null),
                from.scope(),
                from.label().orElse(""),
                flags,
                InterfaceAddress.FOREVER,
                from.preferredLifetime().orElse(InterfaceAddress.FOREVER),
                PROTOCOL));
    }

    /** A route; empty when an interface that it names does not exist. */
    public static Optional<Route> route(VirtualRoute from, Host host) {
        Route.Builder to = Route.to(prefix(from.destination()))
                .type(Route.Type.valueOf(from.kind().name()))
                .tos(from.tos())
                .table((int) from.table())
                .protocol(from.protocol().orElse(PROTOCOL))
                .metric((int) from.metric().orElse(0))
                .source(from.source().orElse(null))
                .onlink(from.onLink())
                .congestionControl(from.congestionControl().orElse(""))
                .expiresSeconds((int) from.expires().orElse(0))
                .ttlPropagate(from.ttlPropagate().orElse(null));
        from.from().ifPresent(network -> to.from(prefix(network)));
        from.scope().ifPresent(to::scope);
        from.preference()
                .ifPresent(preference -> to.preference(
                        switch (preference) {
                            case LOW -> 3;
                            case MEDIUM -> 0;
                            case HIGH -> 1;
                        }));
        from.metrics().forEach((metric, value) -> to.metric(metric(metric), value.intValue()));
        from.locked().forEach(metric -> to.lock(metric(metric)));
        if (from.features()) {
            to.metric(RouteMetric.FEATURES, 1); // explicit congestion notification
        }
        if (from.hop().isPresent()) {
            Optional<Nexthop> hop = hop(from.hop().get(), host);
            if (hop.isEmpty()) {
                return Optional.empty();
            }
            to.via(hop.get().gateway())
                    .dev(hop.get().ifIndex())
                    .realms(hop.get().realms());
            to.onlink(from.onLink() || hop.get().onlink()).encap(hop.get().encap());
        }
        List<Nexthop> hops = new ArrayList<>();
        for (VirtualRoute.Hop each : from.hops()) {
            Optional<Nexthop> hop = hop(each, host);
            if (hop.isEmpty()) {
                return Optional.empty();
            }
            hops.add(hop.get());
        }
        return Optional.of(to.nexthops(hops).build());
    }

    private static Optional<Nexthop> hop(VirtualRoute.Hop from, Host host) {
        int index = 0;
        if (from.device().isPresent()) {
            Link link = host.link(from.device().get());
            if (link == null) {
                return Optional.empty();
            }
            index = link.index();
        }
        return Optional.of(new Nexthop(
                from.via().orElse(null),
                index,
                Math.max(1, from.weight()),
                from.onLink(),
                from.encapsulation().map(KernelObjects::encapsulation).orElse(null),
                from.realms()));
    }

    private static RouteEncap encapsulation(VirtualRoute.Encapsulation from) {
        if (from instanceof VirtualRoute.Encapsulation.Mpls mpls) {
            return new RouteEncap.Mpls(mpls.labels(), mpls.ttl().orElse(0));
        }
        if (from instanceof VirtualRoute.Encapsulation.Ila ila) {
            return new RouteEncap.Ila(ila.locator(), -1);
        }
        VirtualRoute.Encapsulation.Ip ip = (VirtualRoute.Encapsulation.Ip) from;
        return new RouteEncap.Ip(
                ip.ipv6(),
                ip.id().orElse(0),
                ip.source().orElse(null),
                ip.destination().orElse(null),
                ip.tos().orElse(0),
                ip.ttl().orElse(0),
                ip.flags());
    }

    private static RouteMetric metric(VirtualRoute.Metric metric) {
        return switch (metric) {
            case MTU -> RouteMetric.MTU;
            case HOP_LIMIT -> RouteMetric.HOPLIMIT;
            case ADVERTISED_MSS -> RouteMetric.ADVMSS;
            case RTT -> RouteMetric.RTT;
            case RTT_VARIANCE -> RouteMetric.RTTVAR;
            case REORDERING -> RouteMetric.REORDERING;
            case WINDOW -> RouteMetric.WINDOW;
            case CONGESTION_WINDOW -> RouteMetric.CWND;
            case SLOW_START_THRESHOLD -> RouteMetric.SSTHRESH;
            case RTO_MIN -> RouteMetric.RTO_MIN;
            case INITIAL_CONGESTION_WINDOW -> RouteMetric.INITCWND;
            case INITIAL_RECEIVE_WINDOW -> RouteMetric.INITRWND;
            case QUICK_ACK -> RouteMetric.QUICKACK;
            case FAST_OPEN_NO_COOKIE -> RouteMetric.FASTOPEN_NO_COOKIE;
        };
    }

    static IpPrefix prefix(Prefix from) {
        return new IpPrefix(from.address(), from.length());
    }
}
