// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import java.util.Locale;

/**
 * A tracker as one router weighs it.
 *
 * @param kind what is tracked
 * @param name of the interface, script, file, process or BFD instance
 * @param weight 0: the bad result is a fault
 * @param reverse see {@link io.mainstay.api.model.vrrp.Tracked}
 */
public record TrackerRef(Kind kind, String name, int weight, boolean reverse) {
    /** {@code "script chk_http"}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    /** What can be tracked. */
    public enum Kind {
        INTERFACE,
        SCRIPT,
        FILE,
        PROCESS,
        BFD
    }
}
