// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

/**
 * The compression function of SHA-1 (FIPS 180-4 section 6.1.2) on a state that the caller keeps. The platform's MessageDigest
 * allocates with each digest and cannot start from a saved state, which is what makes HMAC cheap; SHA-1 itself is what CARP
 * has, not what anybody would choose today.
 *
 * <p>Thread-safety: one thread.
 */
final class Sha1 {
    static final int BLOCK = 64;
    static final int WORDS = 5;

    private final int[] schedule = new int[80];

    /** Writes the initial hash value. */
    static void begin(int[] state) {
        state[0] = 0x67452301;
        state[1] = 0xefcdab89;
        state[2] = 0x98badcfe;
        state[3] = 0x10325476;
        state[4] = 0xc3d2e1f0;
    }

    /** Takes one block of 64 bytes into {@code state}. */
    void compress(int[] state, byte[] block, int offset) {
        int[] w = schedule;
        for (int t = 0; t < 16; t++) {
            w[t] = Wire.s32(block, offset + 4 * t);
        }
        for (int t = 16; t < 80; t++) {
            w[t] = Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        for (int t = 0; t < 80; t++) {
            int next = Integer.rotateLeft(a, 5) + mix(t, b, c, d) + e + w[t];
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }

    /** The round's function and constant. */
    private static int mix(int t, int b, int c, int d) {
        if (t < 20) {
            return (b & c | ~b & d) + 0x5a827999;
        }
        if (t < 40) {
            return (b ^ c ^ d) + 0x6ed9eba1;
        }
        if (t < 60) {
            return (b & c | b & d | c & d) + 0x8f1bbcdc;
        }
        return (b ^ c ^ d) + 0xca62c1d6;
    }
}
