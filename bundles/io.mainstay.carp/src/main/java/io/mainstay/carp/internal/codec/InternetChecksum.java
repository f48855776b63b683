// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

/** The Internet checksum (RFC 1071): one's complement sum of 16-bit words. Sums are kept unfolded in a long. */
final class InternetChecksum {
    private InternetChecksum() {}

    /** Adds {@code length} bytes, an even number. */
    static long add(long sum, byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
        }
        return sum;
    }

    /**
     * The sum of an IPv6 pseudo-header (RFC 8200 section 8.1).
     *
     * @param source 16 bytes
     * @param destination 16 bytes
     * @param upperLength length of what follows the IP header, in bytes
     */
    static long pseudoHeader(byte[] source, byte[] destination, int protocol, int upperLength) {
        long sum = add(0, source, 0, source.length);
        sum = add(sum, destination, 0, destination.length);
        return sum + protocol + upperLength;
    }

    /** The checksum field's value for a sum: 0 means that the summed bytes, checksum included, are right. */
    static int finish(long sum) {
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) (~sum & 0xffff);
    }
}
