// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.WordForm;
import io.mainstay.api.option.ValueDescription.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** From the declared type of a value to the form of its word. Pure. */
final class Words {
    private static final String ANY_WORD = "one word, quoted if it has blanks";

    private Words() {}

    /**
     * How a word is read, and what is said about it.
     *
     * @param form reads it
     * @param description describes it
     */
    record Syntax(WordForm<Object> form, ValueDescription description) {
        /** The value of a word that the plugin's author has written. */
        Object ofAuthor(String word, Declaration declaration) {
            return form.parser()
                    .apply(word)
                    .orElseThrow(
                            () -> declaration.wrong("has the default '" + word + "', which is not " + form.expected()));
        }
    }

    /** Empty when the type is not one of a single word. */
    static Optional<Syntax> syntax(Declaration d) {
        Class<?> type = d.type();
        if (type == String.class) {
            return Optional.of(text(d));
        }
        if (type == int.class || type == Integer.class) {
            return Optional.of(
                    number(d, Type.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE, n -> n.map(Long::intValue)));
        }
        if (type == long.class || type == Long.class) {
            long most = 999_999_999_999_999_999L; // what Values.integer takes
            return Optional.of(number(d, Type.LONG, -most, most, n -> n));
        }
        if (type == Duration.class) {
            return Optional.of(seconds(d));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(of(
                    DiagnosticKind.GENERAL,
                    new ValueDescription(Type.BOOLEAN, "one of on, off, true, false, yes, no", "", "", "", List.of()),
                    List.of("on", "off", "true", "false", "yes", "no"),
                    Values::bool));
        }
        if (type == InetAddress.class) {
            return Optional.of(of(
                    DiagnosticKind.GENERAL,
                    new ValueDescription(Type.ADDRESS, form(d, "an IPv4 or IPv6 address"), "", "", "", List.of()),
                    List.of(),
                    Values::address));
        }
        return type.isEnum() ? Optional.of(choice(d)) : own(d);
    }

    private static Syntax of(
            DiagnosticKind kind,
            ValueDescription description,
            List<String> choices,
            Function<String, ? extends Optional<?>> parser) {
        @SuppressWarnings("unchecked") // an Optional of anything is one of Object: it is only read
        Function<String, Optional<Object>> anything = (Function<String, Optional<Object>>) parser;
        return new Syntax(new WordForm<>(kind, description.expected(), choices, anything), description);
    }

    private static String form(Declaration d, String otherwise) {
        return d.form().isEmpty() ? otherwise : d.form();
    }

    private static Syntax text(Declaration d) {
        ValueDescription description = new ValueDescription(Type.TEXT, form(d, ANY_WORD), "", "", d.unit(), List.of());
        if (d.pattern().isEmpty()) {
            return of(DiagnosticKind.GENERAL, description, List.of(), Optional::of);
        }
        Pattern pattern = Pattern.compile(d.pattern());
        return of(
                DiagnosticKind.GENERAL,
                description,
                List.of(),
                word -> pattern.matcher(word).matches() ? Optional.of(word) : Optional.empty());
    }

    private static Syntax number(
            Declaration d, Type type, long least, long most, Function<Optional<Long>, Optional<?>> narrow) {
        long min = bound(d, d.min(), least);
        long max = bound(d, d.max(), most);
        String what = form(d, "a whole number") + (d.unit().isEmpty() ? "" : " of " + d.unit()) + " from " + min
                + " to " + max;
        String shownMin = d.min();
        String shownMax = d.max();
        return of(
                DiagnosticKind.INVALID_NUMBER,
                new ValueDescription(type, what, shownMin, shownMax, d.unit(), List.of()),
                List.of(),
                word -> narrow.apply(Values.integer(word).filter(n -> n >= min && n <= max)));
    }

    private static long bound(Declaration d, String text, long otherwise) {
        return text.isEmpty()
                ? otherwise
                : Values.integer(text).orElseThrow(() -> d.wrong("has the bound '" + text + "', which is no number"));
    }

    private static Syntax seconds(Declaration d) {
        Duration min = bound(d, d.min(), Duration.ZERO);
        Duration max = bound(d, d.max(), Duration.ofSeconds(Integer.MAX_VALUE));
        return of(
                DiagnosticKind.INVALID_NUMBER,
                new ValueDescription(
                        Type.SECONDS,
                        "seconds from " + seconds(min) + " to " + seconds(max),
                        d.min(),
                        d.max(),
                        "seconds",
                        List.of()),
                List.of(),
                word -> Values.timer(word).filter(t -> t.compareTo(min) >= 0 && t.compareTo(max) <= 0));
    }

    private static Duration bound(Declaration d, String text, Duration otherwise) {
        return text.isEmpty()
                ? otherwise
                : Values.timer(text).orElseThrow(() -> d.wrong("has the bound '" + text + "', which is no time"));
    }

    private static String seconds(Duration d) {
        return BigDecimal.valueOf(d.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    private static Syntax choice(Declaration d) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : d.type().getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            constants.put(spelling(d, name), constant);
        }
        List<String> words = List.copyOf(constants.keySet());
        return of(
                DiagnosticKind.GENERAL,
                new ValueDescription(
                        Type.CHOICE, "one of " + String.join(", ", new TreeSet<>(words)), "", "", "", words),
                words,
                word -> Optional.ofNullable(constants.get(word)));
    }

    private static String spelling(Declaration d, String constant) {
        try {
            Spelled spelled = d.type().getField(constant).getAnnotation(Spelled.class);
            return spelled == null ? constant.toLowerCase(Locale.ROOT) : spelled.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // each constant is a public field
        }
    }

    private static Optional<Syntax> own(Declaration d) {
        for (Method method : d.type().getDeclaredMethods()) {
            Form form = method.getAnnotation(Form.class);
            if (form != null) {
                return Optional.of(of(
                        DiagnosticKind.GENERAL,
                        new ValueDescription(Type.TEXT, form(d, form.value()), "", "", d.unit(), List.of()),
                        List.of(),
                        call(d, method)));
            }
        }
        return Optional.empty();
    }

    private static Function<String, Optional<?>> call(Declaration d, Method method) {
        if (!Modifier.isStatic(method.getModifiers())
                || method.getParameterCount() != 1
                || method.getParameterTypes()[0] != String.class) {
            throw d.wrong("is a " + d.type().getSimpleName() + ", whose " + method.getName()
                    + " is annotated with @Form; that must be static and take one String");
        }
        MethodHandle handle;
        try {
            method.setAccessible(true);
            handle = MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it is accessible
        }
        return word -> {
            try {
                Object value = handle.invoke(word);
                return value instanceof Optional<?> optional ? optional : Optional.ofNullable(value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
