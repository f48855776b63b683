// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs tasks at once, and delayed ones when their time has come. One thread. */
final class FakeWorker implements IpvsDataPlane.Worker {
    private record Due(long at, Runnable task) {}

    private final List<Due> due = new ArrayList<>();
    private long now;
    private long costNanos;

    /** What each look at the clock takes: how long a reading seems to last. */
    void cost(Duration perLook) {
        costNanos = perLook.toNanos();
    }

    void advance(Duration by) {
        long until = now + by.toNanos();
        while (true) {
            Due next = due.stream().min(Comparator.comparingLong(Due::at)).orElse(null);
            if (next == null || next.at() > until) {
                now = until;
                return;
            }
            due.remove(next);
            now = Math.max(now, next.at());
            next.task().run();
        }
    }

    boolean isIdle() {
        return due.isEmpty();
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        due.add(new Due(now + delay.toNanos(), task));
    }

    @Override
    public long nanoTime() {
        now += costNanos;
        return now;
    }
}
