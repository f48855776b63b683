// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plane's thread; started with its first task. Any thread. */
final class OwnThread implements IpvsDataPlane.Worker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnThread.class);
    private static final int END_SECONDS = 3;

    private final ScheduledThreadPoolExecutor executor;

    OwnThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(guarded(task));
        }
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        if (!executor.isShutdown()) {
            executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.error("a task of the ipvs data plane failed", e);
            }
        };
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Waits for what is under way, but not for ever: it runs this bundle's code. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
