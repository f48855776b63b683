// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

import io.mainstay.platform.net.InternetChecksum;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The advertisement of one instance, built once and patched for each sending: only priority, IP identification, checksums
 * and, with AH, sequence number and digest change.
 *
 * <pre>
 *  0               1               2               3
 * +-------+-------+---------------+---------------+---------------+
 * |version| type 1|     VRID      |   priority    | address count |   0
 * +-------+-------+---------------+---------------+---------------+
 * | v2: auth type | v2: interval s|           checksum            |   4
 * | v3: 0 | interval, centiseconds|                               |
 * +---------------+---------------+-------------------------------+
 * |                  addresses, 4 or 16 bytes each                |   8
 * +---------------------------------------------------------------+
 * |           v2: 8 bytes of authentication data                  |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>For IPv4 the packet starts with the IP header (the socket has IP_HDRINCL), then AH when that is configured; for IPv6 it
 * is the VRRP part alone, and its checksum covers the pseudo-header.
 *
 * <p>Thread-safety: confined to the time-critical loop. {@link #prepare} does not allocate, except with AH (the MAC's own
 * doing).
 */
public final class AdvertPacket {
    private final AdvertShape shape;
    private final byte[] bytes;
    private final int vrrpAt;
    private final byte[] from;
    private long constantSum;
    private final AhDigest digest;
    private int identification;
    private int sequence;

    /**
     * @param shape what is sent
     * @param source our address, of the shape's family
     * @param destination group or unicast peer
     * @param ttl of the IPv4 header; 255 unless a unicast peer is behind routers
     */
    public AdvertPacket(AdvertShape shape, InetAddress source, InetAddress destination, int ttl) {
        this.shape = shape;
        boolean ah = shape.auth().type() == AdvertAuth.Type.AH;
        vrrpAt = shape.ipv6() ? 0 : Wire.IPV4_HEADER + (ah ? Wire.AH_HEADER : 0);
        bytes = new byte[vrrpAt + shape.length()];
        from = source.getAddress();
        byte[] to = destination.getAddress();
        digest = ah ? new AhDigest(shape.auth(), !destination.isMulticastAddress()) : null;
        if (!shape.ipv6()) {
            writeIpv4Header(from, to, ttl, ah);
        }
        if (ah) {
            bytes[Wire.IPV4_HEADER] = (byte) Wire.PROTOCOL_VRRP;
            bytes[Wire.IPV4_HEADER + 1] = Wire.AH_HEADER / 4 - 2;
            System.arraycopy(from, 0, bytes, Wire.IPV4_HEADER + 4, 4); // the SPI is the source address
        }
        writeVrrp();
        checksumFor(destination);
    }

    /**
     * The checksum is to be as if the packet went there: keepalived before 1.3.7 took the multicast group for the destination of
     * version 3 unicast, too.
     */
    public void checksumFor(InetAddress destination) {
        boolean pseudo = shape.ipv6() || shape.version() == 3 && !shape.plainChecksum();
        constantSum = pseudo
                ? InternetChecksum.pseudoHeader(from, destination.getAddress(), Wire.PROTOCOL_VRRP, shape.length())
                : 0;
    }

    private void writeIpv4Header(byte[] from, byte[] to, int ttl, boolean ah) {
        bytes[0] = 0x45;
        bytes[1] = (byte) Wire.TOS;
        Wire.put16(bytes, 2, bytes.length);
        bytes[8] = (byte) ttl;
        bytes[9] = (byte) (ah ? Wire.PROTOCOL_AH : Wire.PROTOCOL_VRRP);
        System.arraycopy(from, 0, bytes, 12, 4);
        System.arraycopy(to, 0, bytes, 16, 4);
    }

    private void writeVrrp() {
        bytes[vrrpAt] = (byte) (shape.version() << 4 | Wire.TYPE_ADVERTISEMENT);
        bytes[vrrpAt + 1] = (byte) shape.vrid();
        bytes[vrrpAt + 3] = (byte) shape.addresses().size();
        if (shape.version() == 2) {
            bytes[vrrpAt + 4] = (byte) shape.auth().type().ordinal();
            bytes[vrrpAt + 5] = (byte) (shape.intervalCentis() / 100);
        } else {
            Wire.put16(bytes, vrrpAt + 4, shape.intervalCentis());
        }
        int at = vrrpAt + Wire.VRRP_HEADER;
        for (InetAddress address : shape.addresses()) {
            System.arraycopy(address.getAddress(), 0, bytes, at, shape.addressLength());
            at += shape.addressLength();
        }
        if (shape.auth().type() == AdvertAuth.Type.PASS) {
            System.arraycopy(shape.auth().key(), 0, bytes, at, AdvertAuth.KEY_LENGTH);
        }
    }

    /**
     * Makes the packet ready to be sent once.
     *
     * @param priority 0 (leaving) to 255
     * @return the packet's bytes, valid until the next call
     */
    public byte[] prepare(int priority) {
        bytes[vrrpAt + 2] = (byte) priority;
        Wire.put16(bytes, vrrpAt + 6, 0);
        int length = shape.length();
        Wire.put16(
                bytes, vrrpAt + 6, InternetChecksum.finish(InternetChecksum.add(constantSum, bytes, vrrpAt, length)));
        if (shape.ipv6()) {
            return bytes;
        }
        identification = identification + 1 & 0xffff;
        Wire.put16(bytes, 4, identification);
        if (digest != null) {
            sequence++;
            Wire.put32(bytes, Wire.IPV4_HEADER + 8, sequence);
            digest.sign(bytes);
        }
        Wire.put16(bytes, 10, 0);
        Wire.put16(bytes, 10, InternetChecksum.finish(InternetChecksum.add(0, bytes, 0, Wire.IPV4_HEADER)));
        return bytes;
    }

    /**
     * With AH: the next packet's sequence number will be above {@code received}. The members of a virtual router count
     * together, because each takes a number that it has seen already for a replay, whoever sent it.
     */
    public void continueSequence(int received) {
        if (received - sequence > 0) {
            sequence = received;
        }
    }

    /** With AH: the sequence number that was used last. */
    public int sequence() {
        return sequence;
    }

    /** The bytes as last prepared, for tests and captures. */
    byte[] copy() {
        return Arrays.copyOf(bytes, bytes.length);
    }
}
