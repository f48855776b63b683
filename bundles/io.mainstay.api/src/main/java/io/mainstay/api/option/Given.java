// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import java.util.List;

/**
 * What the operator wrote, for conditions that concern several options: whether an option is given, and reports at its place.
 *
 * <p>Thread-safety: confined to the thread that reads.
 */
public final class Given {
    private final BlockReader reader;

    /** What stands in the block that {@code reader} reads; reports go there. */
    public Given(BlockReader reader) {
        this.reader = reader;
    }

    /** Whether the keyword stands in the block. */
    public boolean has(String keyword) {
        return !reader.block().all(keyword).isEmpty();
    }

    /** The place of the option's last value; of its keyword when it has none; of the block when it is not given. */
    public Position at(String keyword) {
        List<ConfigNode> given = reader.block().all(keyword);
        if (given.isEmpty()) {
            return reader.block().at();
        }
        ConfigNode last = given.get(given.size() - 1);
        return last.argument(0).map(Word::at).orElse(last.at());
    }

    /** The {@code index}-th block or line of this keyword, 0-based. */
    public Given inner(String keyword, int index) {
        return new Given(reader.within(reader.block().all(keyword).get(index)));
    }

    /** The statement itself. */
    public ConfigNode node() {
        return reader.block();
    }

    /** Refuses the configuration: {@code message} says what is wrong and what was expected. */
    public void error(String keyword, String message) {
        error(keyword, message, "");
    }

    /** As {@link #error(String, String)}, with what to do about it. */
    public void error(String keyword, String message, String hint) {
        reader.error(DiagnosticKind.GENERAL, at(keyword), message, hint);
    }

    /** Accepts the configuration, and says what is probably not meant. */
    public void warning(String keyword, String message, String hint) {
        reader.warning(DiagnosticKind.WARNING, at(keyword), message, hint);
    }
}
