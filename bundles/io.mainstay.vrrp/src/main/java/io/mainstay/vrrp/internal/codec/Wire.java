// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

/** Numbers of the protocol, and 16- and 32-bit big-endian access. */
final class Wire {
    static final int PROTOCOL_VRRP = 112;
    static final int PROTOCOL_AH = 51;
    static final int TTL = 255;
    /** Internetwork control, as keepalived and RFC 9568's authors set it. */
    static final int TOS = 0xc0;

    static final int IPV4_HEADER = 20;
    static final int AH_HEADER = 24;
    static final int VRRP_HEADER = 8;
    static final int V2_AUTH_DATA = 8;
    static final int TYPE_ADVERTISEMENT = 1;

    private Wire() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int at, int value) {
        put16(bytes, at, value >>> 16);
        put16(bytes, at + 2, value);
    }

    static int s32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
