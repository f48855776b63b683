// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import java.util.Objects;

/**
 * One word of a configuration text, with the place where it stands. Two words are equal when their texts are equal,
 * wherever they stand: a line inserted above a block does not change the block.
 *
 * <p>Thread-safety: immutable.
 */
public final class Word {
    private final String text;
    private final String file;
    private final int line;
    private final int column;

    /**
     * @param text the word without its quotes, after substitution
     * @param file see {@link Position#file()}; share one instance per file, there are many words
     * @param line 1-based, or 0
     * @param column 1-based, or 0
     */
    public Word(String text, String file, int line, int column) {
        this.text = Objects.requireNonNull(text, "text");
        this.file = Objects.requireNonNull(file, "file");
        this.line = line;
        this.column = column;
    }

    public String text() {
        return text;
    }

    public Position at() {
        return new Position(file, line, column);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Word word && word.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
