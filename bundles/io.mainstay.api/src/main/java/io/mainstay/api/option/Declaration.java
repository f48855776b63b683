// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One annotated component of a record: what {@link Option} and {@link Argument} have in common, and the type taken apart.
 *
 * @param where names the component in messages to the plugin's author
 * @param option null for an argument
 * @param type what is inside of {@code Optional} and {@code List}
 */
record Declaration(
        String where,
        Option option,
        String keyword,
        String help,
        String defaultValue,
        boolean required,
        String min,
        String max,
        String unit,
        String form,
        String pattern,
        Wrapping wrapping,
        Class<?> type) {

    /** What is around a component's type. */
    enum Wrapping {
        NONE,
        OPTIONAL,
        OPTIONAL_INT,
        OPTIONAL_LONG,
        LIST;

        Object absent() {
            return switch (this) {
                case NONE -> null;
                case OPTIONAL -> Optional.empty();
                case OPTIONAL_INT -> OptionalInt.empty();
                case OPTIONAL_LONG -> OptionalLong.empty();
                case LIST -> List.of();
            };
        }

        Object wrap(Object value) {
            return switch (this) {
                case NONE, LIST -> value;
                case OPTIONAL -> Optional.of(value);
                case OPTIONAL_INT -> OptionalInt.of((Integer) value);
                case OPTIONAL_LONG -> OptionalLong.of((Long) value);
            };
        }
    }

    static Declaration of(RecordComponent component, Option o) {
        String keyword = o.keyword().isEmpty() ? keyword(component.getName()) : o.keyword();
        Declaration d = new Declaration(
                where(component),
                o,
                keyword,
                o.help(),
                o.defaultValue(),
                o.required(),
                o.min(),
                o.max(),
                o.unit(),
                o.form(),
                o.pattern(),
                wrapping(component),
                inner(component));
        if (d.required() && (d.isOptional() || !d.defaultValue().isEmpty())) {
            throw d.wrong("is required, so it can be neither optional nor have a default");
        }
        if (!d.defaultValue().isEmpty() && d.isOptional()) {
            throw d.wrong("has a default, so it is never empty: leave Optional away");
        }
        return d;
    }

    static Declaration of(RecordComponent component, Argument a) {
        Wrapping wrapping = wrapping(component);
        return new Declaration(
                where(component),
                null,
                keyword(component.getName()),
                a.help(),
                a.defaultValue(),
                wrapping == Wrapping.NONE && a.defaultValue().isEmpty(),
                a.min(),
                a.max(),
                a.unit(),
                a.form(),
                a.pattern(),
                wrapping,
                inner(component));
    }

    static String where(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    /** {@code connectTimeout} to {@code connect_timeout}. */
    static String keyword(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    boolean isOptional() {
        return wrapping != Wrapping.NONE && wrapping != Wrapping.LIST;
    }

    boolean isList() {
        return wrapping == Wrapping.LIST;
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(where + " " + what);
    }

    private static Wrapping wrapping(RecordComponent component) {
        Class<?> raw = component.getType();
        if (raw == Optional.class) {
            return Wrapping.OPTIONAL;
        }
        if (raw == OptionalInt.class) {
            return Wrapping.OPTIONAL_INT;
        }
        if (raw == OptionalLong.class) {
            return Wrapping.OPTIONAL_LONG;
        }
        return raw == List.class ? Wrapping.LIST : Wrapping.NONE;
    }

    private static Class<?> inner(RecordComponent component) {
        Class<?> raw = component.getType();
        if (raw == OptionalInt.class) {
            return int.class;
        }
        if (raw == OptionalLong.class) {
            return long.class;
        }
        if (raw != Optional.class && raw != List.class) {
            return raw;
        }
        if (component.getGenericType() instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (argument instanceof Class<?> type) {
                return type;
            }
        }
        throw new IllegalArgumentException(where(component) + " is a type of " + raw.getSimpleName()
                + " that nobody can read: what is inside must be a class");
    }
}
