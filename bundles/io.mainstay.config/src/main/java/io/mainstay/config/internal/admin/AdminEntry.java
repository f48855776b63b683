// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.platform.json.JsonReader;
import io.mainstay.platform.json.JsonSpan;
import io.mainstay.platform.json.JsonSyntaxException;
import io.mainstay.platform.json.JsonValue;
import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonBoolean;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;

/**
 * One configuration as the JSON object that it was, or might have been: nested values, which Config Admin carries as JSON
 * texts, are read again, and everything has its place in the file when the deployer left it there (the properties
 * {@code mainstay.file} and {@code .mainstay.position.KEY}).
 *
 * <p>Thread-safety: immutable.
 *
 * @param pid the configuration's PID
 * @param factoryPid empty for a singleton
 * @param name of a factory configuration: what follows {@code ~}; empty for a singleton
 * @param file where it comes from: the file, else the PID
 * @param positioned whether lines and columns are known
 * @param content its properties
 */
record AdminEntry(String pid, String factoryPid, String name, String file, boolean positioned, JsonObject content) {
    static final String FILE = "mainstay.file";
    static final String POSITION = ".mainstay.position.";
    private static final JsonSpan NOWHERE = new JsonSpan(0, 0, 0, 0);

    /** The entry of a configuration that Config Admin lists. */
    static AdminEntry of(String pid, String factoryPid, Dictionary<String, Object> properties) {
        int tilde = pid.indexOf('~');
        Object file = properties.get(FILE);
        List<JsonMember> members = new ArrayList<>();
        for (String key : Collections.list(properties.keys())) {
            if (!key.startsWith(".") && !key.startsWith("service.") && !key.equals(FILE)) {
                members.add(member(key, properties));
            }
        }
        // Config Admin keeps no order; the file's does matter to who reads messages, and makes reloads repeatable.
        members.sort(Comparator.comparingInt((JsonMember m) -> m.nameSpan().line())
                .thenComparingInt(m -> m.nameSpan().column())
                .thenComparing(JsonMember::name));
        boolean positioned =
                file != null && !members.isEmpty() && members.get(0).nameSpan().line() > 0;
        return new AdminEntry(
                pid,
                factoryPid == null ? "" : factoryPid,
                tilde < 0 ? pid : pid.substring(tilde + 1),
                file == null ? pid : file.toString(),
                positioned,
                new JsonObject(members, NOWHERE));
    }

    private static JsonMember member(String key, Dictionary<String, Object> properties) {
        String[] positions = properties.get(POSITION + key) instanceof String[] p ? p : new String[0];
        Object value = properties.get(key);
        List<JsonValue> elements = new ArrayList<>();
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(scalar(Array.get(value, i), span(positions, i + 1)));
            }
        } else if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                elements.add(scalar(element, span(positions, elements.size() + 1)));
            }
        } else {
            return new JsonMember(key, span(positions, 0), scalar(value, span(positions, 1)));
        }
        return new JsonMember(key, span(positions, 0), new JsonArray(elements, span(positions, 1)));
    }

    private static JsonSpan span(String[] positions, int index) {
        if (index >= positions.length || !positions[index].matches("\\d{1,9}:\\d{1,9}")) {
            return NOWHERE;
        }
        String[] parts = positions[index].split(":");
        return new JsonSpan(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 0, 0);
    }

    private static JsonValue scalar(Object value, JsonSpan span) {
        if (value instanceof Boolean bool) {
            return new JsonBoolean(bool, span);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            String text = Double.isFinite(number)
                    ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                    : "" + number;
            return new JsonNumber(text, span);
        }
        if (value instanceof Number number) {
            return new JsonNumber(number.toString(), span);
        }
        String text = String.valueOf(value);
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return JsonReader.read(text, span.line(), span.column());
            } catch (JsonSyntaxException e) {
                return new JsonString(text, span); // an IPv6 address in brackets, say
            }
        }
        return new JsonString(text, span);
    }

    /** A word of this configuration. */
    Word word(String text, JsonSpan at) {
        return positioned ? new Word(text, file, at.line(), at.column()) : new Word(text, file, 0, 0);
    }

    Position at(JsonSpan span) {
        return positioned ? new Position(file, span.line(), span.column()) : Position.of(file);
    }
}
