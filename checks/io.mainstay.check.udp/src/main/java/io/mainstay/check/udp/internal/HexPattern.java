// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Bytes in free-form hexadecimal (spec 2.14): pairs of digits are bytes, a lone digit before a blank is one byte
 * ({@code Ab12f 3 456} is AB 12 0F 03 45 06); in a pattern {@code x} stands for any digit. Pure; nobody changes the arrays.
 *
 * @param value the bytes, with zero for {@code x}
 * @param mask a one for each bit that counts
 */
record HexPattern(byte[] value, byte[] mask) {
    private static final int SHOWN = 32;

    /** @param wildcards whether {@code x} is allowed; empty when a word has anything else, or when there is no byte */
    static Optional<HexPattern> of(List<String> words, boolean wildcards) {
        int digits = words.stream().mapToInt(String::length).sum();
        byte[] value = new byte[digits];
        byte[] mask = new byte[digits];
        int length = 0;
        for (String argument : words) {
            for (String word : argument.trim().split("\\s+")) {
                for (int i = 0; i < word.length(); i += 2) {
                    boolean pair = i + 1 < word.length();
                    int high = pair ? digit(word.charAt(i)) : 0;
                    int low = digit(word.charAt(pair ? i + 1 : i));
                    if (high < -1 || low < -1 || !wildcards && (high < 0 || low < 0)) {
                        return Optional.empty();
                    }
                    value[length] = (byte) (Math.max(high, 0) << 4 | Math.max(low, 0));
                    mask[length++] = (byte) ((high < 0 ? 0 : 0xf0) | (low < 0 ? 0 : 0x0f));
                }
            }
        }
        return length == 0
                ? Optional.empty()
                : Optional.of(new HexPattern(Arrays.copyOf(value, length), Arrays.copyOf(mask, length)));
    }

    /** -1 for {@code x}, less for what is no digit. */
    private static int digit(char c) {
        if (c == 'x' || c == 'X') {
            return -1;
        }
        int value = c < 0x80 ? Character.digit(c, 16) : -1;
        return value < 0 ? -2 : value;
    }

    /** Where a reply differs, up to the shorter length of both; -1 when it does not. */
    int mismatch(ByteBuffer reply) {
        int length = Math.min(value.length, reply.remaining());
        for (int i = 0; i < length; i++) {
            if ((reply.get(reply.position() + i) & mask[i]) != value[i]) {
                return i;
            }
        }
        return -1;
    }

    /** The first bytes of a datagram, for people. */
    static String shown(ByteBuffer bytes) {
        byte[] first = new byte[Math.min(SHOWN, bytes.remaining())];
        bytes.get(bytes.position(), first);
        String text = HexFormat.of().formatHex(first);
        return bytes.remaining() > SHOWN ? text + "…" : text;
    }
}
