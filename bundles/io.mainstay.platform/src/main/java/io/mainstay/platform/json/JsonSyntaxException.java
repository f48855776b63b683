// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

/** A text is not JSON. The message says what was found and what was expected, without the position. */
public final class JsonSyntaxException extends Exception {
    private final int line;
    private final int column;

    JsonSyntaxException(int line, int column, String message) {
        super(message, null, false, false); // a property of the text: where in the reader it was found is of no use
        this.line = line;
        this.column = column;
    }

    /** 1-based line of the character that cannot be there. */
    public int line() {
        return line;
    }

    /** 1-based column of that character. */
    public int column() {
        return column;
    }
}
