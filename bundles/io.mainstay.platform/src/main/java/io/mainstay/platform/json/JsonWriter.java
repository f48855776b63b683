// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonBoolean;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNull;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes JSON into a string, one value or name after the other. Whatever strings it is given, the output is ASCII-safe
 * where it has to be: quotes, control characters, unpaired surrogates and the line separators that JavaScript trips over
 * are escaped.
 *
 * <pre>{@code
 * String text = JsonWriter.compact().beginObject().name("up").value(true).endObject().toString();
 * }</pre>
 *
 * <p>Thread-safety: confined to one thread. A call that would not give JSON throws {@link IllegalStateException}.
 */
public final class JsonWriter {
    private enum Scope {
        TEXT,
        OBJECT,
        ARRAY
    }

    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private boolean first = true;
    private boolean named;

    private JsonWriter(String indent) {
        this.indent = indent;
        scopes.push(Scope.TEXT);
    }

    /** Everything on one line. */
    public static JsonWriter compact() {
        return new JsonWriter("");
    }

    /** One value a line, indented by two blanks. */
    public static JsonWriter indented() {
        return new JsonWriter("  ");
    }

    public JsonWriter beginObject() {
        return begin(Scope.OBJECT, '{');
    }

    public JsonWriter endObject() {
        return end(Scope.OBJECT, '}');
    }

    public JsonWriter beginArray() {
        return begin(Scope.ARRAY, '[');
    }

    public JsonWriter endArray() {
        return end(Scope.ARRAY, ']');
    }

    /** The name of the next member of an object. */
    public JsonWriter name(String name) {
        if (scopes.peek() != Scope.OBJECT || named) {
            throw new IllegalStateException("no name can stand here: " + name);
        }
        separate();
        quote(name);
        out.append(indent.isEmpty() ? ":" : ": ");
        named = true;
        return this;
    }

    /** A string; null is written as {@code null}. */
    public JsonWriter value(String value) {
        beforeValue();
        if (value == null) {
            out.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    public JsonWriter value(long value) {
        beforeValue();
        out.append(value);
        return this;
    }

    /** A number; what JSON has no form for (infinite, not a number) is written as {@code null}. */
    public JsonWriter value(double value) {
        beforeValue();
        if (Double.isFinite(value)) {
            out.append(value);
        } else {
            out.append("null");
        }
        return this;
    }

    public JsonWriter value(boolean value) {
        beforeValue();
        out.append(value);
        return this;
    }

    /** A value that was read. */
    public JsonWriter value(JsonValue value) {
        if (value instanceof JsonObject object) {
            beginObject();
            for (JsonMember member : object.members()) {
                name(member.name()).value(member.value());
            }
            endObject();
        } else if (value instanceof JsonArray array) {
            beginArray();
            array.elements().forEach(this::value);
            endArray();
        } else if (value instanceof JsonString string) {
            value(string.text());
        } else if (value instanceof JsonNumber number) {
            beforeValue();
            out.append(number.text());
        } else if (value instanceof JsonBoolean bool) {
            value(bool.value());
        } else if (value instanceof JsonNull) {
            value((String) null);
        }
        return this;
    }

    /** The finished text. */
    @Override
    public String toString() {
        if (scopes.peek() != Scope.TEXT || first) {
            throw new IllegalStateException("not finished: " + out);
        }
        return out.toString();
    }

    private JsonWriter begin(Scope scope, char bracket) {
        beforeValue();
        out.append(bracket);
        scopes.push(scope);
        first = true;
        return this;
    }

    private JsonWriter end(Scope scope, char bracket) {
        if (scopes.peek() != scope || named) {
            throw new IllegalStateException("nothing to close with " + bracket);
        }
        scopes.pop();
        if (!first) {
            newLine();
        }
        out.append(bracket);
        first = false;
        return this;
    }

    private void beforeValue() {
        if (named) {
            named = false;
            return;
        }
        if (scopes.peek() == Scope.OBJECT) {
            throw new IllegalStateException("a member needs a name first");
        }
        if (scopes.peek() == Scope.TEXT && !first) {
            throw new IllegalStateException("a text has one value");
        }
        separate();
    }

    private void separate() {
        if (scopes.peek() != Scope.TEXT) {
            if (!first) {
                out.append(',');
            }
            newLine();
        }
        first = false;
    }

    private void newLine() {
        if (!indent.isEmpty()) {
            out.append('\n').append(indent.repeat(scopes.size() - 1));
        }
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 || isUnpaired(value, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isUnpaired(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
