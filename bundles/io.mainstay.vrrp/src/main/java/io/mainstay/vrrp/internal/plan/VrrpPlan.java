// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.model.vrrp.VrrpConfiguration;
import java.util.List;

/**
 * All that runs with one desired state.
 *
 * @param configuration as it was given
 * @param routers in configured order
 * @param groups in configured order; every {@link RouterPlan#group} is among them
 */
public record VrrpPlan(VrrpConfiguration configuration, List<RouterPlan> routers, List<GroupPlan> groups) {
    public static final VrrpPlan EMPTY = new VrrpPlan(VrrpConfiguration.EMPTY, List.of(), List.of());

    public VrrpPlan {
        routers = List.copyOf(routers);
        groups = List.copyOf(groups);
    }
}
