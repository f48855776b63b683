// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Where a connection comes from, as numbers that can be masked and hashed.
 *
 * @param high upper half of an IPv6 address; 0 for IPv4
 * @param low lower half, or the IPv4 address
 * @param ipv6 address family
 * @param port source port
 */
public record Client(long high, long low, boolean ipv6, int port) {
    /** For policies that do not look at the client. */
    public static final Client UNKNOWN = new Client(0, 0, false, 0);

    public static Client of(InetSocketAddress address) {
        return of(address.getAddress(), address.getPort());
    }

    public static Client of(InetAddress address, int port) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new Client(bytes.getLong(), bytes.getLong(), true, port)
                : new Client(0, bytes.getInt() & 0xffff_ffffL, false, port);
    }

    /** The network that this client is in, with port 0. */
    Client network(int ipv4Prefix, int ipv6Prefix) {
        return ipv6
                ? new Client(high & mask(ipv6Prefix), low & mask(ipv6Prefix - 64), true, 0)
                : new Client(0, low & mask(ipv4Prefix + 32), false, 0);
    }

    /** The same on every host and after every start, so that two balancers agree. */
    long hash(boolean withPort) {
        long hash = Hash.mix(low ^ Hash.mix(high + (ipv6 ? 1 : 0)));
        return withPort ? Hash.mix(hash ^ port) : hash;
    }

    private static long mask(int leadingOnes) {
        if (leadingOnes <= 0) {
            return 0;
        }
        return leadingOnes >= 64 ? -1L : -1L << (64 - leadingOnes);
    }
}
