// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.carp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.config.internal.interpret.Host;
import io.mainstay.config.internal.interpret.Scripts;
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
        return CarpConfiguration.EMPTY;
    }
}
