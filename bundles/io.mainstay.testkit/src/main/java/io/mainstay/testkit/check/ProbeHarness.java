// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.Checker;
import io.mainstay.platform.Lane;
import io.mainstay.platform.Lanes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The engine in small: runs probes of one plugin on a lane or a pool, each with its hard limit, and keeps what they noted.
 * Closing it is what happens when the plugin's bundle stops: probes are cancelled, then the lane is closed.
 *
 * <p>Thread-safety: any thread.
 */
public final class ProbeHarness implements AutoCloseable {
    private final Supplier<Lanes> lanes;
    private final ExecutorService pool = Executors.newCachedThreadPool(task -> daemon(task, "probe"));
    private final ScheduledExecutorService limits =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "probe-limits"));
    private final Set<RunningProbe> running = ConcurrentHashMap.newKeySet();
    private Lane lane;

    /** For plugins of blocking checkers. */
    public ProbeHarness() {
        this(() -> {
            throw new IllegalStateException("an AsyncChecker needs lanes: give the harness a supplier of them");
        });
    }

    /** @param lanes gives the lane of asynchronous checkers; asked at the first of their probes */
    public ProbeHarness(Supplier<Lanes> lanes) {
        this.lanes = lanes;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the checker's first step to its end, within the checker's own limit. */
    public RunningProbe.Outcome run(Checker checker) {
        return run(checker, 0);
    }

    /** Runs one step to its end, within the checker's own limit. */
    public RunningProbe.Outcome run(Checker checker, int step) {
        return start(checker, step, checker.timeLimit()).await();
    }

    /** Starts a probe. */
    public RunningProbe start(Checker checker, int step, Duration limit) {
        RunningProbe probe = new RunningProbe(step, limit, checker instanceof AsyncChecker ? lane() : pool);
        running.add(probe);
        probe.whenReturned(() -> running.remove(probe));
        limits.schedule(probe::overLimit, limit.toNanos(), TimeUnit.NANOSECONDS);
        if (checker instanceof AsyncChecker async) {
            lane().execute(() -> probe.run(async));
        } else if (checker instanceof BlockingChecker blocking) {
            pool.execute(() -> probe.run(blocking));
        }
        return probe;
    }

    private synchronized Lane lane() {
        if (lane == null) {
            lane = lanes.get().open("test-lane");
        }
        return lane;
    }

    /** Closes the lane without cancelling anything first; the rudest of all ends. */
    public synchronized void closeLane() {
        if (lane != null) {
            lane.close();
            lane = null;
        }
    }

    @Override
    public void close() {
        running.forEach(RunningProbe::cancel);
        closeLane();
        pool.shutdown();
        limits.shutdownNow();
    }
}
