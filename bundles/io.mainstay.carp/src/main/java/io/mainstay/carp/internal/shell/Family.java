// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

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
enum Family {
    IPV4("224.0.0.18"),
    IPV6("ff02::12");

    private final InetAddress usualGroup;

    Family(String group) {
        usualGroup = io.mainstay.api.config.Values.address(group).orElseThrow();
    }

    boolean ipv6() {
        return this == IPV6;
    }

    boolean has(InetAddress address) {
        return address instanceof Inet6Address == ipv6();
    }

    boolean spokenBy(CarpInstance instance) {
        List<InetAddress> peers = instance.transport().peers();
        return peers.isEmpty()
                ? instance.addresses().stream().map(VirtualAddress::address).anyMatch(this::has)
                : peers.stream().anyMatch(this::has);
    }

    InetAddress group(CarpInstance instance) {
        return instance.transport().group().filter(this::has).orElse(usualGroup);
    }

    Optional<InetAddress> configuredSource(CarpInstance instance) {
        return instance.transport().source().filter(this::has);
    }

    List<InetAddress> peers(CarpInstance instance) {
        return instance.transport().peers().stream().filter(this::has).toList();
    }
}
