// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.util.Arrays;

/**
 * HMAC-SHA1 (RFC 2104) of messages of one length: the key's two blocks are taken in once, and a message costs what its own
 * blocks cost.
 *
 * <p>Thread-safety: one thread. {@link #compute} does not allocate.
 */
final class HmacSha1 {
    static final int LENGTH = 20;

    private final Sha1 sha = new Sha1();
    private final int[] innerStart = new int[Sha1.WORDS];
    private final int[] outerStart = new int[Sha1.WORDS];
    private final int[] state = new int[Sha1.WORDS];
    private final byte[] padded;
    private final byte[] outer = new byte[Sha1.BLOCK];
    private final byte[] result = new byte[LENGTH];

    /**
     * @param key 0 to 64 bytes
     * @param length of each message in bytes
     */
    HmacSha1(byte[] key, int length) {
        if (key.length > Sha1.BLOCK) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        takeKey(key, 0x36, innerStart);
        takeKey(key, 0x5c, outerStart);
        int blocks = (length + 9 + Sha1.BLOCK - 1) / Sha1.BLOCK;
        padded = new byte[blocks * Sha1.BLOCK];
        finishBlock(padded, length);
        finishBlock(outer, LENGTH);
    }

    private void takeKey(byte[] key, int pad, int[] start) {
        byte[] block = Arrays.copyOf(key, Sha1.BLOCK);
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) pad;
        }
        Sha1.begin(start);
        sha.compress(start, block, 0);
        Arrays.fill(block, (byte) 0);
    }

    /** The padding and the length in bits, the key's block counted. */
    private static void finishBlock(byte[] blocks, int length) {
        blocks[length] = (byte) 0x80;
        Wire.put64(blocks, blocks.length - 8, (Sha1.BLOCK + length) * 8L);
    }

    /** Where the message is written before {@link #compute}. */
    byte[] message() {
        return padded;
    }

    /** The code of what stands in {@link #message}; valid until the next call. */
    byte[] compute() {
        System.arraycopy(innerStart, 0, state, 0, Sha1.WORDS);
        for (int at = 0; at < padded.length; at += Sha1.BLOCK) {
            sha.compress(state, padded, at);
        }
        write(state, outer);
        System.arraycopy(outerStart, 0, state, 0, Sha1.WORDS);
        sha.compress(state, outer, 0);
        write(state, result);
        return result;
    }

    private static void write(int[] words, byte[] to) {
        for (int i = 0; i < Sha1.WORDS; i++) {
            Wire.put32(to, 4 * i, words[i]);
        }
    }
}
