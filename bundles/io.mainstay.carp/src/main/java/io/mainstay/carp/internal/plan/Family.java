// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.plan;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * IPv4 and IPv6, where they differ. An instance speaks the families of its unicast peers, or else those of its addresses, as
 * the BSD systems do.
 */
public enum Family {
    IPV4("IPv4", "224.0.0.18"),
    IPV6("IPv6", "ff02::12");

    private final String text;
    private final InetAddress usualGroup;

    Family(String text, String group) {
        this.text = text;
        usualGroup = io.mainstay.api.config.Values.address(group).orElseThrow();
    }

    /** {@code IPv4}. */
    @Override
    public String toString() {
        return text;
    }

    public boolean ipv6() {
        return this == IPV6;
    }

    public boolean has(InetAddress address) {
        return address instanceof Inet6Address == ipv6();
    }

    public boolean spokenBy(CarpInstance instance) {
        List<InetAddress> peers = instance.transport().peers();
        return peers.isEmpty()
                ? instance.addresses().stream().map(VirtualAddress::address).anyMatch(this::has)
                : peers.stream().anyMatch(this::has);
    }

    public InetAddress group(CarpInstance instance) {
        return instance.transport().group().filter(this::has).orElse(usualGroup);
    }

    public Optional<InetAddress> configuredSource(CarpInstance instance) {
        return instance.transport().source().filter(this::has);
    }

    public List<InetAddress> peers(CarpInstance instance) {
        return instance.transport().peers().stream().filter(this::has).toList();
    }
}
