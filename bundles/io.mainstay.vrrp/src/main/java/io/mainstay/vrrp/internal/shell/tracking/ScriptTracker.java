// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.vrrp.internal.machine.PriorityTracker.Result;
import io.mainstay.vrrp.internal.machine.ScriptCounter;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@code vrrp_script} from interval to interval; a run that is still under way suppresses the next.
 *
 * <p>Thread-safety: tracker thread.
 */
final class ScriptTracker implements Tracker {
    private final TrackScript configured;
    private final ScriptRunner scripts;
    private final ScheduledExecutorService thread;
    private final TrackerSink sink;
    private ScriptCounter counter;
    private ScheduledFuture<?> schedule;
    private ScriptRunner.Running running;
    private boolean stopped;

    ScriptTracker(TrackScript configured, ScriptRunner scripts, ScheduledExecutorService thread, TrackerSink sink) {
        this.configured = configured;
        this.scripts = scripts;
        this.thread = thread;
        this.sink = sink;
        counter = ScriptCounter.undecided(configured.rise(), configured.fall());
    }

    @Override
    public void start() {
        long interval = configured.interval().toNanos();
        schedule = thread.scheduleAtFixedRate(this::run, 0, interval, TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        stopped = true;
        if (schedule != null) {
            schedule.cancel(false);
        }
        if (running != null) {
            running.terminate();
        }
    }

    private void run() {
        if (stopped || running != null) {
            return;
        }
        if (configured.file().isPresent()) {
            boolean there = Files.exists(Path.of(configured.file().get()));
            ended(there, configured.file().get() + (there ? " exists" : " does not exist"));
            return;
        }
        ScriptRunner.Running begun = scripts.start(configured.script().orElseThrow());
        running = begun;
        begun.outcome().thenAcceptAsync(this::ended, thread);
    }

    private void ended(ScriptRunner.Outcome outcome) {
        running = null;
        if (stopped) {
            return;
        }
        boolean good = outcome.started() && !outcome.timedOut() && outcome.exitStatus() == 0;
        ended(good, text(outcome));
    }

    private static String text(ScriptRunner.Outcome outcome) {
        if (!outcome.started()) {
            return outcome.problem();
        }
        return outcome.timedOut()
                ? "ended after " + outcome.took().toMillis() + " ms, its time limit"
                : "exit status " + outcome.exitStatus();
    }

    private void ended(boolean good, String detail) {
        counter = counter.next(good);
        sink.result(TrackerRef.Kind.SCRIPT, configured.name(), counter.up() ? Result.OK : Result.FAILED, 0, detail);
    }
}
