// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import io.mainstay.platform.net.InternetChecksum;
import java.util.Arrays;

/**
 * Reads received packets of protocol 112 in place, for one instance and one family. After {@link #decodeIpv4} or
 * {@link #decodeIpv6} has returned {@link DropReason#NONE} the accessors tell what the advertisement says, until the next call.
 *
 * <p>Checks are made in this order: IP header, sender, VRRP, length, TTL, version, vhid, destination, type, length of the
 * authentication, checksum, digest, replay. ucarp takes any type and any such length; all that speak CARP send the right ones.
 *
 * <p>Thread-safety: one thread. Any bytes are survived; nothing is allocated.
 */
public final class AdvertDecoder {
    private static final int VRRP_HEADER = 8;

    private final CarpShape shape;
    private final Expected expected;
    private final byte[] own;
    private final byte[] group;
    private final CarpDigest digest;
    private final CarpDigest withoutLinkLocal;
    private final ReplayWindow replays = new ReplayWindow();
    private final byte[] source = new byte[16];
    private final byte[] destination = new byte[16];

    private byte[] packet;
    private int carpAt;
    private boolean replayed;

    public AdvertDecoder(CarpShape shape, Expected expected) {
        this.shape = shape;
        this.expected = expected;
        own = expected.ownAddress().getAddress();
        group = expected.group().getAddress();
        digest = new CarpDigest(shape);
        withoutLinkLocal = CarpDigest.withoutLinkLocal(shape);
    }

    /**
     * An IPv4 packet as a raw socket gives it: IP header first.
     *
     * @param bytes the packet
     * @param length its length; the array may be longer
     */
    public DropReason decodeIpv4(byte[] bytes, int length) {
        packet = bytes;
        replayed = false;
        if (length < Wire.IPV4_HEADER || length > bytes.length) {
            return DropReason.TOO_SHORT;
        }
        int header = (bytes[0] & 0x0f) * 4;
        int total = Wire.u16(bytes, 2);
        if ((bytes[0] & 0xf0) != 0x40 || header < Wire.IPV4_HEADER || total < header) {
            return DropReason.IP_HEADER;
        }
        if (Wire.u8(bytes, 9) != Wire.PROTOCOL_CARP) {
            return DropReason.IP_HEADER;
        }
        if (total > length) {
            return DropReason.TOO_SHORT; // what lies behind the total length is Ethernet padding
        }
        System.arraycopy(bytes, 12, source, 0, 4);
        System.arraycopy(bytes, 16, destination, 0, 4);
        carpAt = header;
        return decode(total - header, Wire.u8(bytes, 8));
    }

    /**
     * The CARP part of an IPv6 packet.
     *
     * @param from 16 bytes
     * @param to 16 bytes
     * @param hopLimit as received
     */
    public DropReason decodeIpv6(byte[] bytes, int length, byte[] from, byte[] to, int hopLimit) {
        packet = bytes;
        replayed = false;
        carpAt = 0;
        if (length > bytes.length) {
            return DropReason.TOO_SHORT;
        }
        System.arraycopy(from, 0, source, 0, 16);
        System.arraycopy(to, 0, destination, 0, 16);
        return decode(length, hopLimit);
    }

    private DropReason decode(int length, int ttl) {
        if (same(source, own)) {
            return DropReason.OWN;
        }
        if (isVrrp(length)) {
            return DropReason.VRRP;
        }
        if (length != Wire.CARP_LENGTH) {
            return length < Wire.CARP_LENGTH ? DropReason.TOO_SHORT : DropReason.TOO_LONG;
        }
        if (ttl != Wire.TTL && !expected.unicast()) {
            return DropReason.TTL;
        }
        if (Wire.u8(packet, carpAt) >>> 4 != Wire.VERSION) {
            return DropReason.VERSION;
        }
        if (Wire.u8(packet, carpAt + Wire.VHID_AT) != shape.vhid()) {
            return DropReason.OTHER_VHID;
        }
        if (!same(destination, group) && !(expected.unicast() && same(destination, own))) {
            return DropReason.OTHER_GROUP;
        }
        if ((packet[carpAt] & 0x0f) != Wire.TYPE_ADVERTISEMENT) {
            return DropReason.TYPE;
        }
        if (Wire.u8(packet, carpAt + Wire.AUTH_WORDS_AT) != Wire.AUTH_WORDS) {
            return DropReason.AUTH_LENGTH;
        }
        if (InternetChecksum.finish(InternetChecksum.add(0, packet, carpAt, Wire.CARP_LENGTH)) != 0) {
            return DropReason.CHECKSUM;
        }
        if (!rightDigest()) {
            return DropReason.DIGEST;
        }
        return rememberCounter();
    }

