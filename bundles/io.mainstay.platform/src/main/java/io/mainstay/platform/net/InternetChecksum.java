// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * The Internet checksum (RFC 1071): one's complement sum of 16-bit words. Sums are kept unfolded in a long, so that parts
 * can be added in any order. Thread-safety: without state.
 */
public final class InternetChecksum {
    private InternetChecksum() {}

    /** Adds {@code length} bytes; an odd last byte counts as the high half of a word. */
    public static long add(long sum, byte[] bytes, int offset, int length) {
        int end = offset + (length & ~1);
        for (int i = offset; i < end; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
        }
        return (length & 1) == 0 ? sum : sum + ((bytes[end] & 0xff) << 8);
    }

    /** The checksum field's value for a whole message, whose field is 0. */
    public static int of(byte[] message) {
        return finish(add(0, message, 0, message.length));
    }

    /** The checksum field's value for a sum: 0 means that the summed bytes, checksum included, are right. */
    public static int finish(long sum) {
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) (~sum & 0xffff);
    }

    /**
     * The sum of an IPv4 or IPv6 pseudo-header (RFC 9568 section 5.2.8, RFC 8200 section 8.1); both give the same sum for the
     * same values.
     *
     * @param source 4 or 16 bytes
     * @param destination as many
     * @param upperLength length of what follows the IP header, in bytes
     */
    public static long pseudoHeader(byte[] source, byte[] destination, int protocol, int upperLength) {
        long sum = add(0, source, 0, source.length);
        sum = add(sum, destination, 0, destination.length);
        return sum + protocol + upperLength;
    }
}
