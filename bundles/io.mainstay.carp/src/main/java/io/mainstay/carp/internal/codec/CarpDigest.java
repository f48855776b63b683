// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.net.InetAddress;
import java.util.List;

/**
 * The digest of an advertisement: HMAC-SHA1 with the password as key over version, type, vhid, the addresses and the counter.
 * Neither the interval nor the sender is in it.
 *
 * <pre>
 * +------+------+------+------------------------+-------------------------+----------+
 * |  02  |  01  | vhid | IPv4 addresses, 4 each | IPv6 addresses, 16 each | counter  |
 * +------+------+------+------------------------+-------------------------+----------+
 *   0      1      2      3                                                  8 bytes
 * </pre>
 *
 * <p>Thread-safety: one thread. {@link #compute} does not allocate.
 */
final class CarpDigest {
    static final int LENGTH = HmacSha1.LENGTH;
    private static final int ADDRESSES_AT = 3;

    private final HmacSha1 hmac;
    private final int counterAt;

    CarpDigest(CarpShape shape) {
        this(shape, shape.addresses());
    }

    /** The same without link-local addresses, which OpenBSD leaves out; null when there are none, or nothing else. */
    static CarpDigest withoutLinkLocal(CarpShape shape) {
        List<InetAddress> routed = shape.addresses().stream()
                .filter(address -> !(address instanceof java.net.Inet6Address) || !address.isLinkLocalAddress())
                .toList();
        return routed.isEmpty() || routed.size() == shape.addresses().size() ? null : new CarpDigest(shape, routed);
    }

    private CarpDigest(CarpShape shape, List<InetAddress> addresses) {
        int at = ADDRESSES_AT;
        for (InetAddress address : addresses) {
            at += address.getAddress().length;
        }
        counterAt = at;
        hmac = new HmacSha1(shape.key(), counterAt + Long.BYTES);
        byte[] message = hmac.message();
        message[0] = Wire.VERSION;
        message[1] = Wire.TYPE_ADVERTISEMENT;
        message[2] = (byte) shape.vhid();
        at = ADDRESSES_AT;
        for (InetAddress address : addresses) {
            byte[] bytes = address.getAddress(); // without the scope, as it must be
            System.arraycopy(bytes, 0, message, at, bytes.length);
            at += bytes.length;
        }
    }

    /** 20 bytes, valid until the next call. */
    byte[] compute(long counter) {
        Wire.put64(hmac.message(), counterAt, counter);
        return hmac.compute();
    }

    /** Whether the digest of {@code packet} at {@code at} is right; takes the same time either way. */
    boolean matches(long counter, byte[] packet, int at) {
        byte[] expected = compute(counter);
        int difference = 0;
        for (int i = 0; i < LENGTH; i++) {
            difference |= expected[i] ^ packet[at + i];
        }
        return difference == 0;
    }
}
