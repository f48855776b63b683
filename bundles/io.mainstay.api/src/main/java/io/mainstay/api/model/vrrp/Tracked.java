// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;

/**
 * What an instance or a sync group makes of a tracker's result.
 *
 * @param name of the interface, script, file, process or BFD instance
 * @param weight -254 to 254, inherited from the tracker when the reference gives none; with 0 a failure is a FAULT, otherwise
 *     the result moves the priority
 * @param reverse turns the sign round; with weight 0 success is the FAULT
 */
public record Tracked(String name, int weight, boolean reverse) {
    public Tracked {
        Objects.requireNonNull(name, "name");
        if (weight < -254 || weight > 254) {
            throw new IllegalArgumentException("weight " + weight + " is not in -254..254");
        }
    }
}
