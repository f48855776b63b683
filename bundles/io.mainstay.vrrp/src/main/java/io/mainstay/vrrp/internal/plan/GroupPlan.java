// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.model.vrrp.SyncGroup;
import java.util.Optional;

/**
 * Routers that are MASTER together or not at all.
 *
 * @param name of the sync group, or of the dual-stack instance that is a group of its own
 * @param configured empty when nobody is told of the group, because it is a dual-stack instance
 */
public record GroupPlan(String name, Optional<SyncGroup> configured) {}
