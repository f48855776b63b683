// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;
import java.util.Objects;

/**
 * {@code vrrp_sync_group}: instances that are MASTER together or not at all.
 *
 * @param name unique
 * @param members names of instances, all existing, each in one group only; at least one
 * @param trackers apply to all members
 * @param memberWeights {@code sync_group_tracking_weight}: weights of the members' own trackers count; otherwise they have
 *     been left out of the members already, and only their trackers without weight remain
 * @param notifications of the group
 */
public record SyncGroup(
        String name, List<String> members, Trackers trackers, boolean memberWeights, Notifications notifications) {
    public SyncGroup {
        Objects.requireNonNull(name, "name");
        members = List.copyOf(members);
        Objects.requireNonNull(trackers, "trackers");
        Objects.requireNonNull(notifications, "notifications");
    }
}
