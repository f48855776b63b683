// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.option.OptionDescription.Shape;
import java.util.ArrayList;
import java.util.List;

/** All words of all statements with the keyword. */
record WordsReader(Declaration d, Words.Syntax syntax) implements ComponentReader {
    @Override
    public Object read(BlockReader block) {
        List<ConfigNode> statements = block.nodes(d.keyword());
        if (statements.isEmpty()) {
            if (d.required()) {
                block.require(false, d.keyword(), syntax.form().expected());
            }
            return absent();
        }
        List<Object> values = new ArrayList<>();
        for (ConfigNode statement : statements) {
            block.rejectBlock(statement);
            if (statement.arguments().isEmpty()) {
                block.error(
                        DiagnosticKind.MISSING_PARAMETER,
                        statement.at(),
                        "'" + d.keyword() + "' needs at least one value: "
                                + syntax.form().expected());
            }
            for (Word word : statement.arguments()) {
                block.parse(word, statement, syntax.form()).ifPresent(values::add);
            }
        }
        return List.copyOf(values);
    }

    @Override
    public Object absent() {
        if (d.required()) {
            return null;
        }
        return d.defaultValue().isEmpty()
                ? List.of()
                : java.util.Arrays.stream(d.defaultValue().split(" "))
                        .map(word -> syntax.ofAuthor(word, d))
                        .toList();
    }

    @Override
    public List<OptionDescription> descriptions() {
        return List.of(ComponentReader.describe(d, Shape.WORDS, syntax.description(), null));
    }
}
