// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.platform.json.JsonSpan;
import io.mainstay.platform.json.JsonValue;
import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonBoolean;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNull;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A member of a configuration as a Config Admin property, by the typing rules of the configuration resource format: the
 * type behind the last colon of the name ({@code "port:Integer"}, {@code "ids:Long[]"}, {@code "names:Collection<String>"}), or
 * the one that the JSON suggests: String, Boolean, Long, Double, an array of one of these (of String when they are mixed),
 * and for an object its JSON text, exactly as it was written.
 *
 * @param key without the type
 * @param value for Config Admin
 * @param elements the JSON values that it consists of: itself, or the array's elements
 */
record TypedValue(String key, Object value, List<JsonValue> elements) {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "String", String.class,
            "Integer", Integer.class,
            "Long", Long.class,
            "Float", Float.class,
            "Double", Double.class,
            "Byte", Byte.class,
            "Short", Short.class,
            "Character", Character.class,
            "Boolean", Boolean.class);
    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "byte", byte.class,
            "short", short.class,
            "char", char.class,
            "boolean", boolean.class);

    /** A value does not have the type that was asked for. */
    static final class Mismatch extends Exception {
        private final transient JsonSpan at;
        private final String hint;

        Mismatch(JsonSpan at, String message, String hint) {
            super(message, null, false, false);
            this.at = at;
            this.hint = hint;
        }

        JsonSpan at() {
            return at;
        }

        String hint() {
            return hint;
        }
    }

    static TypedValue of(JsonMember member, String text) throws Mismatch {
        int colon = member.name().lastIndexOf(':');
        String key = colon <= 0 ? member.name() : member.name().substring(0, colon);
        String type = colon <= 0 ? "" : member.name().substring(colon + 1);
        List<JsonValue> elements =
                member.value() instanceof JsonArray array ? array.elements() : List.of(member.value());
        for (JsonValue element : elements) {
            if (element instanceof JsonNull) {
                throw new Mismatch(element.span(), "null cannot stand in an array", "remove it");
            }
        }
        Object value = type.isEmpty() ? suggested(member.value(), elements, text) : asked(member, type, elements, text);
        return new TypedValue(key, value, elements);
    }

    private static Object suggested(JsonValue value, List<JsonValue> elements, String text) throws Mismatch {
        if (!(value instanceof JsonArray)) {
            return convert(value, typeOf(value), text);
        }
        Class<?> common = null;
        for (JsonValue element : elements) {
            Class<?> type = typeOf(element);
            if (common == null || common == type) {
                common = type;
            } else if (Number.class.isAssignableFrom(common) && Number.class.isAssignableFrom(type)) {
                common = Double.class;
            } else {
                common = String.class;
            }
        }
        return array(common == null ? String.class : common, elements, text);
    }

    private static Class<?> typeOf(JsonValue value) {
        if (value instanceof JsonBoolean) {
            return Boolean.class;
        }
        return value instanceof JsonNumber number ? number.isInteger() ? Long.class : Double.class : String.class;
    }

    private static Object asked(JsonMember member, String type, List<JsonValue> elements, String text) throws Mismatch {
        boolean collection = type.startsWith("Collection<") && type.endsWith(">");
        boolean array = type.endsWith("[]");
        String element = collection
                ? type.substring("Collection<".length(), type.length() - 1)
                : array ? type.substring(0, type.length() - 2) : type;
        Class<?> wanted = TYPES.getOrDefault(element, array ? PRIMITIVES.get(element) : null);
        if (wanted == null) {
            throw new Mismatch(
                    member.nameSpan(),
                    "unknown type '" + type + "' of '" + member.name() + "'",
                    "expected one of "
                            + String.join(", ", TYPES.keySet().stream().sorted().toList())
                            + ", with [] for an array, or Collection<…> of it; or leave the type out");
        }
        if (array) {
            return array(wanted, elements, text);
        }
        if (collection) {
            List<Object> values = new ArrayList<>();
            for (JsonValue value : elements) {
                values.add(convert(value, wanted, text));
            }
            return values;
        }
        if (member.value() instanceof JsonArray) {
            throw new Mismatch(member.value().span(), "found an array: expected one " + type, "write " + type + "[]");
        }
        return convert(member.value(), wanted, text);
    }

    private static Object array(Class<?> type, List<JsonValue> elements, String text) throws Mismatch {
        Object array = Array.newInstance(type, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, convert(elements.get(i), type, text));
        }
        return array;
    }

    private static Object convert(JsonValue value, Class<?> type, String text) throws Mismatch {
        String word = word(value, text);
        if (type == String.class) {
            return word;
        }
        try {
            if (!(value instanceof JsonObject) && !(value instanceof JsonArray)) {
                if (type == Boolean.class || type == boolean.class) {
                    if (word.equals("true") || word.equals("false")) {
                        return Boolean.valueOf(word);
                    }
                } else if (type == Character.class || type == char.class) {
                    if (word.length() == 1) {
                        return word.charAt(0);
                    }
                } else {
                    return number(word, type);
                }
            }
        } catch (NumberFormatException e) {
            if (type == Long.class && value instanceof JsonNumber) {
                throw new Mismatch(value.span(), word + " is too large", "write it in double quotes if it is a text");
            }
        }
        throw new Mismatch(value.span(), "'" + word + "' is no " + type.getSimpleName(), "");
    }

    private static Object number(String word, Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Integer", "int" -> Integer.valueOf(word);
            case "Long", "long" -> Long.valueOf(word);
            case "Float", "float" -> Float.valueOf(word);
            case "Double", "double" -> Double.valueOf(word);
            case "Byte", "byte" -> Byte.valueOf(word);
            case "Short", "short" -> Short.valueOf(word);
            default -> throw new IllegalStateException("no number type: " + type);
        };
    }

    private static String word(JsonValue value, String text) {
        return value instanceof JsonString string ? string.text() : value.span().verbatim(text);
    }
}
