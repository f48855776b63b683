// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes channels on which something takes too long: a blocking channel has no time limit of its own. Any thread.
 */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "console-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Closes the channel after this time, unless what is returned is called before. */
    Runnable closeAfter(Duration limit, Channel channel) {
        try {
            ScheduledFuture<?> end = timer.schedule(() -> close(channel), limit.toNanos(), TimeUnit.NANOSECONDS);
            return () -> end.cancel(false);
        } catch (RejectedExecutionException e) {
            close(channel); // the server has been closed meanwhile, and so is every client
            return () -> {};
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is unusable either way
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
