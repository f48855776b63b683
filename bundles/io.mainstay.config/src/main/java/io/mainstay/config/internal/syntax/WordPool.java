// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

/**
 * One string per distinct word: a large configuration repeats a few hundred words a million times. Looks a word up by its
 * characters in the text, so that a known word costs no allocation. Bounded; what no longer fits is simply not shared.
 * Confined to one parse.
 */
final class WordPool {
    private static final int LONGEST = 64;
    private static final int MOST = 1 << 16;

    private String[] table = new String[1 << 10];
    private int size;

    /** The word that stands in {@code text} from {@code from} to {@code to}. */
    String word(String text, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return text.substring(from, to);
        }
        int mask = table.length - 1;
        int slot = spread(hash(text, from, to)) & mask;
        for (String candidate = table[slot]; candidate != null; candidate = table[slot]) {
            if (candidate.length() == length && candidate.regionMatches(0, text, from, length)) {
                return candidate;
            }
            slot = slot + 1 & mask;
        }
        String word = text.substring(from, to);
        if (size < MOST) {
            table[slot] = word;
            if (++size * 2 > table.length) {
                grow();
            }
        }
        return word;
    }

    private void grow() {
        String[] old = table;
        table = new String[old.length * 2];
        int mask = table.length - 1;
        for (String word : old) {
            if (word != null) {
                int slot = spread(hash(word, 0, word.length())) & mask;
                while (table[slot] != null) {
                    slot = slot + 1 & mask;
                }
                table[slot] = word;
            }
        }
    }

    private static int hash(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ h >>> 16;
    }
}
