// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.option.OptionDescription.Shape;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Reads one component of a record from a statement. Thread-safety: immutable. */
interface ComponentReader {
    ValueDescription ADDRESS_AND_PORT = new ValueDescription(
            ValueDescription.Type.ADDRESS, "an IPv4 or IPv6 address and a port", "", "", "", List.of());

    /** The value; anything when something is wrong, which has been reported. */
    Object read(BlockReader block);

    /** The value when nothing is given; null when that is not enough. */
    Object absent();

    /** What it stands for: one, but for a record of further components. */
    List<OptionDescription> descriptions();

    default boolean isArgument() {
        return false;
    }

    /** @param index of the next argument, 0-based */
    static ComponentReader of(RecordComponent component, int index) {
        Option option = component.getAnnotation(Option.class);
        Argument argument = component.getAnnotation(Argument.class);
        if (component.isAnnotationPresent(Inline.class)) {
            return new InlinedReader(RecordReader.of(component.getType()));
        }
        if (argument != null) {
            Declaration d = Declaration.of(component, argument);
            Words.Syntax syntax = Words.syntax(d).orElseThrow(() -> d.wrong("is an argument, which is one word"));
            return new ArgumentReader(d, syntax, index);
        }
        if (option == null) {
            throw new IllegalArgumentException(
                    Declaration.where(component) + " needs one of @Option, @Argument and @Inline");
        }
        return ofOption(Declaration.of(component, option));
    }

    private static ComponentReader ofOption(Declaration d) {
        if (d.option().flag() && (d.type() != boolean.class || d.wrapping() != Declaration.Wrapping.NONE)) {
            throw d.wrong("is a flag, which is a plain boolean");
        }
        ComponentReader reader = ofType(d);
        return d.option().deprecated().isEmpty() ? reader : new DeprecatedReader(d, reader);
    }

    private static ComponentReader ofType(Declaration d) {
        if (d.type() == ConfigNode.class) {
            return new StatementReader(d, Shape.ANY, null, null, BlockReader::block);
        }
        if (d.type() == Endpoint.class) {
            return new StatementReader(
                    d,
                    Shape.VALUE,
                    ADDRESS_AND_PORT,
                    null,
                    statement -> statement.endpoint(statement.block()).orElse(null));
        }
        Optional<Words.Syntax> syntax = Words.syntax(d);
        if (syntax.isEmpty() && d.type().isRecord()) {
            RecordReader inner = RecordReader.of(d.type());
            return new StatementReader(d, inner.hasOptions() ? Shape.BLOCK : Shape.LINE, null, inner, inner::read);
        }
        Words.Syntax word = syntax.orElseThrow(() -> d.wrong("is a " + d.type().getSimpleName()
                + ", which nobody can read: make it a record, or give it a static method with @Form"));
        if (d.isList()) {
            return new WordsReader(d, word);
        }
        return new WordReader(d, word);
    }

    static OptionDescription describe(Declaration d, Shape shape, ValueDescription value, RecordReader inner) {
        return new OptionDescription(
                d.keyword(),
                shape,
                Optional.ofNullable(value),
                d.required(),
                d.isList(),
                d.defaultValue(),
                d.option() == null ? "" : d.option().otherwise(),
                d.help(),
                d.option() == null ? "" : d.option().deprecated(),
                inner == null ? List.of() : inner.arguments(),
                inner == null ? List.of() : inner.options());
    }
}
