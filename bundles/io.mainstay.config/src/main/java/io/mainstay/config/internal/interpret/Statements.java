// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What several blocks ask of their statements besides values. */
public final class Statements {
    private Statements() {}

    /** A closed set of words under a keyword that has an alias; the alias counts when both are given. */
    static <T> Optional<T> choice(BlockReader reader, Map<String, T> choices, String keyword, String alias) {
        Optional<T> named = reader.choice(keyword, choices);
        return reader.choice(alias, choices).or(() -> named);
    }

    /** Where the value of the last statement with one of the keywords stands, its keyword's place when it has none. */
    static Optional<Position> valueAt(BlockReader reader, String... keywords) {
        Optional<Position> at = Optional.empty();
        for (String keyword : keywords) {
            for (ConfigNode node : reader.nodes(keyword)) {
                at = Optional.of(node.argument(0).map(Word::at).orElse(node.at()));
            }
        }
        return at;
    }

    /** Several blocks of one kind as a single one, placed where the first is; empty when there is none. */
    public static Optional<ConfigNode> merged(List<ConfigNode> blocks) {
        if (blocks.size() < 2) {
            return blocks.stream().findFirst();
        }
        List<ConfigNode> all = new ArrayList<>();
        blocks.forEach(block -> all.addAll(block.block()));
        return Optional.of(
                ConfigNode.block(blocks.get(0).keyword(), blocks.get(0).arguments(), all));
    }
}
