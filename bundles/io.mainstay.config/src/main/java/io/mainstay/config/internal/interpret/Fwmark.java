// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import java.util.Optional;

/** Firewall marks and the address family that goes with them. */
final class Fwmark {
    private static final long GREATEST = 0xffff_ffffL;

    private Fwmark() {}

    /** The mark at an argument. */
    static Optional<Long> read(BlockReader reader, ConfigNode node, int index) {
        Optional<Word> word = node.argument(index);
        Optional<Long> mark = word.flatMap(w -> Values.integer(w.text())).filter(n -> n >= 1 && n <= GREATEST);
        if (mark.isEmpty()) {
            reader.error(
                    word.isEmpty() ? DiagnosticKind.MISSING_PARAMETER : DiagnosticKind.INVALID_NUMBER,
                    word.map(Word::at).orElse(node.at()),
                    word.map(w -> "'" + w + "' is not valid for 'fwmark': ").orElse("'fwmark' needs a mark: ")
                            + "expected a whole number from 1 to " + GREATEST);
        }
        return mark;
    }

    /** {@code inet} or {@code inet6}; whether it is the latter. */
    static Optional<Boolean> family(BlockReader reader, Word word) {
        if (word.text().equals("inet") || word.text().equals("inet6")) {
            return Optional.of(word.text().equals("inet6"));
        }
        reader.error(
                DiagnosticKind.GENERAL, word.at(), "'" + word + "' is not an address family: expected inet or inet6");
        return Optional.empty();
    }
}
