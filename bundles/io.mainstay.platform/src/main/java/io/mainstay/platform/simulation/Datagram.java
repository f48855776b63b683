// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import java.net.InetAddress;

/**
 * A packet between simulated hosts.
 *
 * @param interfaceName on which it leaves or has arrived; empty for a unicast packet that takes whatever way there is
 * @param source address
 * @param destination a multicast group, the broadcast address, or a host's address
 * @param ttl or hop limit, on arrival
 * @param bytes IPv4: from the IP header on; IPv6: the protocol's part. Not to be changed
 */
public record Datagram(String interfaceName, InetAddress source, InetAddress destination, int ttl, byte[] bytes) {

    public boolean ipv6() {
        return source.getAddress().length == 16;
    }

    /** The same on another interface. */
    public Datagram on(String other) {
        return new Datagram(other, source, destination, ttl, bytes);
    }
}
