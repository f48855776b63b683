// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses in fields of 16 bytes, with their family told apart. */
final class AddressCodec {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private AddressCodec() {}

    static boolean known(int family) {
        return family == AF_INET || family == AF_INET6;
    }

    static int family(InetAddress address) {
        return address instanceof Inet6Address ? AF_INET6 : AF_INET;
    }

    /** An IPv4 address in the first four bytes of sixteen, or an IPv6 one. */
    static byte[] field(InetAddress address) {
        return Arrays.copyOf(address.getAddress(), 16);
    }

    /** An address of a known family. An IPv4-mapped IPv6 address stays one of IPv6. */
    static InetAddress address(int family, byte[] field) {
        try {
            return family == AF_INET
                    ? InetAddress.getByAddress(Arrays.copyOf(field, 4))
                    : Inet6Address.getByAddress(null, Arrays.copyOf(field, 16), -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
