// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;
import java.util.Objects;

/**
 * {@code track_group}: instances that go to FAULT when a static address, route or rule naming the group disappears and cannot be
 * restored.
 *
 * @param name unique
 * @param instances names, all existing
 */
public record TrackGroup(String name, List<String> instances) {
    public TrackGroup {
        Objects.requireNonNull(name, "name");
        instances = List.copyOf(instances);
    }
}
