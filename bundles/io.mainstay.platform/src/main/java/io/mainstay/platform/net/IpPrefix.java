// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address and how many of its bits count.
 *
 * @param address may have bits set behind the prefix
 * @param length 0 to 32 or 128
 */
public record IpPrefix(InetAddress address, int length) {

    public IpPrefix {
        if (length < 0 || length > address.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix length " + length + " of " + address.getHostAddress());
        }
    }

    /** The address alone: /32 or /128. */
    public static IpPrefix host(InetAddress address) {
        return new IpPrefix(address, address.getAddress().length * 8);
    }

    public boolean ipv6() {
        return address instanceof Inet6Address;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }
}
