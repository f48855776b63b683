// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration as text, one value per line and indented: what {@code -d} logs. It follows the model's records, so that what
 * is added there is shown here. Pure.
 */
final class ConfigurationText {
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();

    private ConfigurationText() {}

    /** Values that are absent, and empty lists, are left out. */
    static List<String> of(Record root) {
        ConfigurationText text = new ConfigurationText();
        text.components(root, "");
        return text.lines;
    }

    private void components(Record value, String indent) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            append(indent, component.getName(), read(value, component));
        }
    }

    private static Object read(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            return "(cannot be read: " + e + ")";
        }
    }

    private void append(String indent, String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> append(indent, name, present));
        } else if (value instanceof OptionalInt number) {
            number.ifPresent(present -> append(indent, name, present));
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> append(indent, name, each));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> append(indent, name + " " + key, each));
        } else if (value instanceof Record nested && !isOneWord(nested)) {
            lines.add(indent + name);
            components(nested, indent + INDENT);
        } else if (value != null) {
            lines.add(indent + name + " " + value);
        }
    }

    /** A record with a text of its own (an endpoint, an id) is better shown by that. */
    private static boolean isOneWord(Record value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() == value.getClass()
                    && !value.toString().startsWith(value.getClass().getSimpleName() + "[");
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
