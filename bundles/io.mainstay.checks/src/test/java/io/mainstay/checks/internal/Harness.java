// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.StateParticipant.Prepared;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.testkit.FakeLanes;
import io.mainstay.testkit.RecordingJournal;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** The whole check engine on virtual time: control thread, engine thread and lanes are all the test's thread. */
final class Harness {
    final VirtualTime time = new VirtualTime();
    final FakeLanes lanes = new FakeLanes(time);
    final RecordingJournal journal = new RecordingJournal();
    final VirtualControlThread control = new VirtualControlThread(time);
    LongUnaryOperator random = bound -> 0;
    final Roster roster;
    private final long origin = time.nanoTime();
    private Runnable unschedule = () -> {};
    private long states;
    private long services;
    private boolean halted;
    int cycles;

    Harness() {
        InstantSource wall = () -> Instant.EPOCH.plusNanos(time.nanoTime() - origin);
        roster = new Roster(control, journal, lanes, time, wall, bound -> random.applyAsLong(bound), this::wake);
    }

    /** What the engine thread does: the next cycle comes when the last one said, or when it is woken. */
    private void wake() {
        unschedule.run();
        unschedule = time.schedule(Duration.ZERO, this::cycle);
    }

    private void cycle() {
        if (halted) {
            return;
        }
        cycles++;
        long next = roster.engine().cycle(time.nanoTime());
        unschedule.run();
        unschedule = time.schedule(Duration.ofNanos(next - time.nanoTime()), this::cycle);
    }

    /** The process stands still: time goes on without the engine. */
    void haltFor(Duration duration) {
        halted = true;
        time.advance(duration);
        halted = false;
        wake();
    }

    Plugin deploy(String type, CheckerFactory factory) {
        return deploy(type, factory, CheckDefaults.STANDARD, 0);
    }

    Plugin deploy(String type, CheckerFactory factory, CheckDefaults defaults, int ranking) {
        services++;
        Plugin plugin = new Plugin(factory, defaults, List.of(type), "test.plugin", "1." + services, ranking, services);
        control.execute(() -> roster.arrived(plugin));
        return plugin;
    }

    void undeploy(Plugin plugin) {
        control.execute(() -> roster.departed(plugin));
    }

    /** Makes a state with these checks current; returns what it had to say. */
    List<Diagnostic> load(CheckSpec... specs) {
        return load(List.of(specs));
    }

    List<Diagnostic> load(List<CheckSpec> specs) {
        Prepared prepared = roster.prepare(Specs.state(++states, specs));
        if (prepared.diagnostics().stream().anyMatch(Diagnostic::isError)) {
            prepared.abandon();
        } else {
            prepared.commit();
        }
        return prepared.diagnostics();
    }

    void seconds(double seconds) {
        time.advance(Duration.ofNanos((long) (seconds * 1e9)));
    }

    CheckView view(CheckId id) {
        return roster.checks().get(id).view();
    }
}
