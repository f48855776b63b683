// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.carp;

import java.util.List;

/**
 * All that is configured for CARP.
 *
 * @param instances in configured order, names unique
 */
public record CarpConfiguration(List<CarpInstance> instances) {
    /** Nothing configured. */
    public static final CarpConfiguration EMPTY = new CarpConfiguration(List.of());

    public CarpConfiguration {
        instances = List.copyOf(instances);
    }
}
