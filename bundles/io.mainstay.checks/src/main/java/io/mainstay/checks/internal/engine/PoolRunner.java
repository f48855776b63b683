// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs blocking checkers on a bounded number of threads of their plugin's own: virtual ones where there are some. Probes
 * beyond the bound wait here, in order; their time limit begins when they do. A thread that a given-up probe does not leave
 * counts until it does; when all are held like that, waiting probes end as broken and the plugin gets a strike.
 *
 * <p>Thread-safety: engine thread.
 */
public final class PoolRunner implements Runner {
    static final int PLATFORM_THREADS = 64;
    static final int VIRTUAL_THREADS = 1024;

    private final Plugin plugin;
    private final Engine engine;
    private final int limit;
    private final ExecutorService threads;
    private final ArrayDeque<Probe> waiting = new ArrayDeque<>();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger leftLate = new AtomicInteger();
    private volatile boolean starved;
    private int inUse;
    private int held;

    /** May be called on any thread, before the runner is given to the engine. */
    public PoolRunner(Plugin plugin, Engine engine) {
        this(plugin, engine, 0);
    }

    /** @param bound of threads; 0 for the usual one */
    PoolRunner(Plugin plugin, Engine engine, int bound) {
        this.plugin = plugin;
        this.engine = engine;
        Optional<ThreadFactory> virtual = VirtualThreads.factory(plugin.threadName() + "-");
        limit = bound > 0 ? bound : virtual.isPresent() ? VIRTUAL_THREADS : PLATFORM_THREADS;
        // Twice the bound: cancel actions, and what checkers run on their executor, need threads too.
        threads = new ThreadPoolExecutor(
                0,
                2 * limit,
                virtual.isPresent() ? 0 : 10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                virtual.orElseGet(() -> platform(plugin.threadName())));
    }

    private static ThreadFactory platform(String name) {
        AtomicInteger number = new AtomicInteger();
        ClassLoader ours = PoolRunner.class.getClassLoader();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            thread.setContextClassLoader(ours); // not whatever the creating thread happened to have
            return thread;
        };
    }

    @Override
    public Plugin plugin() {
        return plugin;
    }

    @Override
    public void add(Probe probe) {
        waiting.add(probe);
    }

    @Override
    public void flush(long now) {
        inUse -= left.getAndSet(0);
        int late = leftLate.getAndSet(0);
        inUse -= late;
        held -= late;
        while (inUse < limit && !waiting.isEmpty()) {
            start(waiting.poll());
        }
        starved = !waiting.isEmpty();
    }

    private void start(Probe probe) {
        probe.executor = threads;
        inUse++;
        try {
            threads.execute(() -> {
                boolean inTime = probe.runBlocking();
                (inTime ? left : leftLate).incrementAndGet();
                if (starved) {
                    engine.inbox().poke(engine.clock().nanoTime());
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the latter: no more native threads
            inUse--;
            probe.executor = null;
            engine.endAll(List.of(probe), "no thread for " + plugin + ": " + e.getMessage());
        }
    }

    @Override
    public void cancel(Probe probe) {
        if (probe.executor == null) {
            waiting.remove(probe);
            return;
        }
        held++;
        probe.interrupt();
        try {
            threads.execute(probe::runCancel);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            engine.faults()
                    .warn(
                            plugin + " cancel",
                            "no thread to cancel the probe of check " + probe.check + " of " + plugin,
                            e);
        }
    }

    @Override
    public void ended(Probe probe) {
        // The thread is counted when it comes back.
    }

    @Override
    public void watch(long now) {
        flush(now);
        if (waiting.isEmpty() || held < limit) {
            return;
        }
        List<Probe> lost = new ArrayList<>(waiting);
        waiting.clear();
        String what = "all " + limit + " threads of " + plugin + " are held by probes that do not end";
        engine.endAll(lost, what);
        engine.faults().error(what + "; " + lost.size() + " probes could not be made");
        if (plugin.strike(now, "all threads held by probes that do not end")) {
            engine.quarantined(plugin);
        }
    }

    @Override
    public void forgive(long now) {
        // Nothing here is measured in time.
    }

    @Override
    public boolean busy() {
        return inUse > 0 || !waiting.isEmpty();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
