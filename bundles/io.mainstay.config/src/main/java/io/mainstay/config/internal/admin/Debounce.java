// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Runs an action once after a burst of calls: when {@link #QUIET} has passed without another call, at the latest
 * {@link #PATIENCE} after the first.
 *
 * <p>Thread-safety: any thread; the action runs on the scheduler's.
 */
final class Debounce {
    static final Duration QUIET = Duration.ofMillis(10);
    static final Duration PATIENCE = Duration.ofMillis(500);

    private final NanoClock clock;
    private final BiConsumer<Duration, Runnable> schedule;
    private final Runnable action;
    private boolean pending;
    private long first;
    private long last;

    Debounce(NanoClock clock, BiConsumer<Duration, Runnable> schedule, Runnable action) {
        this.clock = clock;
        this.schedule = schedule;
        this.action = action;
    }

    void call() {
        synchronized (this) {
            last = clock.nanoTime();
            if (pending) {
                return;
            }
            pending = true;
            first = last;
        }
        schedule.accept(QUIET, this::look);
    }

    private void look() {
        synchronized (this) {
            long now = clock.nanoTime();
            boolean quiet = now - last >= QUIET.toNanos();
            pending = !quiet && now - first < PATIENCE.toNanos();
        }
        if (pending()) {
            schedule.accept(QUIET, this::look);
        } else {
            action.run();
        }
    }

    private synchronized boolean pending() {
        return pending;
    }
}
