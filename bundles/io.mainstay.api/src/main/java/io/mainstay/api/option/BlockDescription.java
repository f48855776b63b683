// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.util.List;
import java.util.Objects;

/**
 * All options of a plugin, for people and tools.
 *
 * @param summary what the plugin does, in one sentence; may be empty
 * @param arguments words after the keyword
 * @param options what stands in the block, in the order of the declaration
 */
public record BlockDescription(String summary, List<OptionDescription> arguments, List<OptionDescription> options) {
    public BlockDescription {
        Objects.requireNonNull(summary, "summary");
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }
}
