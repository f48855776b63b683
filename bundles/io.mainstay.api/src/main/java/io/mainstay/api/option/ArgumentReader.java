// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.option.OptionDescription.Shape;
import java.util.ArrayList;
import java.util.List;

/** A word after the keyword. */
record ArgumentReader(Declaration d, Words.Syntax syntax, int index) implements ComponentReader {
    @Override
    public Object read(BlockReader block) {
        ConfigNode statement = block.block();
        List<Word> words = statement.arguments();
        if (d.isList()) {
            List<Object> rest = new ArrayList<>();
            for (int i = index; i < words.size(); i++) {
                block.parse(words.get(i), statement, syntax.form()).ifPresent(rest::add);
            }
            return List.copyOf(rest);
        }
        if (index < words.size()) {
            return block.parse(words.get(index), statement, syntax.form())
                    .map(d.wrapping()::wrap)
                    .orElse(null);
        }
        if (d.required()) {
            block.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    statement.at(),
                    "'" + statement.name() + "' needs a value: " + syntax.form().expected());
        }
        return absent();
    }

    @Override
    public Object absent() {
        return d.defaultValue().isEmpty() ? d.wrapping().absent() : syntax.ofAuthor(d.defaultValue(), d);
    }

    @Override
    public List<OptionDescription> descriptions() {
        return List.of(ComponentReader.describe(d, Shape.VALUE, syntax.description(), null));
    }

    @Override
    public boolean isArgument() {
        return true;
    }
}
