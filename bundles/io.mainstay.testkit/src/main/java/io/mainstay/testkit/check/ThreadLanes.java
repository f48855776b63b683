// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.platform.Lane;
import io.mainstay.platform.Lanes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lanes that are plain threads, for asynchronous checkers that use no network support. Thread-safety: any thread. */
public final class ThreadLanes implements Lanes {

    @Override
    public Lane open(String name) {
        return new ThreadLane(name);
    }

    private static final class ThreadLane implements Lane {
        private volatile Thread thread;
        private final ExecutorService executor;

        ThreadLane(String name) {
            executor = Executors.newSingleThreadExecutor(task -> {
                thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            });
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }
}
