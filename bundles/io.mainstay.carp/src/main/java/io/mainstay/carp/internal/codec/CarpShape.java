// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the members of one virtual host share: it decides the digest, and so who understands whom.
 *
 * @param vhid 1 to 255
 * @param key the password's bytes, 1 to 20 (ucarp takes 19)
 * @param addresses the virtual ones, at least one, in digest order: IPv4 ascending, then IPv6 ascending
 */
public record CarpShape(int vhid, byte[] key, List<InetAddress> addresses) {
    public static final int LONGEST_KEY = 20;

    public CarpShape {
        if (vhid < 1 || vhid > 255) {
            throw new IllegalArgumentException("vhid " + vhid + " is not in 1..255");
        }
        if (key.length < 1 || key.length > LONGEST_KEY) {
            throw new IllegalArgumentException("a password of " + key.length + " bytes is not of 1 to " + LONGEST_KEY);
        }
        key = key.clone();
        addresses = addresses.stream().distinct().sorted(CarpShape::digestOrder).toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no virtual address");
        }
    }

    private static int digestOrder(InetAddress a, InetAddress b) {
        boolean a4 = a instanceof Inet4Address;
        if (a4 != b instanceof Inet4Address) {
            return a4 ? -1 : 1;
        }
        return Arrays.compareUnsigned(a.getAddress(), b.getAddress());
    }

    /** A copy. */
    @Override
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarpShape shape
                && shape.vhid == vhid
                && Arrays.equals(shape.key, key)
                && shape.addresses.equals(addresses);
    }

    @Override
    public int hashCode() {
        return Objects.hash(vhid, addresses);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "vhid " + vhid + " " + addresses;
    }
}
