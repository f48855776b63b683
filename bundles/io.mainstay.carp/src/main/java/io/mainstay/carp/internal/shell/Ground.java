// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.carp.internal.machine.FaultReason;
import io.mainstay.carp.internal.plan.Family;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an instance finds on this host, as far as it matters to it. Equal grounds need no new outfit. Immutable.
 *
 * @param ifIndex of its interface; 0 when there is none
 * @param mac of its interface
 * @param ipv4 address to send from; empty when it does not speak IPv4, or has none
 * @param ipv6 address to send from; empty when it does not speak IPv6, or has none
 * @param homes interfaces of addresses that name one of their own
 * @param missing what keeps the instance from working
 */
record Ground(
        int ifIndex,
        MacAddress mac,
        Optional<InetAddress> ipv4,
        Optional<InetAddress> ipv6,
        Map<String, Home> homes,
        Set<FaultReason> missing) {

    Ground {
        homes = Map.copyOf(homes);
        missing = Set.copyOf(missing);
    }

    /**
     * An interface that addresses are put on.
     *
     * @param ifIndex its number
     * @param mac its address
     * @param announced whether hosts on it learn addresses from announcements
     */
    record Home(int ifIndex, MacAddress mac, boolean announced) {
        static Home of(Link link) {
            return new Home(link.index(), link.mac(), link.usesArp() && !link.loopback() && !link.pointToPoint());
        }
    }

    /** @param virtual all addresses that come and go on this host */
    static Ground of(CarpInstance instance, Host host, Collection<InetAddress> virtual) {
        Optional<Link> link = host.link(instance.device());
        if (link.isEmpty()) {
            return new Ground(
                    0, MacAddress.ZERO, Optional.empty(), Optional.empty(), Map.of(), Set.of(FaultReason.NO_INTERFACE));
        }
        int index = link.get().index();
        Optional<InetAddress> ipv4 = source(Family.IPV4, instance, host, index, virtual);
        Optional<InetAddress> ipv6 = source(Family.IPV6, instance, host, index, virtual);
        EnumSet<FaultReason> missing = EnumSet.noneOf(FaultReason.class);
        if (!link.get().running()) {
            missing.add(FaultReason.LINK_DOWN);
        }
        if (ipv4.isEmpty() && ipv6.isEmpty()) {
            missing.add(FaultReason.NO_SOURCE_ADDRESS);
        }
        Map<String, Home> homes = new HashMap<>();
        homes.put(instance.device(), Home.of(link.get()));
        for (VirtualAddress address : instance.addresses()) {
            address.device().ifPresent(name -> {
                if (host.link(name).isPresent()) {
                    homes.put(name, Home.of(host.link(name).get()));
                } else {
                    missing.add(FaultReason.NO_INTERFACE);
                }
            });
        }
        return new Ground(index, link.get().mac(), ipv4, ipv6, homes, missing);
    }

    private static Optional<InetAddress> source(
            Family family, CarpInstance instance, Host host, int index, Collection<InetAddress> virtual) {
        if (!family.spokenBy(instance)) {
            return Optional.empty();
        }
        Optional<InetAddress> wanted = family.configuredSource(instance);
        if (wanted.isEmpty()) {
            return host.source(index, family.ipv6(), virtual);
        }
        // A broadcast is a frame of our own making, whatever it says; ucarp takes any source there as well.
        boolean anySource = instance.transport().broadcast() && family == Family.IPV4;
        return wanted.filter(source -> anySource || host.has(source));
    }

    boolean hasInterface() {
        return ifIndex != 0;
    }

    Optional<InetAddress> source(Family family) {
        return family.ipv6() ? ipv6 : ipv4;
    }

    Home home(VirtualAddress address, String device) {
        return homes.get(address.device().orElse(device));
    }
}
