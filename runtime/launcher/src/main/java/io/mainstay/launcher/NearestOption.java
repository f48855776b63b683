// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.Arrays;
import java.util.Comparator;

/** Finds the option that was probably meant. Pure. */
final class NearestOption {
    private NearestOption() {}

    /** {@code "; did you mean --use-file?"}, or nothing when no option is near. */
    static String hint(String word) {
        return Arrays.stream(Option.values())
                .map(option -> option.word)
                .filter(known -> known.startsWith(word) || distance(word, known) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(known -> distance(word, known)))
                .map(known -> "; did you mean --" + known + "?")
                .orElse("");
    }

    /** Insertions, deletions and replacements (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
