// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.carp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.config.internal.interpret.Host;
import io.mainstay.config.internal.interpret.Scripts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code carp_instance} blocks of a configuration. */
public final class CarpBlocks {
    private CarpBlocks() {}

    /**
     * Reads them.
     *
     * @param top the top level
     * @param scripts reads scripts with the default account
     * @param origins gets the place of each block, as {@code carp_instance NAME}
     * @param diagnostics for what is no error or warning of a reader
     */
    public static CarpConfiguration read(
            BlockReader top, Scripts scripts, Host host, Map<String, Position> origins, List<Diagnostic> diagnostics) {
        List<CarpInstance> instances = new ArrayList<>();
        Map<String, Position> names = new HashMap<>();
        for (BlockReader block : top.blocks("carp_instance")) {
            List<Word> arguments = block.block().arguments();
            if (arguments.isEmpty()) {
                block.error(
                        DiagnosticKind.MISSING_PARAMETER,
                        block.block().at(),
                        "'carp_instance' needs a name: carp_instance NAME { … }");
                continue;
            }
            block.rejectSurplus(block.block(), 1);
            String name = arguments.get(0).text();
            Position first = names.putIfAbsent(name, block.block().at());
            if (first != null) {
                block.error(
                        DiagnosticKind.GENERAL,
                        arguments.get(0).at(),
                        "there is a carp_instance '" + name + "' already",
                        "that one is at " + first + "; give this one another name");
            }
            new InstanceBlock(name, block, scripts).read().ifPresent(instance -> {
                instances.add(instance);
                origins.put("carp_instance " + name, block.block().at());
            });
        }
        return new CarpConfiguration(instances);
    }
}
