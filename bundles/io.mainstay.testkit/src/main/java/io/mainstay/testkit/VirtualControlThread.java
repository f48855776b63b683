// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.platform.ControlThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/** A {@link ControlThread} on the test's own thread and a {@link VirtualTime}: tasks run before the call returns. */
public final class VirtualControlThread implements ControlThread {
    private final VirtualTime time;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private boolean running;

    public VirtualControlThread(VirtualTime time) {
        this.time = time;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Runnable cancel = time.schedule(delay, () -> execute(task));
        return cancel::run;
    }

    @Override
    public <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void execute(Runnable task) {
        queue.add(task);
        if (running) {
            return;
        }
        running = true;
        try {
            while (!queue.isEmpty()) {
                queue.poll().run();
            }
        } finally {
            running = false;
        }
    }
}
