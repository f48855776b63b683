// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import io.mainstay.platform.net.InternetChecksum;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The advertisement of one instance to one destination, built once and patched for each sending: advbase, advskew, demotion,
 * counter, digest and checksums change.
 *
 * <pre>
 *  0               1               2               3
 * +-------+-------+---------------+---------------+---------------+
 * | ver 2 | type 1|     vhid      |    advskew    |  auth words 7 |   0
 * +-------+-------+---------------+---------------+---------------+
 * |   demotion    |    advbase    |           checksum            |   4
 * +---------------+---------------+-------------------------------+
 * |                       counter, 8 bytes                        |   8
 * +---------------------------------------------------------------+
 * |                       digest, 20 bytes                        |  16
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>For IPv4 the packet starts with the IP header (the socket has IP_HDRINCL); for IPv6 it is the CARP part alone. The
 * checksum has no pseudo-header in either family.
 *
 * <p>Thread-safety: confined to the time-critical loop. {@link #prepare} does not allocate.
 */
public final class AdvertPacket {
    /** What tells every peer to take over. */
    public static final int BOW_OUT = 255;

    private final CarpDigest digest;
    private final byte[] bytes;
    private final int carpAt;
    private int identification;

    /**
     * @param source our address
     * @param destination group or unicast peer, of the same family
     * @param identification first IP identification, so that a restart does not repeat the last ones
     */
    public AdvertPacket(CarpShape shape, InetAddress source, InetAddress destination, int identification) {
        digest = new CarpDigest(shape);
        this.identification = identification;
        boolean ipv4 = destination instanceof Inet4Address;
        if (source instanceof Inet4Address != ipv4) {
            throw new IllegalArgumentException("from " + source + " to " + destination);
        }
        carpAt = ipv4 ? Wire.IPV4_HEADER : 0;
        bytes = new byte[carpAt + Wire.CARP_LENGTH];
        if (ipv4) {
            writeIpv4Header(source.getAddress(), destination.getAddress());
        }
        bytes[carpAt] = Wire.VERSION << 4 | Wire.TYPE_ADVERTISEMENT;
        bytes[carpAt + Wire.VHID_AT] = (byte) shape.vhid();
        bytes[carpAt + Wire.AUTH_WORDS_AT] = Wire.AUTH_WORDS;
    }

    private void writeIpv4Header(byte[] from, byte[] to) {
        bytes[0] = 0x45;
        bytes[1] = (byte) Wire.TOS;
        Wire.put16(bytes, 2, bytes.length);
        Wire.put16(bytes, 6, 0x4000); // do not fragment
        bytes[8] = (byte) Wire.TTL;
        bytes[9] = (byte) Wire.PROTOCOL_CARP;
        System.arraycopy(from, 0, bytes, 12, 4);
        System.arraycopy(to, 0, bytes, 16, 4);
    }

    /**
     * Makes the packet ready to be sent once.
     *
     * @param advbase 0 to 255
     * @param advskew 0 to 255
     * @param demotion OpenBSD's demote counter; 0 for all others
     * @param counter a new one for each packet
     * @return the packet's bytes, valid until the next call
     */
    public byte[] prepare(int advbase, int advskew, int demotion, long counter) {
        bytes[carpAt + Wire.ADVSKEW_AT] = (byte) advskew;
        bytes[carpAt + Wire.DEMOTE_AT] = (byte) demotion;
        bytes[carpAt + Wire.ADVBASE_AT] = (byte) advbase;
        Wire.put64(bytes, carpAt + Wire.COUNTER_AT, counter);
        System.arraycopy(digest.compute(counter), 0, bytes, carpAt + Wire.DIGEST_AT, CarpDigest.LENGTH);
        Wire.put16(bytes, carpAt + Wire.CHECKSUM_AT, 0);
        long sum = InternetChecksum.add(0, bytes, carpAt, Wire.CARP_LENGTH);
        Wire.put16(bytes, carpAt + Wire.CHECKSUM_AT, InternetChecksum.finish(sum));
        if (carpAt > 0) {
            Wire.put16(bytes, 4, identification);
            identification = identification + 1 & 0xffff;
            Wire.put16(bytes, 10, 0);
            Wire.put16(bytes, 10, InternetChecksum.finish(InternetChecksum.add(0, bytes, 0, Wire.IPV4_HEADER)));
        }
        return bytes;
    }

    /** Length of what {@link #prepare} returns. */
    public int length() {
        return bytes.length;
    }
}
