// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.platform.KeepalivedCheckers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The checks of one real server: each statement whose keyword is written in capitals and has a block. The engine's
 * keywords are taken out and become the timing; what is left is the checker's, whose factory judges it.
 */
final class CheckBlock {
    private CheckBlock() {}

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

    /** Reads all checks of a real server's block. */
    static List<CheckSpec> read(
            BlockReader realServer,
            String virtualServer,
            CheckTarget target,
            Timing inherited,
            List<Diagnostic> diagnostics) {
        List<CheckSpec> checks = new ArrayList<>(1);
        Map<String, Integer> ordinals = new HashMap<>(2);
        for (ConfigNode node : realServer.block().block()) {
            if (!isCheck(node)) {
                continue;
            }
            String type = node.name();
            int ordinal = ordinals.merge(type, 1, Integer::sum);
            if (ordinal == 1) {
                realServer.leaveToOthers(type);
            }
            Timing timing = Timing.ofCheck(new BlockReader(node, diagnostics)).within(inherited);
            checks.add(new CheckSpec(
                    new CheckId(virtualServer, target.endpoint(), type, ordinal),
                    target,
                    timing.resolve(),
                    new Options(type, withoutTiming(node))));
        }
        return checks;
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
