// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.option.OptionDescription.Shape;
import java.util.List;
import java.util.Optional;

/** One word; also a switch, which may go without. */
record WordReader(Declaration d, Words.Syntax syntax, Shape shape, Object absent) implements ComponentReader {
    WordReader(Declaration d, Words.Syntax syntax) {
        this(d, syntax, shape(d), absent(d, syntax));
    }

    private static Shape shape(Declaration d) {
        boolean bool = d.type() == boolean.class || d.type() == Boolean.class;
        return d.option().flag() ? Shape.FLAG : bool ? Shape.SWITCH : Shape.VALUE;
    }

    private static Object absent(Declaration d, Words.Syntax syntax) {
        if (d.isOptional()) {
            return d.wrapping().absent();
        }
        if (!d.defaultValue().isEmpty()) {
            return syntax.ofAuthor(d.defaultValue(), d);
        }
        if (d.required()) {
            return null;
        }
        if (shape(d) == Shape.VALUE) {
            throw d.wrong("may be absent: it needs a defaultValue, required = true, or to be an Optional");
        }
        return false;
    }

    @Override
    public Object read(BlockReader block) {
        Optional<?> value = switch (shape) {
            case FLAG -> Optional.of(block.flag(d.keyword()));
            case SWITCH -> block.bool(d.keyword());
            default -> block.value(d.keyword(), syntax.form());
        };
        if (value.isPresent()) {
            return d.isOptional() ? d.wrapping().wrap(value.get()) : value.get();
        }
        if (d.required()) {
            block.require(false, d.keyword(), syntax.form().expected());
        }
        return absent;
    }

    @Override
    public List<OptionDescription> descriptions() {
        return List.of(ComponentReader.describe(d, shape, syntax.description(), null));
    }
}
