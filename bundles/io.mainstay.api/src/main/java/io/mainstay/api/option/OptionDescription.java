// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One option, for people and tools. Text only: it outlives the plugin that it describes without holding on to it.
 *
 * @param keyword as written; for an argument its name
 * @param shape how it is written
 * @param value what the word, or each of the words, may be; empty for other shapes
 * @param required whether it must be given
 * @param repeatable whether it may be given several times
 * @param defaultValue what applies when it is absent, as written; empty for nothing
 * @param otherwise what applies when it is absent, in words; empty for nothing
 * @param help one line
 * @param deprecated what to use instead; empty when it is not deprecated
 * @param arguments words after the keyword, of a line or block
 * @param options what stands in its block
 */
public record OptionDescription(
        String keyword,
        Shape shape,
        Optional<ValueDescription> value,
        boolean required,
        boolean repeatable,
        String defaultValue,
        String otherwise,
        String help,
        String deprecated,
        List<OptionDescription> arguments,
        List<OptionDescription> options) {

    /** How an option is written. */
    public enum Shape {
        /** {@code keyword word}. */
        VALUE,
        /** {@code keyword word word …}. */
        WORDS,
        /** {@code keyword} or {@code keyword on|off}. */
        SWITCH,
        /** {@code keyword}. */
        FLAG,
        /** {@code keyword} with {@link #arguments}. */
        LINE,
        /** {@code keyword} with {@link #arguments}, if any, and a block of {@link #options}. */
        BLOCK,
        /** Whatever the plugin makes of it. */
        ANY
    }

    public OptionDescription {
        Objects.requireNonNull(keyword, "keyword");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(otherwise, "otherwise");
        Objects.requireNonNull(help, "help");
        Objects.requireNonNull(deprecated, "deprecated");
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    /** How it is written, in brief: {@code connect_timeout SECONDS}, {@code weight FACTOR [DIRECTION]}, {@code url { … }}. */
    public String usage() {
        StringBuilder text = new StringBuilder(keyword);
        switch (shape) {
            case VALUE -> text.append(' ').append(placeholder());
            case WORDS -> text.append(' ').append(placeholder()).append(" …");
            case SWITCH -> text.append(" [on|off]");
            case FLAG -> {}
            case LINE, BLOCK -> {
                for (OptionDescription argument : arguments) {
                    String word = argument.placeholder() + (argument.repeatable() ? " …" : "");
                    text.append(' ').append(argument.required() ? word : "[" + word + "]");
                }
                text.append(shape == Shape.BLOCK ? " { … }" : "");
            }
            case ANY -> text.append(" …");
        }
        return text.toString();
    }

    private String placeholder() {
        return value.map(v -> switch (v.type()) {
                    case CHOICE -> String.join("|", v.choices());
                    case SECONDS -> "SECONDS";
                    case ADDRESS -> "ADDRESS";
                    case INTEGER, LONG -> "NUMBER";
                    default -> keyword.toUpperCase(java.util.Locale.ROOT);
                })
                .orElse(keyword.toUpperCase(java.util.Locale.ROOT));
    }
}
