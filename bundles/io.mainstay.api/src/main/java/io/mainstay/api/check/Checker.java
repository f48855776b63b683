// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import java.time.Duration;

/**
 * Judges one target. Immutable: whatever a probe needs beyond its options lives in that probe. One check never has two
 * probes at the same time, but a probe that was abandoned may still be ending while the next one runs.
 *
 * <p>Implement {@link AsyncChecker} or {@link BlockingChecker}.
 */
public sealed interface Checker permits AsyncChecker, BlockingChecker {

    /** What is checked, for logs and {@code status}: {@code "TCP 10.0.0.1:80"}. Short, without secrets. */
    String describe();

    /**
     * The longest time that one probe may take. The engine ends a probe that takes longer as
     * {@link FailReason#TIMEOUT failed by time-out}, cancels it and counts it as overrun.
     */
    Duration timeLimit();

    /**
     * As {@link #timeLimit()}, for a checker whose limit depends on how often it is probed. The engine asks this one, again
     * when the period changes; {@link ProbeContext#remaining()} tells a probe what it has got.
     *
     * @param period the check's {@code delay_loop}
     */
    default Duration timeLimit(Duration period) {
        return timeLimit();
    }

    /**
     * How many things this checker looks at one after the other, one per probe (the URLs of HTTP_GET). The engine walks
     * through them; {@link ProbeContext#step()} says which one is due. At least 1.
     */
    default int steps() {
        return 1;
    }

    /**
     * With several steps: whether, after the failed step has succeeded again, the others follow at once instead of one per
     * period.
     */
    default boolean fastRecovery() {
        return false;
    }
}
