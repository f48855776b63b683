// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.host;

import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.SystemCallException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Interfaces and their addresses: as they were read once ({@link #read}), or kept up to date by who owns it.
 *
 * <p>Thread-safety: one thread at a time.
 */
public final class Host {
    private final Map<String, Link> byName = new HashMap<>();
    private final Map<Integer, Link> byIndex = new HashMap<>();
    private final Map<Integer, List<InterfaceAddress>> addresses = new HashMap<>();

    /** As it is now. */
    public static Host read(Network network) throws SystemCallException {
        Host host = new Host();
        network.links().list().forEach(host::put);
        network.addresses().list().forEach(host::put);
        return host;
    }

    /** Null when there is none. */
    public Link link(String name) {
        return byName.get(name);
    }

    /** Null when there is none. */
    public Link link(int index) {
        return byIndex.get(index);
    }

    /** Of all interfaces. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** In the order in which the kernel told them. */
    public List<InterfaceAddress> addresses(int ifIndex) {
        return addresses.getOrDefault(ifIndex, List.of());
    }

    /** Whether any interface has this address. */
    public boolean has(InetAddress address) {
        return addresses.values().stream()
                .anyMatch(all -> all.stream().anyMatch(a -> a.address().equals(address)));
    }

    /** All addresses of all interfaces. */
    public List<InterfaceAddress> addresses() {
        return addresses.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The address that packets are sent from.
     *
     * @param linkLocal IPv6: a link-local one; otherwise a global one
     * @param virtual addresses that come and go with some instance, and are no one's own
     * @return null when there is none that can be used now
     */
    public InetAddress source(int ifIndex, boolean ipv6, boolean linkLocal, Predicate<InetAddress> virtual) {
        for (InterfaceAddress candidate : addresses(ifIndex)) {
            if (candidate.ipv6() != ipv6 || virtual.test(candidate.address())) {
                continue;
            }
            if (!ipv6 || usable(candidate) && candidate.address().isLinkLocalAddress() == linkLocal) {
                return candidate.address();
            }
        }
        return null;
    }

    private static boolean usable(InterfaceAddress address) {
        boolean unconfirmed = address.has(InterfaceAddress.TENTATIVE) && !address.has(InterfaceAddress.OPTIMISTIC);
        return address.address() instanceof Inet6Address && !unconfirmed && !address.has(InterfaceAddress.DAD_FAILED);
    }

    /** New, or another state of one that was there; also under another name. */
    public void put(Link link) {
        Link before = byIndex.put(link.index(), link);
        if (before != null && !before.name().equals(link.name())) {
            byName.remove(before.name());
        }
        byName.put(link.name(), link);
    }

    public void remove(Link link) {
        byIndex.remove(link.index());
        byName.remove(link.name());
        addresses.remove(link.index());
    }

    public void put(InterfaceAddress address) {
        List<InterfaceAddress> all = addresses.computeIfAbsent(address.ifIndex(), index -> new ArrayList<>());
        for (int i = 0; i < all.size(); i++) {
            if (same(all.get(i), address)) {
                all.set(i, address);
                return;
            }
        }
        all.add(address);
    }

    public void remove(InterfaceAddress address) {
        List<InterfaceAddress> all = addresses.get(address.ifIndex());
        if (all != null) {
            all.removeIf(a -> same(a, address));
        }
    }

    private static boolean same(InterfaceAddress a, InterfaceAddress b) {
        return a.address().equals(b.address()) && a.prefixLength() == b.prefixLength();
    }
}
