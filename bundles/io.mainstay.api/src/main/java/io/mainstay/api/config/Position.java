// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

/**
 * A place in a configuration text.
 *
 * @param file what the operator knows the text by: a path, a PID, or a name such as {@code "ctl"}
 * @param line 1-based line; 0 when only the file is known
 * @param column 1-based column in characters; 0 when only the line is known
 */
public record Position(String file, int line, int column) {

    /** The whole text, when no line can be named. */
    public static Position of(String file) {
        return new Position(file, 0, 0);
    }

    /** {@code file:line:column}, without the parts that are not known. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
