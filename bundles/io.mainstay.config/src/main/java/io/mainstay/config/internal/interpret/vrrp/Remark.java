// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import java.util.List;

/** A warning at a keyword, or at the block when the keyword is not in it. */
final class Remark {
    private Remark() {}

    static void on(BlockReader reader, String keyword, String message, String hint) {
        List<ConfigNode> nodes = reader.nodes(keyword);
        reader.warning(
                DiagnosticKind.WARNING,
                nodes.isEmpty() ? reader.block().at() : nodes.get(0).at(),
                message,
                hint);
    }
}
