// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import java.util.List;

/** A record whose options stand among the others. */
record InlinedReader(RecordReader inner) implements ComponentReader {
    public InlinedReader {
        if (!inner.arguments().isEmpty()) {
            throw new IllegalArgumentException("a record that is inlined has no arguments");
        }
    }

    @Override
    public Object read(BlockReader block) {
        return inner.readOptions(block);
    }

    @Override
    public Object absent() {
        return inner.ofNothing();
    }

    @Override
    public List<OptionDescription> descriptions() {
        return inner.options();
    }
}
