// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.Objects;

/**
 * Gratuitous ARPs and unsolicited neighbour advertisements.
 *
 * @param repeat number in each burst, 1 or more
 * @param delay until the second burst; 0 is no second one
 * @param refresh period while MASTER; 0 is off
 * @param refreshRepeat number each period, 1 or more
 * @param lowerPriorityRepeat number when a lower priority was heard; 0 is none
 * @param lowerPriorityDelay until they are repeated; 0 is not
 * @param extraInterfaces {@code garp_extra_if}: period on interfaces other than the instance's; 0 is off
 * @param extraAll also on interfaces that are not macvlans
 */
public record Announcing(
        int repeat,
        Duration delay,
        Duration refresh,
        int refreshRepeat,
        int lowerPriorityRepeat,
        Duration lowerPriorityDelay,
        Duration extraInterfaces,
        boolean extraAll) {
    public static final Announcing DEFAULT =
            new Announcing(5, Duration.ofSeconds(5), Duration.ZERO, 1, 5, Duration.ofSeconds(5), Duration.ZERO, false);

    public Announcing {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(refresh, "refresh");
        Objects.requireNonNull(lowerPriorityDelay, "lowerPriorityDelay");
        Objects.requireNonNull(extraInterfaces, "extraInterfaces");
    }
}
