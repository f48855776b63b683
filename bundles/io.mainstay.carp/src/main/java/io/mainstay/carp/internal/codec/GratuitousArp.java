// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.net.Inet4Address;
import java.util.Arrays;

/**
 * The announcement of an IPv4 address: an ARP request for itself, to everybody (RFC 5227 section 3), in the form that ucarp
 * sends: our own address is the target's as well.
 *
 * <pre>
 * Ethernet: ff:ff:ff:ff:ff:ff, our MAC, 0806
 * ARP: 0001 0800 06 04 0001, our MAC, address, our MAC, address
 * </pre>
 */
public final class GratuitousArp {
    public static final int LENGTH = 42;

    private GratuitousArp() {}

    /** @param mac 6 bytes */
    public static byte[] frame(byte[] mac, Inet4Address address) {
        byte[] frame = new byte[LENGTH];
        Arrays.fill(frame, 0, 6, (byte) 0xff);
        System.arraycopy(mac, 0, frame, 6, 6);
        Wire.put16(frame, 12, 0x0806);
        Wire.put16(frame, 14, 1); // Ethernet
        Wire.put16(frame, 16, 0x0800); // IPv4
        frame[18] = 6;
        frame[19] = 4;
        Wire.put16(frame, 20, 1); // request
        for (int at = 22; at < LENGTH; at += 10) {
            System.arraycopy(mac, 0, frame, at, 6);
            System.arraycopy(address.getAddress(), 0, frame, at + 6, 4);
        }
        return frame;
    }
}
