// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import java.util.List;

/**
 * What an instance's trackers make of its priority: base plus contributions, from 1 to 254. The address owner (255) keeps
 * its priority, and nobody else can reach it.
 *
 * @param priority 1 to 255, what is advertised
 * @param fault a tracker without weight failed
 * @param undecided a tracker has no result yet: the instance waits in INIT
 */
public record EffectivePriority(int priority, boolean fault, boolean undecided) {
    public static final int OWNER = 255;
    private static final int LOWEST = 1;
    private static final int HIGHEST = 254;

    /** @param base the configured priority, 1 to 255 */
    public static EffectivePriority of(int base, List<? extends PriorityTracker> trackers) {
        long sum = base;
        boolean fault = false;
        boolean undecided = false;
        for (PriorityTracker tracker : trackers) {
            sum += tracker.contribution();
            fault |= tracker.faults();
            undecided |= tracker.undecided();
        }
        int priority = base == OWNER ? OWNER : (int) Math.max(LOWEST, Math.min(HIGHEST, sum));
        return new EffectivePriority(priority, fault, undecided);
    }
}
