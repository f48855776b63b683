// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Interfaces and their addresses, as the kernel last told. Thread-safety: control thread. */
final class Host {
    private final Map<Integer, Link> byIndex = new HashMap<>();
    private final Map<String, Link> byName = new HashMap<>();
    private final Map<Integer, List<InterfaceAddress>> addresses = new HashMap<>();

    void put(Link link) {
        Link before = byIndex.put(link.index(), link);
        if (before != null) {
            byName.remove(before.name(), before); // it may have another name now
        }
        byName.put(link.name(), link);
    }

    void remove(Link link) {
        Link last = byIndex.remove(link.index());
        if (last != null) {
            byName.remove(last.name(), last);
        }
        addresses.remove(link.index());
    }

    void put(InterfaceAddress address) {
        remove(address);
        addresses.computeIfAbsent(address.ifIndex(), index -> new ArrayList<>()).add(address);
    }

    void remove(InterfaceAddress address) {
        List<InterfaceAddress> all = addresses.get(address.ifIndex());
        if (all != null) {
            all.removeIf(each -> same(each, address));
        }
    }

    static boolean same(InterfaceAddress a, InterfaceAddress b) {
        return a.ifIndex() == b.ifIndex() && a.address().equals(b.address()) && a.prefixLength() == b.prefixLength();
    }

    Optional<Link> link(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<InterfaceAddress> addresses(int ifIndex) {
        return addresses.getOrDefault(ifIndex, List.of());
    }

    /** The first address of a family on an interface, for IPv6 the first link-local one, that is no virtual one. */
    Optional<InetAddress> source(int ifIndex, boolean ipv6, Collection<InetAddress> virtual) {
        return addresses(ifIndex).stream()
                .filter(each -> each.ipv6() == ipv6 && usable(each))
                .filter(each -> !ipv6 || each.address().isLinkLocalAddress())
                .map(each -> Ipv6Scope.strip(each.address()))
                .filter(each -> !virtual.contains(each))
                .findFirst();
    }

    /** Whether any interface has an address, and it can be used. */
    boolean has(InetAddress address) {
        return addresses.values().stream()
                .flatMap(List::stream)
                .anyMatch(
                        each -> usable(each) && Ipv6Scope.strip(each.address()).equals(address));
    }

    private static boolean usable(InterfaceAddress address) {
        boolean unconfirmed = address.has(InterfaceAddress.TENTATIVE) && !address.has(InterfaceAddress.OPTIMISTIC);
        return !unconfirmed && !address.has(InterfaceAddress.DAD_FAILED);
    }
}