    /**
     * VRRP with the length that its count of addresses asks for. Version 2 with five addresses is as long as an advertisement
     * of ours, but there its fourth byte is 5 where ours is 7.
     */
    private boolean isVrrp(int length) {
        if (length < VRRP_HEADER) {
            return false;
        }
        int count = Wire.u8(packet, carpAt + 3);
        int wide = own.length;
        return switch (Wire.u8(packet, carpAt)) {
            case 0x21 -> length == 2 * VRRP_HEADER + count * wide;
            case 0x31 -> length == VRRP_HEADER + count * wide;
            default -> false;
        };
    }

    private boolean rightDigest() {
        int at = carpAt + Wire.DIGEST_AT;
        return digest.matches(counter(), packet, at)
                || withoutLinkLocal != null && withoutLinkLocal.matches(counter(), packet, at);
    }

    private DropReason rememberCounter() {
        if (expected.replay() == Expected.Replay.ACCEPT) {
            return DropReason.NONE;
        }
        long sender = own.length == 4 ? Wire.s32(source, 0) : Wire.s64(source, 0) * 31 + Wire.s64(source, 8);
        replayed = replays.seen(sender, counter());
        return replayed && expected.replay() == Expected.Replay.REFUSE ? DropReason.REPLAY : DropReason.NONE;
    }

    private static boolean same(byte[] address, byte[] ours) {
        return Arrays.equals(address, 0, ours.length, ours, 0, ours.length);
    }

    /** The sender's part of the interval in seconds, 0 to 255. Not authenticated. */
    public int advbase() {
        return Wire.u8(packet, carpAt + Wire.ADVBASE_AT);
    }

    /** The sender's part of the interval in 1/256 of a second, 0 to 255. Not authenticated. */
    public int advskew() {
        return Wire.u8(packet, carpAt + Wire.ADVSKEW_AT);
    }

    /** OpenBSD's demote counter; 0 from all others. Not authenticated. */
    public int demotion() {
        return Wire.u8(packet, carpAt + Wire.DEMOTE_AT);
    }

    public long counter() {
        return Wire.s64(packet, carpAt + Wire.COUNTER_AT);
    }

    /** Whether the last packet's counter was used before, also when it was dropped for that. */
    public boolean replayed() {
        return replayed;
    }

    /** The sender's address: 4 bytes (IPv4) or 16 at the start of the array; valid until the next packet. */
    public byte[] source() {
        return source;
    }

    /** Negative when the sender's address is lower than ours, as the tie-break sees it. */
    public int compareSource() {
        return expected.tieBreak().compare(source, own);
    }

    /**
     * The vhid in an IPv4 packet, to find the instance that it is for; -1 when it is too short to have one.
     *
     * @param bytes IP header first
     */
    public static int vhidOfIpv4(byte[] bytes, int length) {
        int at = length == 0 ? 0 : (bytes[0] & 0x0f) * 4 + Wire.VHID_AT;
        return at < length && at < bytes.length ? Wire.u8(bytes, at) : -1;
    }

    /** As {@link #vhidOfIpv4}, of the CARP part of an IPv6 packet. */
    public static int vhidOfIpv6(byte[] bytes, int length) {
        return length > Wire.VHID_AT && bytes.length > Wire.VHID_AT ? Wire.u8(bytes, Wire.VHID_AT) : -1;
    }
}
