// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import java.util.List;

/**
 * What one source contributes, as read at one moment.
 *
 * @param nodes top-level statements in order
 * @param diagnostics what the source itself found wrong: unreadable files, syntax
 */
public record Fragment(List<ConfigNode> nodes, List<Diagnostic> diagnostics) {
    /** Nothing configured, nothing wrong. */
    public static final Fragment EMPTY = new Fragment(List.of(), List.of());

    public Fragment {
        nodes = List.copyOf(nodes);
        diagnostics = List.copyOf(diagnostics);
    }
}
