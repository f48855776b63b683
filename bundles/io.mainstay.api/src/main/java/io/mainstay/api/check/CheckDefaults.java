// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import java.time.Duration;
import java.util.Optional;

/**
 * Timing defaults of a checker type, as keepalived has them per type.
 *
 * @param retry further failures in a row, after the first, before an up check goes down
 * @param delayBeforeRetry time between such attempts; empty means the check's {@code delay_loop}
 * @param retriesWhileDown whether a down check makes its retries in each period too (SMTP_CHECK does)
 * @param periodFrom what {@code delay_loop} is counted from
 * @param downPeriod how often a down check is probed
 */
public record CheckDefaults(
        int retry,
        Optional<Duration> delayBeforeRetry,
        boolean retriesWhileDown,
        PeriodFrom periodFrom,
        DownPeriod downPeriod) {

    /** From which moment of a probe the next one is scheduled. */
    public enum PeriodFrom {
        START,
        END
    }

    /** The period of a check that is down. */
    public enum DownPeriod {
        DELAY_LOOP,
        LONGER_OF_DELAY_LOOP_AND_RETRY_DELAY
    }

    /** One retry after one second; what most checkers have. */
    public static final CheckDefaults STANDARD =
            new CheckDefaults(1, Optional.of(Duration.ofSeconds(1)), false, PeriodFrom.END, DownPeriod.DELAY_LOOP);
}
