// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From what the balancer wants to what the kernel's table should have. */
public final class Translation {
    /** Scheduler flags in the operator's spelling, as the kernel's bits. */
    private static final Map<String, Integer> FLAGS = Map.of(
            "flag-1", KernelService.SCHEDULER_1,
            "flag-2", KernelService.SCHEDULER_2,
            "flag-3", KernelService.SCHEDULER_3,
            "sh-fallback", KernelService.SCHEDULER_1,
            "sh-port", KernelService.SCHEDULER_2,
            "mh-fallback", KernelService.SCHEDULER_1,
            "mh-port", KernelService.SCHEDULER_2);

    private Translation() {}

    /** The spellings of all scheduler flags. */
    public static Set<String> flags() {
        return FLAGS.keySet();
    }

    public static TableService table(VirtualService wanted) {
        Map<Endpoint, KernelDestination> destinations =
                new LinkedHashMap<>(wanted.destinations().size() * 2);
        for (Destination destination : wanted.destinations()) {
            destinations.put(destination.endpoint(), destination(destination));
        }
        return new TableService(service(wanted), destinations);
    }

    private static KernelService service(VirtualService wanted) {
        boolean ipv6 = KernelService.isIpv6(wanted.key());
        Optional<Persistence> persistence = wanted.persistence();
        int flags = wanted.hashed() ? KernelService.HASHED : 0;
        for (String flag : wanted.schedulerFlags()) {
            flags |= FLAGS.getOrDefault(flag, 0);
        }
        if (persistence.isPresent()) {
            flags |= KernelService.PERSISTENT;
        }
        if (wanted.onePacket()) {
            flags |= KernelService.ONE_PACKET;
        }
        return new KernelService(
                wanted.key(),
                wanted.scheduler().keyword(),
                flags,
                persistence.map(p -> (int) Math.max(1, p.timeout().toSeconds())).orElse(0),
                netmask(ipv6, persistence),
                persistence.map(Persistence::engine).orElse(""));
    }

    private static int netmask(boolean ipv6, Optional<Persistence> persistence) {
        if (ipv6) {
            return persistence.map(Persistence::ipv6Prefix).orElse(KernelService.IPV6_HOST_PREFIX);
        }
        return persistence.map(p -> -1 << (32 - p.ipv4Prefix())).orElse(KernelService.IPV4_HOST_MASK);
    }

    private static KernelDestination destination(Destination wanted) {
        Forwarding forwarding = wanted.forwarding();
        return new KernelDestination(
                wanted.endpoint(),
                method(forwarding.method()),
                wanted.weight(),
                wanted.upperThreshold(),
                wanted.lowerThreshold(),
                forwarding.method() == Forwarding.Method.TUN ? tunnel(forwarding) : Tunnel.PLAIN);
    }

    private static int method(Forwarding.Method method) {
        return switch (method) {
            case NAT -> KernelDestination.MASQUERADE;
            case DR -> KernelDestination.DIRECT_ROUTE;
            case TUN -> KernelDestination.TUNNEL;
        };
    }

    private static Tunnel tunnel(Forwarding forwarding) {
        int type = switch (forwarding.tunnel()) {
            case IPIP -> Tunnel.IPIP;
            case GUE -> Tunnel.GUE;
            case GRE -> Tunnel.GRE;
        };
        int flags = switch (forwarding.checksum()) {
            case NONE -> Tunnel.NO_CHECKSUM;
            case CSUM -> Tunnel.CHECKSUM;
            case REMCSUM -> Tunnel.REMOTE_CHECKSUM;
        };
        return new Tunnel(type, forwarding.tunnelPort(), flags);
    }
}
