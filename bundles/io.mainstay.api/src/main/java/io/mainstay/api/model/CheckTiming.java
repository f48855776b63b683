// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a check is probed and how its outcomes count, after inheritance from real server and virtual server. What is empty
 * is decided by the checker type's defaults, once its plugin is there.
 *
 * @param delayLoop the period
 * @param retry further failures in a row, after the first, before the check goes down; 0 or more
 * @param delayBeforeRetry time between such attempts
 * @param warmup greatest random part of the first delay; empty means {@code delayLoop}; zero means none
 * @param rise successes in a row, of all steps, before a check that is down goes up; 1 or more
 * @param jitter greatest random part added to each period, so that checks do not march in step
 * @param alpha whether the check starts down
 * @param logAllFailures whether each failed probe is logged, not only transitions
 */
public record CheckTiming(
        Duration delayLoop,
        OptionalInt retry,
        Optional<Duration> delayBeforeRetry,
        Optional<Duration> warmup,
        int rise,
        Duration jitter,
        boolean alpha,
        boolean logAllFailures) {

    public CheckTiming {
        Objects.requireNonNull(delayLoop, "delayLoop");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(delayBeforeRetry, "delayBeforeRetry");
        Objects.requireNonNull(warmup, "warmup");
        Objects.requireNonNull(jitter, "jitter");
    }
}
