// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

import java.util.List;
import java.util.Optional;

/** A JSON value with the place where it was read. Thread-safety: immutable. */
public sealed interface JsonValue {

    /** Where the value stands; of a string, its opening quote. */
    JsonSpan span();

    /** What the value is, in words for messages: {@code "an object"}. */
    String kind();

    /**
     * An object.
     *
     * @param members in order of the text; names are unique
     */
    record JsonObject(List<JsonMember> members, JsonSpan span) implements JsonValue {
        public JsonObject {
            members = List.copyOf(members);
        }

        /** The value of a member, when there is one of that name. */
        public Optional<JsonValue> get(String name) {
            return member(name).map(JsonMember::value);
        }

        /** A member, when there is one of that name. */
        public Optional<JsonMember> member(String name) {
            return members.stream().filter(m -> m.name().equals(name)).findFirst();
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /**
     * One member of an object.
     *
     * @param name without its quotes
     * @param nameSpan where the name stands, from quote to quote
     * @param value what it stands for
     */
    record JsonMember(String name, JsonSpan nameSpan, JsonValue value) {}

    /**
     * An array.
     *
     * @param elements in order
     */
    record JsonArray(List<JsonValue> elements, JsonSpan span) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /**
     * A string.
     *
     * @param text without quotes, escapes resolved
     */
    record JsonString(String text, JsonSpan span) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /**
     * A number.
     *
     * @param text as written; nothing is lost to a binary form
     */
    record JsonNumber(String text, JsonSpan span) implements JsonValue {
        /** Whether it is written without fraction and exponent. */
        public boolean isInteger() {
            return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value, JsonSpan span) implements JsonValue {
        @Override
        public String kind() {
            return value ? "true" : "false";
        }
    }

    /** {@code null}. */
    record JsonNull(JsonSpan span) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
