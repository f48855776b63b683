// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.Objects;

/**
 * Version and intervals.
 *
 * @param version 2 or 3
 * @param advertInterval version 2: whole seconds from 1 to 255; version 3: hundredths of a second, up to 40.95 s
 * @param downTimerAdverts missed adverts after which the master is down, 1 to 100
 */
public record VrrpTiming(int version, Duration advertInterval, int downTimerAdverts) {
    public VrrpTiming {
        Objects.requireNonNull(advertInterval, "advertInterval");
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("version " + version + " is neither 2 nor 3");
        }
    }
}
