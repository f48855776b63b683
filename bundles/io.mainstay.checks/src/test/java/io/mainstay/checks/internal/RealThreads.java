// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.EngineThread;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.platform.Lane;
import io.mainstay.platform.Lanes;
import io.mainstay.platform.NanoClock;
import io.mainstay.testkit.RecordingJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** The check engine on threads of its own, for what virtual time can't show. */
final class RealThreads implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final RecordingJournal journal = new RecordingJournal();
    final Roster roster;
    private final TestControlThread control = new TestControlThread();
    private final EngineThread engineThread = new EngineThread(NanoClock.SYSTEM);
    private long states;
    private long services;

    RealThreads() {
        Lanes lanes = ThreadLane::new;
        roster = new Roster(
                control, journal, lanes, NanoClock.SYSTEM, InstantSource.system(), bound -> 0, engineThread::wake);
        engineThread.start(roster.engine()::cycle);
    }

    Plugin deploy(String type, CheckerFactory factory) {
        services++;
        Plugin plugin = new Plugin(
                factory,
                io.mainstay.api.check.CheckDefaults.STANDARD,
                List.of(type),
                "test.plugin",
                "1." + services,
                0,
                services);
        onControl(() -> roster.arrived(plugin));
        return plugin;
    }

    void undeploy(Plugin plugin) {
        onControl(() -> roster.departed(plugin));
    }

    /** Makes a state current and has each check probed at once, not after its first second. */
    void load(List<CheckSpec> specs) {
        onControl(() -> roster.prepare(Specs.state(++states, specs)).commit());
        roster.engine().submit(() -> {
            long now = System.nanoTime();
            roster.checks()
                    .values()
                    .forEach(check -> roster.engine().orders().probeNow(check, new CompletableFuture<>(), now));
        });
    }

    void onControl(Runnable task) {
        control.run(task);
    }

    CheckView view(CheckId id) {
        return roster.checks().get(id).view();
    }

    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                Assertions.fail("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        engineThread.close();
        control.close();
    }

    /** A lane that is an ordinary thread. */
    private static final class ThreadLane implements Lane {
        private volatile Thread thread;
        private final ExecutorService executor;

        ThreadLane(String name) {
            executor = Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, name);
                made.setDaemon(true);
                thread = made;
                return made;
            });
        }

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }
}
