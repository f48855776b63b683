// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.Inet6Address;

/**
 * The announcement of an IPv6 address: an unsolicited neighbour advertisement to all nodes with the override flag (RFC 4861
 * section 4.4 and 7.2.6).
 *
 * <pre>
 * Ethernet: 33:33:00:00:00:01, our MAC, 86dd
 * IPv6: from the address itself to ff02::1, hop limit 255
 * ICMPv6: 136, code 0, checksum, flags (router, override), target, option 2 with our MAC
 * </pre>
 */
public final class UnsolicitedAdvertisement {
    public static final int LENGTH = 86;
    private static final int IPV6_AT = 14;
    private static final int ICMP_AT = IPV6_AT + 40;
    private static final int ICMP_LENGTH = 32;
    private static final int ICMPV6 = 58;
    /** Proof that it has not been forwarded. */
    private static final int HOP_LIMIT = 255;

    private UnsolicitedAdvertisement() {}

    /**
     * @param mac 6 bytes
     * @param router whether this host forwards packets, which sets the router flag
     */
    public static byte[] frame(byte[] mac, Inet6Address address, boolean router) {
        byte[] frame = new byte[LENGTH];
        frame[0] = 0x33;
        frame[1] = 0x33;
        frame[5] = 1;
        System.arraycopy(mac, 0, frame, 6, 6);
        put16(frame, 12, 0x86dd);
        frame[IPV6_AT] = 0x60;
        put16(frame, IPV6_AT + 4, ICMP_LENGTH);
        frame[IPV6_AT + 6] = ICMPV6;
        frame[IPV6_AT + 7] = (byte) HOP_LIMIT;
        byte[] target = address.getAddress();
        byte[] allNodes = new byte[16];
        allNodes[0] = (byte) 0xff;
        allNodes[1] = 2;
        allNodes[15] = 1;
        System.arraycopy(target, 0, frame, IPV6_AT + 8, 16);
        System.arraycopy(allNodes, 0, frame, IPV6_AT + 24, 16);
        frame[ICMP_AT] = (byte) 136;
        frame[ICMP_AT + 4] = (byte) (router ? 0xa0 : 0x20);
        System.arraycopy(target, 0, frame, ICMP_AT + 8, 16);
        frame[ICMP_AT + 24] = 2; // target link-layer address
        frame[ICMP_AT + 25] = 1; // in units of 8 bytes
        System.arraycopy(mac, 0, frame, ICMP_AT + 26, 6);
        long sum = InternetChecksum.pseudoHeader(target, allNodes, ICMPV6, ICMP_LENGTH);
        put16(frame, ICMP_AT + 2, InternetChecksum.finish(InternetChecksum.add(sum, frame, ICMP_AT, ICMP_LENGTH)));
        return frame;
    }

    private static void put16(byte[] frame, int at, int value) {
        frame[at] = (byte) (value >>> 8);
        frame[at + 1] = (byte) value;
    }
}
