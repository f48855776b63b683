// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal.hpack;

import java.io.ByteArrayOutputStream;

/**
 * The static Huffman code (RFC 7541 section 5.2, appendix B). It is a canonical one: codes of one length are consecutive
 * numbers in the order of their symbols, so that the lengths say all. Pure.
 */
final class Huffman {
    private static final int END_OF_STRING = 256;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;

    /** For each symbol the length of its code: A for 5 bits, B for 6 … */
    private static final String LENGTHS = "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
            + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
            + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
            + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV"
            + "Z";

    /** Symbols by length of their codes, then by number. */
    private static final int[] SYMBOLS = new int[END_OF_STRING + 1];
    /** Per length: the first code. */
    private static final int[] FIRST_CODE = new int[LONGEST + 1];
    /** Per length: how many codes, and where in {@link #SYMBOLS} they begin. */
    private static final int[] COUNT = new int[LONGEST + 1];

    private static final int[] FIRST_SYMBOL = new int[LONGEST + 1];

    static {
        int code = 0;
        int next = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            code <<= 1;
            FIRST_CODE[length] = code;
            FIRST_SYMBOL[length] = next;
            for (int symbol = 0; symbol <= END_OF_STRING; symbol++) {
                if (LENGTHS.charAt(symbol) - 'A' + SHORTEST == length) {
                    SYMBOLS[next++] = symbol;
                    code++;
                }
            }
            COUNT[length] = next - FIRST_SYMBOL[length];
        }
    }

    private Huffman() {}

    /** The bytes behind a code; null when it is none: an unknown code, a wrong end, or the symbol for the end. */
    static byte[] decode(byte[] in, int from, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length * 8 / SHORTEST);
        int code = 0;
        int bits = 0;
        for (int i = from; i < from + length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                code = code << 1 | in[i] >> bit & 1;
                bits++;
                int index = bits < SHORTEST ? -1 : code - FIRST_CODE[bits];
                if (index >= 0 && index < COUNT[bits]) {
                    int symbol = SYMBOLS[FIRST_SYMBOL[bits] + index];
                    if (symbol == END_OF_STRING) {
                        return null;
                    }
                    out.write(symbol);
                    code = 0;
                    bits = 0;
                } else if (bits == LONGEST) {
                    return null;
                }
            }
        }
        boolean padded = bits < 8 && code == (1 << bits) - 1; // ones: the beginning of the end's code
        return padded ? out.toByteArray() : null;
    }
}
