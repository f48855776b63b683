// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

import io.mainstay.platform.net.InternetChecksum;
import java.net.InetAddress;

/**
 * Reads received packets of protocol 112 (or 51, with AH) in place. After {@link #decodeIpv4} or {@link #decodeIpv6} has
 * returned {@link DropReason#NONE} the accessors tell what the advertisement says, until the next call.
 *
 * <p>Checks are made in this order: IP header, authentication header, length, TTL, version, VRID, type, count, checksum,
 * version 2 authentication, interval. Any bytes are survived; nothing is allocated, but for AH.
 *
 * <p>The only state between packets is AH's highest sequence number so far, of all senders together (as keepalived does); it
 * is compared by subtraction, so that it may wrap.
 *
 * <p>Thread-safety: one thread.
 */
public final class AdvertDecoder {
    private static final int CARP_LENGTH = 36;
    private static final int CARP_AUTH_WORDS = 7;

    private final AdvertShape expected;
    private final int minTtl;
    private final int maxTtl;
    private final boolean acceptAnyChecksum;
    private final AhDigest digest;
    private final byte[] key;
    private final byte[] source = new byte[16];

    private byte[] packet;
    private int vrrpAt;
    private int count;
    private int sequence;
    private int highestSequence;
    private boolean sequenceKnown;
    private byte[] oldDestination;
    private boolean oldReading;

    /**
     * @param expected our own shape: version, family, VRID, interval and authentication decide what is accepted
     * @param unicast peers are unicast: AH leaves the TTL out
     * @param minTtl 255 on multicast
     * @param maxTtl 255 on multicast
     */
    public AdvertDecoder(AdvertShape expected, boolean unicast, int minTtl, int maxTtl) {
        this.expected = expected;
        this.minTtl = minTtl;
        this.maxTtl = maxTtl;
        key = expected.auth().key();
        acceptAnyChecksum = expected.version() == 3 && !expected.ipv6() && expected.plainChecksum();
        digest = expected.auth().type() == AdvertAuth.Type.AH ? new AhDigest(expected.auth(), unicast) : null;
    }

    /**
     * Version 3 over IPv4, unicast: accept also checksums that were computed as if the packet went to this group, as keepalived
     * did before 1.3.7. {@link #oldReading} tells of them.
     */
    public void acceptOldReading(InetAddress group) {
        oldDestination = group.getAddress();
    }

    /** Whether the last advertisement had the checksum of {@link #acceptOldReading}. */
    public boolean oldReading() {
        return oldReading;
    }

    /**
     * An IPv4 packet as a raw socket gives it: IP header first.
     *
     * @param bytes the packet
     * @param length its length; the array may be longer
     */
    public DropReason decodeIpv4(byte[] bytes, int length) {
        packet = bytes;
        if (length < Wire.IPV4_HEADER || length > bytes.length) {
            return DropReason.TOO_SHORT;
        }
        int header = (bytes[0] & 0x0f) * 4;
        int total = Wire.u16(bytes, 2);
        if ((bytes[0] & 0xf0) != 0x40 || header < Wire.IPV4_HEADER || total < header) {
            return DropReason.IP_HEADER;
        }
        if (total > length) {
            return DropReason.TOO_SHORT; // what lies behind the total length is Ethernet padding
        }
        System.arraycopy(bytes, 12, source, 0, 4);
        boolean ah = Wire.u8(bytes, 9) == Wire.PROTOCOL_AH;
        if (!ah && Wire.u8(bytes, 9) != Wire.PROTOCOL_VRRP) {
            return DropReason.IP_HEADER;
        }
        if (ah != (digest != null)) {
            return DropReason.AUTH_TYPE_MISMATCH;
        }
        vrrpAt = header + (ah ? Wire.AH_HEADER : 0);
        DropReason reason = decodeVrrp(total, Wire.u8(bytes, 8));
        if (reason != DropReason.NONE) {
            return reason;
        }
        if (!rightIpv4Checksum(total)) {
            return DropReason.CHECKSUM;
        }
        return expected.version() == 2 ? authenticate(total, header) : checkInterval();
    }

    /**
     * The VRRP part of an IPv6 packet; the kernel has verified the checksum (IPV6_CHECKSUM), or {@code destination} is given
     * to verify it here.
     *
     * @param from 16 bytes
     * @param destination 16 bytes, or null
     * @param hopLimit as received
     */
    public DropReason decodeIpv6(byte[] bytes, int length, byte[] from, byte[] destination, int hopLimit) {
        packet = bytes;
        vrrpAt = 0;
        if (length > bytes.length) {
            return DropReason.TOO_SHORT;
        }
        System.arraycopy(from, 0, source, 0, 16);
        DropReason reason = decodeVrrp(length, hopLimit);
        if (reason != DropReason.NONE) {
            return reason;
        }
        if (destination == null) {
            return checkInterval();
        }
        long sum = InternetChecksum.pseudoHeader(source, destination, Wire.PROTOCOL_VRRP, length);
        return InternetChecksum.finish(InternetChecksum.add(sum, bytes, 0, length)) == 0
                ? checkInterval()
                : DropReason.CHECKSUM;
    }

