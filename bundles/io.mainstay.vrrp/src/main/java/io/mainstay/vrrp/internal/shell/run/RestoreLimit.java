// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

/**
 * How often an instance puts back what somebody deletes: {@value #BURST} times at once, then once a second. Somebody who deletes
 * on purpose and all the time must not keep the loop, and the network with announcements, busy.
 *
 * <p>Thread-safety: time-critical loop.
 */
final class RestoreLimit {
    static final int BURST = 8;
    static final long PERIOD_NANOS = 1_000_000_000L;

    private int tokens = BURST;
    private long filledAt;
    private boolean used;

    /** Whether it may be done now; uses one up when it may. */
    boolean take(long now) {
        refill(now);
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    /** When {@link #take} will be possible again, after it was not. */
    long nextAt() {
        return filledAt + PERIOD_NANOS;
    }

    private void refill(long now) {
        if (!used) {
            used = true;
            filledAt = now;
            return;
        }
        long periods = (now - filledAt) / PERIOD_NANOS;
        if (periods > 0) {
            tokens = (int) Math.min(BURST, tokens + periods);
            filledAt += periods * PERIOD_NANOS;
        }
    }
}
