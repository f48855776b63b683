// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.List;

/**
 * Equal checks of one target. One of them, the driver, stands in the timer heap and is probed; what comes of it counts for the
 * others, too, so that all have the same state. Each keeps its own counters and history, and can be held by {@code ha_suspend}
 * alone.
 *
 * <p>Thread-safety: engine thread.
 */
final class Shared {
    final List<Check> members;
    Check driver;

    Shared(List<Check> members, Check driver) {
        this.members = members;
        this.driver = driver;
    }

    /** The first that is not suspended; null when all are. */
    Check firstAwake() {
        for (Check member : members) {
            if (!member.removed && !member.isSuspended()) {
                return member;
            }
        }
        return null;
    }
}