    /** Version 3 adopts the master's interval; adopting 0 would make every backup take over at once. */
    private DropReason checkInterval() {
        return intervalCentis() == 0 ? DropReason.INTERVAL : DropReason.NONE;
    }

    private DropReason decodeVrrp(int end, int ttl) {
        int length = end - vrrpAt;
        if (length < Wire.VRRP_HEADER) {
            return DropReason.TOO_SHORT;
        }
        if (isCarp(length)) {
            return DropReason.CARP;
        }
        if (ttl < minTtl || ttl > maxTtl) {
            return DropReason.TTL;
        }
        if (Wire.u8(packet, vrrpAt) >>> 4 != expected.version()) {
            return DropReason.VERSION;
        }
        if (Wire.u8(packet, vrrpAt + 1) != expected.vrid()) {
            return DropReason.OTHER_VRID;
        }
        if ((packet[vrrpAt] & 0x0f) != Wire.TYPE_ADVERTISEMENT) {
            return DropReason.TYPE;
        }
        count = Wire.u8(packet, vrrpAt + 3);
        int needed = expected.length(count);
        if (length != needed) {
            return length < needed ? DropReason.TOO_SHORT : DropReason.TOO_LONG;
        }
        return count == 0 && !expected.addresses().isEmpty() ? DropReason.COUNT : DropReason.NONE;
    }

    /** CARP shares the protocol number, and starts like version 2; its length and its fourth byte tell it apart. */
    private boolean isCarp(int length) {
        return length == CARP_LENGTH && packet[vrrpAt] == 0x21 && Wire.u8(packet, vrrpAt + 3) == CARP_AUTH_WORDS;
    }

    private boolean rightIpv4Checksum(int total) {
        int length = total - vrrpAt;
        long plain = InternetChecksum.add(0, packet, vrrpAt, length);
        if (expected.version() == 2) {
            return InternetChecksum.finish(plain) == 0;
        }
        if (acceptAnyChecksum) {
            return true; // peers of either reading are on this wire (keepalived's v3_checksum_as_v2)
        }
        long rest = plain + Wire.PROTOCOL_VRRP + length;
        if (InternetChecksum.finish(InternetChecksum.add(rest, packet, 12, 8)) == 0) {
            oldReading = false;
            return true;
        }
        if (oldDestination == null) {
            return false;
        }
        long old = InternetChecksum.add(InternetChecksum.add(rest, packet, 12, 4), oldDestination, 0, 4);
        oldReading = InternetChecksum.finish(old) == 0;
        return oldReading;
    }

    private DropReason authenticate(int total, int header) {
        int type = Wire.u8(packet, vrrpAt + 4);
        if (type >= AdvertAuth.Type.values().length) {
            return DropReason.AUTH_TYPE_UNKNOWN;
        }
        if (type != expected.auth().type().ordinal()) {
            return DropReason.AUTH_TYPE_MISMATCH;
        }
        switch (expected.auth().type()) {
            case PASS -> {
                if (!samePassword(total - Wire.V2_AUTH_DATA)) {
                    return DropReason.AUTH_FAILURE;
                }
            }
            case AH -> {
                sequence = Wire.s32(packet, header + 8);
                if (header != Wire.IPV4_HEADER || !digest.verify(packet, total)) {
                    return DropReason.AUTH_FAILURE;
                }
                if (sequenceKnown && sequence - highestSequence <= 0) {
                    return DropReason.REPLAY;
                }
            }
            case NONE -> {}
        }
        if (intervalCentis() != expected.intervalCentis()) {
            return DropReason.INTERVAL;
        }
        highestSequence = sequence;
        sequenceKnown = true;
        return DropReason.NONE;
    }

    private boolean samePassword(int at) {
        int difference = 0;
        for (int i = 0; i < AdvertAuth.KEY_LENGTH; i++) {
            difference |= key[i] ^ packet[at + i];
        }
        return difference == 0;
    }

    /** 0 to 255; 0 says that the sender leaves. */
    public int priority() {
        return Wire.u8(packet, vrrpAt + 2);
    }

    /** The sender's advertisement interval in centiseconds. */
    public int intervalCentis() {
        return expected.version() == 2 ? Wire.u8(packet, vrrpAt + 5) * 100 : Wire.u16(packet, vrrpAt + 4) & 0x0fff;
    }

    /** Number of addresses in the advertisement. */
    public int addressCount() {
        return count;
    }

    /** With AH: the sequence number. */
    public int sequence() {
        return sequence;
    }

    /** The sender's address: 4 bytes (IPv4) or 16 at the start of the array; valid until the next packet. */
    public byte[] source() {
        return source;
    }

    /** Whether the advertisement lists this address (4 or 16 bytes). */
    public boolean lists(byte[] address) {
        int width = expected.addressLength();
        for (int i = 0, at = vrrpAt + Wire.VRRP_HEADER; i < count; i++, at += width) {
            if (java.util.Arrays.equals(packet, at, at + width, address, 0, width)) {
                return true;
            }
        }
        return false;
    }

    /** Negative, zero or positive as the sender's address is below, equal to or above {@code ours} (unsigned). */
    public int compareSource(byte[] ours) {
        return java.util.Arrays.compareUnsigned(source, 0, ours.length, ours, 0, ours.length);
    }
}
