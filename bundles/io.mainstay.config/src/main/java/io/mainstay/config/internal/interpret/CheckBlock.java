// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The checks of one real server: its own, those that it names, and those that its virtual server names. */
final class CheckBlock {
    private final CheckBlocks blocks;
    private final String virtualServer;
    private final CheckTarget target;
    private final Timing inherited;
    private final List<CheckSpec> checks = new ArrayList<>(1);
    private final Map<String, Integer> ordinals = new HashMap<>(2);

    private CheckBlock(CheckBlocks blocks, String virtualServer, CheckTarget target, Timing inherited) {
        this.blocks = blocks;
        this.virtualServer = virtualServer;
        this.target = target;
        this.inherited = inherited;
    }

    /**
     * Reads all checks of a real server.
     *
     * @param named the virtual server's {@code check NAME} statements
     */
    static List<CheckSpec> read(
            BlockReader realServer,
            List<ConfigNode> named,
            CheckBlocks blocks,
            String virtualServer,
            CheckTarget target,
            Timing inherited,
            List<Diagnostic> diagnostics) {
        CheckBlock reading = new CheckBlock(blocks, virtualServer, target, inherited);
        for (ConfigNode node : realServer.block().block()) {
            if (CheckStatement.isCheck(node)) {
                if (!reading.ordinals.containsKey(node.name())) {
                    realServer.leaveToOthers(node.name());
                }
                blocks.resolve(realServer, CheckStatement.of(node, diagnostics)).ifPresent(reading::add);
            }
        }
        realServer
                .nodes(CheckBlocks.KEYWORD)
                .forEach(node -> blocks.named(realServer, node).forEach(reading::add));
        named.forEach(node -> blocks.named(realServer, node).forEach(reading::add));
        return reading.checks;
    }

    private void add(CheckStatement check) {
        int ordinal = ordinals.merge(check.type(), 1, Integer::sum);
        checks.add(new CheckSpec(
                new CheckId(virtualServer, target.endpoint(), check.type(), ordinal),
                target,
                check.timing().within(inherited).resolve(),
                new Options(check.type(), check.options()),
                blocks.sharesProbes()));
    }
}
