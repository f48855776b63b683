// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import java.util.List;

/** Says, where it is given, what to use instead. */
record DeprecatedReader(Declaration d, ComponentReader reader) implements ComponentReader {
    @Override
    public Object read(BlockReader block) {
        for (ConfigNode statement : block.block().all(d.keyword())) {
            block.warning(
                    DiagnosticKind.DEPRECATED,
                    statement.at(),
                    "'" + d.keyword() + "' is deprecated",
                    d.option().deprecated());
        }
        return reader.read(block);
    }

    @Override
    public Object absent() {
        return reader.absent();
    }

    @Override
    public List<OptionDescription> descriptions() {
        return reader.descriptions();
    }
}
