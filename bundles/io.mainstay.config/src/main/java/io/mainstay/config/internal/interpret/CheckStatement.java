// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.platform.KeepalivedCheckers;
import java.util.ArrayList;
import java.util.List;

/**
 * One check as it is written: a statement whose keyword is in capitals and has a block. The engine's keywords are taken out
 * and become the timing; what is left is the checker's, whose factory judges it.
 *
 * @param timing what the check itself says about it
 * @param options for the checker
 */
record CheckStatement(Timing timing, ConfigNode options) {

    static boolean isCheck(ConfigNode node) {
        return node.hasBlock() ? isType(node.name()) : KeepalivedCheckers.TYPES.contains(node.name());
    }

    private static boolean isType(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean first = c >= 'A' && c <= 'Z';
            if (!first && (i == 0 || !(c >= '0' && c <= '9' || c == '_'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static CheckStatement of(ConfigNode node, List<Diagnostic> diagnostics) {
        return new CheckStatement(Timing.ofCheck(new BlockReader(node, diagnostics)), withoutTiming(node));
    }

    String type() {
        return options.name();
    }

    private static ConfigNode withoutTiming(ConfigNode node) {
        List<ConfigNode> options = new ArrayList<>(node.block().size());
        for (ConfigNode statement : node.block()) {
            if (!Timing.KEYWORDS.contains(statement.name())) {
                options.add(statement);
            }
        }
        return options.size() == node.block().size()
                ? node
                : ConfigNode.block(node.keyword(), node.arguments(), options);
    }
}
