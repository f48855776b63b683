// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

/**
 * One string per distinct word: a large configuration repeats a few hundred words a million times. Looks a word up by its
 * characters in the text, so that a known word costs no allocation. Holds the first few thousand words; later ones, which
 * in large files are addresses that stand once, are simply not shared. Confined to one parse.
 */
final class WordPool {
    private static final int LONGEST = 48;
    private static final int MOST = 4096;
    private static final int MASK = 4 * MOST - 1;

    private final String[] words = new String[MASK + 1];
    private final int[] hashes = new int[MASK + 1];
    private int size;

    /** The word that stands in {@code text} from {@code from} to {@code to}. */
    String word(String text, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return text.substring(from, to);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int slot = (hash ^ hash >>> 15) & MASK;
        while (words[slot] != null) {
            if (hashes[slot] == hash
                    && words[slot].length() == length
                    && words[slot].regionMatches(0, text, from, length)) {
                return words[slot];
            }
            slot = slot + 1 & MASK;
        }
        String word = text.substring(from, to);
        if (size < MOST) {
            words[slot] = word;
            hashes[slot] = hash;
            size++;
        }
        return word;
    }
}
