// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until the test moves it, and the tasks that are due on the way. Tasks run on the test's
 * thread, in order of their time, then of their registration; while one runs, the clock shows its time.
 *
 * <p>Thread-safety: one thread moves it; others may read the clock.
 */
public final class VirtualTime implements NanoClock {
    private static final Comparator<Task> BY_TIME = (a, b) -> {
        int time = Long.compare(a.at - b.at, 0);
        return time != 0 ? time : Long.compare(a.order, b.order);
    };

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(BY_TIME);
    private volatile long now;
    private long order;

    /** Starts near the wrap-around of a long, so that code that compares instead of subtracting fails. */
    public VirtualTime() {
        this(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());
    }

    public VirtualTime(long startNanos) {
        now = startNanos;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Runs {@code task} once the clock has moved by {@code delay}; zero means at the next move, even one by zero. */
    public Runnable schedule(Duration delay, Runnable task) {
        Task entry = new Task(now + Math.max(0, delay.toNanos()), order++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    /** Moves the clock, running what becomes due, also what those tasks schedule within the time. */
    public void advance(Duration by) {
        long end = now + by.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at - end <= 0) {
            Task next = tasks.poll();
            now = next.at;
            next.task.run();
        }
        now = end;
    }

    /** How many tasks wait. */
    public int pending() {
        return tasks.size();
    }

    private record Task(long at, long order, Runnable task) {}
}
