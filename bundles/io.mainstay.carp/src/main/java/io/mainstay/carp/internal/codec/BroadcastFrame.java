// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.util.Arrays;

/**
 * An Ethernet frame to everybody around an IPv4 packet, as {@code ucarp -M} sends its advertisements: for wires whose switches
 * lose multicasts. The packet's own destination is the group all the same.
 *
 * <p>Thread-safety: confined to the time-critical loop. {@link #around} does not allocate.
 */
public final class BroadcastFrame {
    private static final int HEADER = 14;

    private final byte[] frame;

    /**
     * @param mac the sender's, 6 bytes
     * @param length of the packets
     */
    public BroadcastFrame(byte[] mac, int length) {
        frame = new byte[HEADER + length];
        Arrays.fill(frame, 0, 6, (byte) 0xff);
        System.arraycopy(mac, 0, frame, 6, 6);
        Wire.put16(frame, 12, 0x0800);
    }

    /** The frame's bytes, valid until the next call. */
    public byte[] around(byte[] packet) {
        System.arraycopy(packet, 0, frame, HEADER, frame.length - HEADER);
        return frame;
    }
}
