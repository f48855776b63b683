// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.platform.ControlThread;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A control thread that is a thread. */
final class TestControlThread implements ControlThread, AutoCloseable {
    private volatile Thread thread;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "test-control");
        made.setDaemon(true);
        thread = made;
        return made;
    });

    /** Runs a task and waits for its end. */
    void run(Runnable task) {
        call(Executors.callable(task));
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public <T> T call(Callable<T> task) {
        try {
            return executor.submit(task).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
