// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses compare with their scope id in Java; the kernel and the wire have none in them. */
final class Ipv6Scope {
    private Ipv6Scope() {}

    static InetAddress strip(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            return Inet6Address.getByAddress(null, address.getAddress(), -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 16 bytes", e);
        }
    }
}
