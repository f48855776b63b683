// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses in attributes. */
final class Ip {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private Ip() {}

    /** Null when the bytes are missing or not as many as the family has. */
    static InetAddress address(int family, byte[] bytes) {
        if (bytes == null || bytes.length != length(family)) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** IPv4-mapped bytes stay what they are not: null rather than an address of the other family. */
    static boolean fits(int family, InetAddress address) {
        return address != null && address.getAddress().length == length(family);
    }

    static InetAddress any(int family) {
        return address(family, new byte[length(family)]);
    }

    static int length(int family) {
        return family == AF_INET6 ? 16 : family == AF_INET ? 4 : -1;
    }

    static int family(boolean ipv6) {
        return ipv6 ? AF_INET6 : AF_INET;
    }

    static int family(InetAddress address) {
        return family(address.getAddress().length == 16);
    }

    /** The address with what is behind the prefix cleared, as the kernel wants destinations of routes. */
    static byte[] masked(InetAddress address, int length) {
        byte[] bytes = address.getAddress();
        int whole = length / 8;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff00 >>> length % 8);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        return bytes;
    }
}
