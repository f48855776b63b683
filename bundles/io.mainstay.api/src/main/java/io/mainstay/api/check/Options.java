// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import java.util.Objects;

/**
 * The options of one check.
 *
 * @param type the checker type as configured; tells a factory of several types which one is meant
 * @param node the check's statement and block, without the keywords that the engine reads ({@code retry},
 *     {@code delay_before_retry}, {@code warmup}, {@code delay_loop}, {@code alpha}, {@code log_all_failures},
 *     {@code rise}, {@code jitter})
 */
public record Options(String type, ConfigNode node) {

    public Options {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(node, "node");
    }

    /** A fresh reader over the options. */
    public BlockReader reader() {
        return new BlockReader(node);
    }
}
