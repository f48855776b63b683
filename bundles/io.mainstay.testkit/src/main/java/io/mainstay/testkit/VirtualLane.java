// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.platform.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

/**
 * A {@link Lane} on the test's own thread: a task runs at the next move of the {@link VirtualTime}, even one by zero. It can be
 * blocked, as by a checker that does not return.
 *
 * <p>Thread-safety: one thread.
 */
public final class VirtualLane implements Lane {
    private final String name;
    private final VirtualTime time;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean blocked;
    private boolean closed;
    private int tasks;

    VirtualLane(String name, VirtualTime time) {
        this.name = name;
        this.time = time;
    }

    public String name() {
        return name;
    }

    /** From now on, tasks wait. */
    public void block() {
        blocked = true;
    }

    /** Runs what has waited. */
    public void unblock() {
        blocked = false;
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    /** How many tasks it has been given. */
    public int tasks() {
        return tasks;
    }

    @Override
    public Thread thread() {
        return tasks == 0 ? null : Thread.currentThread();
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(name + " is closed");
        }
        tasks++;
        time.schedule(Duration.ZERO, () -> {
            if (blocked) {
                waiting.add(task);
            } else {
                task.run();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
