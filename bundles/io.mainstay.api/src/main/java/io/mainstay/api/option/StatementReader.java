// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.option.OptionDescription.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Whole statements: lines, blocks, addresses with ports, or anything.
 *
 * @param value what its words are; null when a record or the plugin says
 * @param inner reads the record; null when it is none
 * @param read from a reader of the statement; null when it has reported something
 */
record StatementReader(
        Declaration d, Shape shape, ValueDescription value, RecordReader inner, Function<BlockReader, Object> read)
        implements ComponentReader {

    public StatementReader {
        boolean complete = inner != null && inner.ofNothing() != null;
        if (d.wrapping() == Declaration.Wrapping.NONE && !d.required() && !complete) {
            throw d.wrong("may be absent: it needs required = true, or to be an Optional");
        }
    }

    @Override
    public Object read(BlockReader block) {
        List<ConfigNode> statements = d.isList()
                ? block.nodes(d.keyword())
                : block.node(d.keyword()).map(List::of).orElse(List.of());
        if (statements.isEmpty()) {
            if (d.required()) {
                block.require(false, d.keyword(), d.help());
            }
            return absent();
        }
        List<Object> values = new ArrayList<>(statements.size());
        for (ConfigNode statement : statements) {
            Object value = readOne(block.within(statement));
            if (value != null) {
                values.add(value);
            }
        }
        if (d.isList()) {
            return List.copyOf(values);
        }
        return values.isEmpty() ? null : d.wrapping().wrap(values.get(0));
    }

    private Object readOne(BlockReader statement) {
        if (shape == Shape.BLOCK && !statement.block().hasBlock()) {
            statement.error(
                    DiagnosticKind.MISSING_OPEN_BRACE,
                    statement.block().at(),
                    "'" + d.keyword() + "' needs a block: '{ … }'");
            return null;
        }
        if (shape != Shape.BLOCK && shape != Shape.ANY) {
            statement.rejectBlock(statement.block());
        }
        Object value = read.apply(statement);
        if (shape == Shape.BLOCK) {
            statement.rejectUnread();
        }
        return value;
    }

    @Override
    public Object absent() {
        if (d.required()) {
            return null;
        }
        return d.wrapping() == Declaration.Wrapping.NONE
                ? inner.ofNothing()
                : d.wrapping().absent();
    }

    @Override
    public List<OptionDescription> descriptions() {
        return List.of(ComponentReader.describe(d, shape, value, inner));
    }
}
