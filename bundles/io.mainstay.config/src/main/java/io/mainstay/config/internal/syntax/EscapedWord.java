// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

/**
 * A word of a line that knows both quotes, joins adjacent strings ({@code ab"c d"e} is one word) and escapes: {@code \a \b
 * \E \f \n \r \t \v}, one to three octal digits, {@code \x} with one or two hexadecimal digits, {@code \c} with a character
 * for a control character, and {@code \} with anything else for that character. Escapes count inside quotes too.
 *
 * @param text without quotes and escapes
 * @param end index after the word
 * @param openQuote index of a quote that is never closed, or -1
 */
record EscapedWord(String text, int end, int openQuote) {

    /**
     * Reads the word at {@code from}, which is no blank.
     *
     * @param braces whether an unquoted brace ends the word
     */
    static EscapedWord read(String text, int from, int to, boolean braces) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int quotedFrom = -1;
        boolean reference = false;
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < to) {
                i = escape(text, i + 1, to, word);
                continue;
            }
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                quotedFrom = i;
            } else if (Line.isBlank(c)) {
                break;
            } else if (braces && (c == '{' || c == '}')) {
                // ${NAME} of a definition that does not exist is text.
                boolean opens = c == '{' && i > from && text.charAt(i - 1) == '$';
                if (!opens && !(c == '}' && reference)) {
                    break;
                }
                reference = opens;
                word.append(c);
            } else {
                word.append(c);
            }
            i++;
        }
        return new EscapedWord(word.toString(), i, quote == 0 ? -1 : quotedFrom);
    }

    private static int escape(String text, int at, int to, StringBuilder word) {
        char c = text.charAt(at);
        switch (c) {
            case 'a' -> word.append('\u0007');
            case 'b' -> word.append('\b');
            case 'E' -> word.append('\u001b');
            case 'f' -> word.append('\f');
            case 'n' -> word.append('\n');
            case 'r' -> word.append('\r');
            case 't' -> word.append('\t');
            case 'v' -> word.append('\u000b');
            case 'x' -> {
                return digits(text, at + 1, to, 2, 16, 'x', word);
            }
            case 'c' -> {
                if (at + 1 < to) {
                    word.append((char) (text.charAt(at + 1) & 0x1f));
                    return at + 2;
                }
                word.append('c');
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return digits(text, at, to, 3, 8, c, word);
            }
            default -> word.append(c);
        }
        return at + 1;
    }

    /** Up to {@code most} digits as one character; {@code otherwise} when there is none. */
    private static int digits(String text, int from, int to, int most, int radix, char otherwise, StringBuilder word) {
        int value = 0;
        int i = from;
        while (i < to && i < from + most && text.charAt(i) < 128 && Character.digit(text.charAt(i), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(i), radix);
            i++;
        }
        word.append(i == from ? otherwise : (char) (value & 0xff));
        return i;
    }
}
