// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

/** Numbers of the protocol, and big-endian access. */
final class Wire {
    static final int PROTOCOL_CARP = 112;
    static final int TTL = 255;
    /** Low delay, as ucarp and OpenBSD send it. */
    static final int TOS = 0x10;

    static final int IPV4_HEADER = 20;
    static final int CARP_LENGTH = 36;
    static final int VERSION = 2;
    static final int TYPE_ADVERTISEMENT = 1;
    /** Counter and digest in 32-bit words. */
    static final int AUTH_WORDS = 7;

    static final int VHID_AT = 1;
    static final int ADVSKEW_AT = 2;
    static final int AUTH_WORDS_AT = 3;
    static final int DEMOTE_AT = 4;
    static final int ADVBASE_AT = 5;
    static final int CHECKSUM_AT = 6;
    static final int COUNTER_AT = 8;
    static final int DIGEST_AT = 16;

    private Wire() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static int s32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static long s64(byte[] bytes, int at) {
        return (long) s32(bytes, at) << 32 | s32(bytes, at + 4) & 0xffff_ffffL;
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int at, int value) {
        put16(bytes, at, value >>> 16);
        put16(bytes, at + 2, value);
    }

    static void put64(byte[] bytes, int at, long value) {
        put32(bytes, at, (int) (value >>> 32));
        put32(bytes, at + 4, (int) value);
    }
}
