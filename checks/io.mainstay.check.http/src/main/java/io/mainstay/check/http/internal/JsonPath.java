// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, and what stands there: {@code $.checks[0].status}, {@code $['a name'].count}; {@code $.} may be
 * left out. The document is walked through once and nothing is built of it but the value (RFC 8259). Thread-safety: immutable.
 */
final class JsonPath {
    private static final int DEEPEST = 200;
    private static final Pattern SCALAR = Pattern.compile("true|false|null|-?[0-9][0-9.eE+-]*");

    private final String text;
    /** Names (String) and positions (Integer). */
    private final List<Object> steps;

    private JsonPath(String text, List<Object> steps) {
        this.text = text;
        this.steps = steps;
    }

    /** Empty when it is none. */
    static Optional<JsonPath> of(String text) {
        List<Object> steps = new ArrayList<>();
        int at = text.startsWith("$") ? 1 : 0;
        boolean first = at == 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                int end = text.indexOf(']', at);
                String inner = end < 0 ? "" : text.substring(at + 1, end);
                if (inner.matches("[0-9]{1,9}")) {
                    steps.add(Integer.valueOf(inner));
                } else if (inner.matches("'[^']+'|\"[^\"]+\"")) {
                    steps.add(inner.substring(1, inner.length() - 1));
                } else {
                    return Optional.empty();
                }
                at = end + 1;
            } else if (c == '.' || first) {
                int from = first ? at : at + 1;
                int end = from;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                if (end == from) {
                    return Optional.empty();
                }
                steps.add(text.substring(from, end));
                at = end;
            } else {
                return Optional.empty();
            }
            first = false;
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new JsonPath(text, List.copyOf(steps)));
    }

    /** What cannot be read as JSON, or has nothing at the place. */
    static final class Missing extends Exception {
        Missing(String reason) {
            super(reason);
        }
    }

    /**
     * The value at this place: the content of a string, a number, true, false or null as it is written.
     *
     * @throws Missing also when there is an object or an array
     */
    String find(String json) throws Missing {
        Cursor cursor = new Cursor(json);
        for (Object step : steps) {
            boolean found =
                    step instanceof Integer index ? cursor.enterElement(index) : cursor.enterMember((String) step);
            if (!found) {
                throw new Missing("there is no " + text + " in the body");
            }
        }
        return cursor.value(text);
    }

    /** Whether two values are the same: as texts, or as numbers. */
    static boolean same(String found, String expected) {
        if (found.equals(expected)) {
            return true;
        }
        try {
            return found.length() < 100
                    && expected.length() < 100
                    && new BigDecimal(found).compareTo(new BigDecimal(expected)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }

    /** A position in the document. */
    private static final class Cursor {
        private final String json;
        private int at;

        Cursor(String json) {
            this.json = json;
            blanks();
        }

        /** Goes to the value of a member; false when this is no object, or has none of this name. */
        boolean enterMember(String name) throws Missing {
            if (peek() != '{') {
                return false;
            }
            at++;
            blanks();
            while (peek() != '}') {
                String key = string();
                blanks();
                take(':');
                blanks();
                if (key.equals(name)) {
                    return true;
                }
                skip(0);
                separator('}');
            }
            return false;
        }

        /** Goes to an element; false when this is no array, or a shorter one. */
        boolean enterElement(int index) throws Missing {
            if (peek() != '[') {
                return false;
            }
            at++;
            blanks();
            for (int i = 0; peek() != ']'; i++) {
                if (i == index) {
                    return true;
                }
                skip(0);
                separator(']');
            }
            return false;
        }

        String value(String path) throws Missing {
            char c = peek();
            if (c == '{' || c == '[') {
                throw new Missing(path + " is an " + (c == '{' ? "object" : "array") + ", not a value");
            }
            return c == '"' ? string() : scalar();
        }

        /** Goes behind the value here. */
        private void skip(int depth) throws Missing {
            char c = peek();
            if (c == '"') {
                string();
            } else if (c != '{' && c != '[') {
                scalar();
            } else if (depth == DEEPEST) {
                throw new Missing("the body's JSON is nested too deep");
            } else {
                char end = c == '{' ? '}' : ']';
                at++;
                blanks();
                while (peek() != end) {
                    if (c == '{') {
                        string();
                        blanks();
                        take(':');
                        blanks();
                    }
                    skip(depth + 1);
                    separator(end);
                }
                at++;
            }
        }

        private void separator(char end) throws Missing {
            blanks();
            if (peek() != end) {
                take(',');
                blanks();
            }
        }

        private String scalar() throws Missing {
            int from = at;
            while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
                at++;
            }
            String word = json.substring(from, at);
            if (!SCALAR.matcher(word).matches()) {
                throw bad();
            }
            return word;
        }

        private String string() throws Missing {
            take('"');
            int end = at;
            while (end < json.length() && json.charAt(end) != '"' && json.charAt(end) != '\\') {
                end++;
            }
            StringBuilder text = new StringBuilder().append(json, at, end);
            at = end;
            while (peek() != '"') {
                char c = json.charAt(at++);
                text.append(c == '\\' ? escaped() : c);
            }
            at++;
            return text.toString();
        }

        private char escaped() throws Missing {
            char c = peek();
            at++;
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case '"', '\\', '/' -> c;
                case 'u' -> {
                    if (at + 4 > json.length() || !json.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                        throw bad();
                    }
                    at += 4;
                    yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
                }
                default -> throw bad();
            };
        }

        private void blanks() {
            while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
                at++;
            }
        }

        private char peek() throws Missing {
            if (at >= json.length()) {
                throw new Missing("the body ends within its JSON");
            }
            return json.charAt(at);
        }

        private void take(char expected) throws Missing {
            if (peek() != expected) {
                throw bad();
            }
            at++;
        }

        private Missing bad() {
            return new Missing("the body is no JSON at character " + (at + 1));
        }
    }
}
