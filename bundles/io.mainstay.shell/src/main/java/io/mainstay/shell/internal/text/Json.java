// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.text;

import io.mainstay.platform.json.JsonWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Plain collections as JSON: maps, collections, strings, numbers, booleans, null, and {@link Optional} of these. */
public final class Json {
    private Json() {}

    /** An object with these members, in this order. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** Indented, and ended by a newline. */
    public static String write(Object value) {
        JsonWriter writer = JsonWriter.indented();
        write(writer, value);
        return writer + "\n";
    }

    private static void write(JsonWriter writer, Object value) {
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            map.forEach((name, member) -> write(writer.name(name.toString()), member));
            writer.endObject();
        } else if (value instanceof Collection<?> elements) {
            writer.beginArray();
            elements.forEach(element -> write(writer, element));
            writer.endArray();
        } else if (value instanceof Optional<?> optional) {
            write(writer, optional.orElse(null));
        } else if (value instanceof Boolean bool) {
            writer.value(bool.booleanValue());
        } else if (value instanceof Double number) {
            writer.value(number.doubleValue());
        } else if (value instanceof Number number) {
            writer.value(number.longValue());
        } else {
            writer.value(value == null ? null : value.toString());
        }
    }
}
