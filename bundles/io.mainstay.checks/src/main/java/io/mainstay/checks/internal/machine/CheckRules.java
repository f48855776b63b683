// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.model.CheckTiming;
import java.time.Duration;

/**
 * What decides when a check is probed and how outcomes count: the configured timing, completed by the checker type's
 * defaults and what the checker says about itself. Many checks share one instance.
 *
 * <p>Thread-safety: immutable.
 *
 * @param delayLoopNanos the period
 * @param retry further failures in a row, after the first, before the check goes down
 * @param retryDelayNanos from the end of a failed probe to its retry
 * @param retriesWhileDown whether a down check makes retries in each period too
 * @param fromStart whether periods count from a probe's start, not from its end
 * @param downPeriodNanos the period while the check is down
 * @param rise passes of all steps in a row before a down check goes up
 * @param jitterNanos greatest random part of each period
 * @param steps of the checker
 * @param fastRecovery whether steps follow one another at once after the failed one has passed
 */
public record CheckRules(
        long delayLoopNanos,
        int retry,
        long retryDelayNanos,
        boolean retriesWhileDown,
        boolean fromStart,
        long downPeriodNanos,
        int rise,
        long jitterNanos,
        int steps,
        boolean fastRecovery) {

    /** Completes a configured timing. */
    public static CheckRules of(CheckTiming timing, CheckDefaults defaults, int steps, boolean fastRecovery) {
        Duration loop = timing.delayLoop();
        Duration retryDelay =
                timing.delayBeforeRetry().or(defaults::delayBeforeRetry).orElse(loop);
        Duration down = defaults.downPeriod() == CheckDefaults.DownPeriod.LONGER_OF_DELAY_LOOP_AND_RETRY_DELAY
                        && retryDelay.compareTo(loop) > 0
                ? retryDelay
                : loop;
        return new CheckRules(
                loop.toNanos(),
                timing.retry().orElse(defaults.retry()),
                retryDelay.toNanos(),
                defaults.retriesWhileDown(),
                defaults.periodFrom() == CheckDefaults.PeriodFrom.START,
                down.toNanos(),
                Math.max(1, timing.rise()),
                timing.jitter().toNanos(),
                steps,
                fastRecovery);
    }

    // By hand, for the start: linking a record's own takes the JVM ten milliseconds for one with so many components.
    @Override
    public boolean equals(Object other) {
        return other instanceof CheckRules that
                && delayLoopNanos == that.delayLoopNanos
                && retry == that.retry
                && retryDelayNanos == that.retryDelayNanos
                && retriesWhileDown == that.retriesWhileDown
                && fromStart == that.fromStart
                && downPeriodNanos == that.downPeriodNanos
                && rise == that.rise
                && jitterNanos == that.jitterNanos
                && steps == that.steps
                && fastRecovery == that.fastRecovery;
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(delayLoopNanos);
        hash = 31 * hash + Long.hashCode(retryDelayNanos);
        hash = 31 * hash + Long.hashCode(downPeriodNanos);
        return 31 * (31 * (31 * hash + retry) + rise) + steps;
    }
}
