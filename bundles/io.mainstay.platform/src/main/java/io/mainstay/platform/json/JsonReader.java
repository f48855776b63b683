// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonBoolean;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNull;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259, with comments). Stricter than many: no trailing commas, no member name twice in one
 * object, nothing after the value. Every error has the exact position of the character that cannot be there.
 *
 * <p>Thread-safety: the entry points are pure; an instance lives for one call.
 *
 * <p>Limits: values nest at most {@value #MAX_DEPTH} deep, so that no text can exhaust the stack.
 */
public final class JsonReader {
    /** How deep arrays and objects may nest. */
    public static final int MAX_DEPTH = 100;

    private final String text;
    private int index;
    private int line;
    private int lineStart; // index at which column 1 of the current line would be
    private int depth;

    private JsonReader(String text, int line, int column) {
        this.text = text;
        this.line = line;
        this.lineStart = 1 - column;
    }

    /** Reads a whole text. A byte-order mark at its start is skipped. */
    public static JsonValue read(String text) throws JsonSyntaxException {
        return read(text, 1, 1);
    }

    /**
     * Reads a text that was cut out of a larger one, so that positions are those in the larger one.
     *
     * @param line of the text's first character
     * @param column of the text's first character
     */
    public static JsonValue read(String text, int line, int column) throws JsonSyntaxException {
        JsonReader reader = new JsonReader(text, line, column);
        if (text.startsWith("\uFEFF")) {
            reader.index = 1;
            reader.lineStart++;
        }
        reader.skipBlanks();
        JsonValue value = reader.value("a value");
        reader.skipBlanks();
        if (reader.index < text.length()) {
            throw reader.unexpected("the end of the text");
        }
        return value;
    }

    private JsonValue value(String expected) throws JsonSyntaxException {
        if (index == text.length()) {
            throw unexpected(expected);
        }
        char c = text.charAt(index);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't', 'f', 'n' -> literal(expected);
            default -> {
                if (c == '-' || isDigit(c)) {
                    yield number();
                }
                throw unexpected(expected);
            }
        };
    }

    private JsonObject object() throws JsonSyntaxException {
        int start = open();
        int startLine = line;
        int startColumn = column(start);
        List<JsonMember> members = new ArrayList<>();
        Map<String, JsonSpan> names = new HashMap<>();
        index++;
        skipBlanks();
        if (!take('}')) {
            do {
                skipBlanks();
                if (peek() != '"') {
                    throw unexpected(
                            members.isEmpty()
                                    ? "a name in double quotes, or '}'"
                                    : "a name in double quotes after ','");
                }
                JsonString name = string();
                JsonSpan first = names.putIfAbsent(name.text(), name.span());
                if (first != null) {
                    throw new JsonSyntaxException(
                            name.span().line(),
                            name.span().column(),
                            "\"" + name.text() + "\" is given twice in this object, first in line " + first.line());
                }
                skipBlanks();
                if (!take(':')) {
                    throw unexpected("':' after \"" + name.text() + "\"");
                }
                skipBlanks();
                members.add(new JsonMember(name.text(), name.span(), value("a value for \"" + name.text() + "\"")));
                skipBlanks();
            } while (take(','));
            if (!take('}')) {
                throw unexpected("',' or '}' (the object begins in line " + startLine + ")");
            }
        }
        depth--;
        return new JsonObject(members, new JsonSpan(startLine, startColumn, start, index));
    }

    private JsonArray array() throws JsonSyntaxException {
        int start = open();
        int startLine = line;
        int startColumn = column(start);
        List<JsonValue> elements = new ArrayList<>();
        index++;
        skipBlanks();
        if (!take(']')) {
            do {
                skipBlanks();
                elements.add(value(elements.isEmpty() ? "a value, or ']'" : "a value after ','"));
                skipBlanks();
            } while (take(','));
            if (!take(']')) {
                throw unexpected("',' or ']' (the array begins in line " + startLine + ")");
            }
        }
        depth--;
        return new JsonArray(elements, new JsonSpan(startLine, startColumn, start, index));
    }

    private int open() throws JsonSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw error(index, "values are nested more than " + MAX_DEPTH + " deep");
        }
        return index;
    }

    private JsonString string() throws JsonSyntaxException {
        int start = index++;
        StringBuilder unescaped = null; // only strings with escapes need a copy
        int copied = index;
        while (true) {
            if (index == text.length()) {
                throw error(start, "this string has no closing '\"'");
            }
            char c = text.charAt(index);
            if (c == '"') {
                break;
            }
            if (c == '\n' || c == '\r') {
                throw error(start, "this string has no closing '\"' on its line (write \\n for a line break)");
            }
            if (c < ' ') {
                throw error(index, "a control character in a string: expected " + String.format("\\u%04x", (int) c));
            }
            if (c == '\\') {
                if (unescaped == null) {
                    unescaped = new StringBuilder();
                }
                unescaped.append(text, copied, index).append(escape());
                copied = index;
            } else {
                index++;
            }
        }
        String content = unescaped == null
                ? text.substring(start + 1, index)
                : unescaped.append(text, copied, index).toString();
        index++;
        return new JsonString(content, new JsonSpan(line, column(start), start, index));
    }

    private char escape() throws JsonSyntaxException {
        int start = index;
        char kind = index + 1 < text.length() ? text.charAt(index + 1) : '\0';
        index += 2;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++, index++) {
                    int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
                    if (digit < 0 || text.charAt(index) > 'f') {
                        throw error(start, "\\u needs four hexadecimal digits");
                    }
                    code = code << 4 | digit;
                }
                yield (char) code;
            }
            default ->
                throw error(
                        start,
                        "unknown escape: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
                                + " (a backslash itself is written \\\\)");
        };
    }

    private JsonNumber number() throws JsonSyntaxException {
        int start = index;
        take('-');
        if (!isDigit(peek())) {
            throw unexpected("a digit");
        }
        if (take('0')) {
            if (isDigit(peek())) {
                throw error(start, "a number has no leading zeros (write it in double quotes if it is a text)");
            }
        } else {
            digits();
        }
        if (take('.')) {
            if (!isDigit(peek())) {
                throw unexpected("a digit after the decimal point (write an address in double quotes)");
            }
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            index++;
            if (peek() == '+' || peek() == '-') {
                index++;
            }
            if (!isDigit(peek())) {
                throw unexpected("a digit of the exponent");
            }
            digits();
        }
        return new JsonNumber(text.substring(start, index), new JsonSpan(line, column(start), start, index));
    }

    private void digits() {
        while (isDigit(peek())) {
            index++;
        }
    }

    private JsonValue literal(String expected) throws JsonSyntaxException {
        int start = index;
        int end = start;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        JsonSpan span = new JsonSpan(line, column(start), start, end);
        JsonValue value = switch (text.substring(start, end)) {
            case "true" -> new JsonBoolean(true, span);
            case "false" -> new JsonBoolean(false, span);
            case "null" -> new JsonNull(span);
            default -> throw unexpected(expected);
        };
        index = end;
        return value;
    }

    /** Skips white space and comments; the only place where lines end. */
    private void skipBlanks() throws JsonSyntaxException {
        while (index < text.length()) {
            switch (text.charAt(index)) {
                case ' ', '\t' -> index++;
                case '\n', '\r' -> endLine();
                case '/' -> comment();
                default -> {
                    return;
                }
            }
        }
    }

    private void endLine() {
        if (text.charAt(index) == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n') {
            index++;
        }
        index++;
        line++;
        lineStart = index;
    }

    private void comment() throws JsonSyntaxException {
        char kind = index + 1 < text.length() ? text.charAt(index + 1) : '\0';
        if (kind == '/') {
            while (index < text.length() && text.charAt(index) != '\n' && text.charAt(index) != '\r') {
                index++;
            }
            return;
        }
        if (kind != '*') {
            throw error(index, "'/' begins no comment here: expected '//' or '/*'");
        }
        JsonSyntaxException unclosed = error(index, "this comment has no closing '*/'");
        index += 2;
        while (!text.startsWith("*/", index)) {
            if (index >= text.length()) {
                throw unclosed;
            }
            if (text.charAt(index) == '\n' || text.charAt(index) == '\r') {
                endLine();
            } else {
                index++;
            }
        }
        index += 2;
    }

    private boolean take(char c) {
        if (peek() == c && index < text.length()) {
            index++;
            return true;
        }
        return false;
    }

    private char peek() {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int column(int at) {
        return at - lineStart + 1;
    }

    private JsonSyntaxException unexpected(String expected) {
        return error(index, found() + ": expected " + expected);
    }

    private String found() {
        if (index >= text.length()) {
            return "the text ends here";
        }
        int end = index;
        while (end < text.length() && end - index < 20 && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        if (end > index) {
            return "found '" + text.substring(index, end) + "'";
        }
        int c = text.codePointAt(index);
        return Character.isISOControl(c)
                ? String.format("found the control character U+%04X", c)
                : "found '" + Character.toString(c) + "'";
    }

    private JsonSyntaxException error(int at, String message) {
        return new JsonSyntaxException(line, column(at), message);
    }
}
