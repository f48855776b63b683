// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.checks.internal.machine.Causes;
import io.mainstay.checks.internal.machine.CheckMachine;
import io.mainstay.checks.internal.machine.CheckRules;
import io.mainstay.checks.internal.machine.CheckState;
import io.mainstay.checks.internal.machine.Step;
import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Runs all checks: starts what is due, takes outcomes, moves the machines, ends what takes too long.
 *
 * <p>It works in cycles, at most one per {@link #TICK_NANOS tick} unless a command comes: everything that has fallen due since
 * the last one is started together, everything that has ended meanwhile is taken in together. At thousands of probes a second
 * that is a few hundred wake-ups a second instead of tens of thousands, for a start that is a few milliseconds late.
 *
 * <p>Thread-safety: engine thread, but for {@link #submit} and the accessors.
 */
public final class Engine {
    static final long TICK_NANOS = 4_000_000L;
    private static final long WATCH_NANOS = 250_000_000L;
    private static final long IDLE_NANOS = 10_000_000_000L;
    private static final long STALL_NANOS = 250_000_000L;
    private static final long RECHECK_NANOS = 100_000_000L;

    private final NanoClock clock;
    private final InstantSource wall;
    private final LongUnaryOperator random;
    private final Outlet outlet;
    private final FaultLog faults;
    private final Inbox inbox;
    private final TimerHeap timers = new TimerHeap();
    private final Lateness lateness = new Lateness();
    private final List<Runner> runners = new ArrayList<>();
    private final List<Outlet.Change> changes = new ArrayList<>();
    private long wallMillis;
    private long plannedWake;
    private boolean planned;
    private long graceUntil;
    private long watchedAt;
    private volatile long started;
    private volatile int underWay;

    /**
     * @param random given a bound, returns a number from 0 to the bound
     * @param wake makes the next {@link #cycle} happen now; any thread
     */
    public Engine(NanoClock clock, InstantSource wall, LongUnaryOperator random, Outlet outlet, Runnable wake) {
        this.clock = clock;
        this.wall = wall;
        this.random = random;
        this.outlet = outlet;
        this.faults = new FaultLog(clock);
        this.inbox = new Inbox(wake);
        this.graceUntil = clock.nanoTime();
        this.watchedAt = graceUntil;
    }

    NanoClock clock() {
        return clock;
    }

    Inbox inbox() {
        return inbox;
    }

    public FaultLog faults() {
        return faults;
    }

    Lateness lateness() {
        return lateness;
    }

    /** Has {@code command} run on the engine thread, soon. Any thread. */
    public void submit(Runnable command) {
        inbox.put(command);
    }

    // ---- the cycle --------------------------------------------------------------------------------------------

    /**
     * Does all that is to be done.
     *
     * @return when the next cycle is to be, unless somebody wakes it before
     */
    public long cycle(long now) {
        inbox.awake();
        wallMillis = wall.millis();
        noticeStall(now);
        for (Runnable command = inbox.takeCommand(); command != null; command = inbox.takeCommand()) {
            command.run();
        }
        takeFinished();
        fireDue(now);
        for (int i = 0; i < runners.size(); i++) {
            runners.get(i).flush(now);
        }
        boolean watching = watch(now);
        if (!changes.isEmpty()) {
            outlet.changed(List.copyOf(changes));
            changes.clear();
        }
        return plan(now, watching);
    }

    /** After a stop of the whole process, outcomes that were ready get a moment to arrive before limits are enforced. */
    private void noticeStall(long now) {
        if (planned && now - plannedWake > STALL_NANOS) {
            graceUntil = now + STALL_NANOS;
            runners.forEach(runner -> runner.forgive(now));
        }
    }

    private void takeFinished() {
        Probe probe = inbox.takeFinished();
        while (probe != null) {
            Probe next = probe.next;
            probe.next = null;
            finished(probe);
            probe = next;
        }
    }

    private void fireDue(long now) {
        for (Check check = timers.first(); check != null && check.dueAt - now <= 0; check = timers.first()) {
            if (check.running != null) {
                enforceLimit(check, check.running, now);
            } else {
                start(check, now);
            }
        }
    }

    private boolean watch(long now) {
        boolean busy = false;
        boolean due = now - watchedAt >= WATCH_NANOS;
        for (int i = 0; i < runners.size(); i++) {
            Runner runner = runners.get(i);
            if (runner.busy()) {
                busy = true;
                if (due) {
                    runner.watch(now);
                }
            }
        }
        if (due) {
            watchedAt = now;
        }
        return busy;
    }

    private long plan(long now, boolean watching) {
        Check first = timers.first();
        long wakeAt = first == null ? now + IDLE_NANOS : first.dueAt;
        if (watching && wakeAt - (watchedAt + WATCH_NANOS) > 0) {
            wakeAt = watchedAt + WATCH_NANOS;
        }
        if (wakeAt - (now + TICK_NANOS) < 0) {
            wakeAt = now + TICK_NANOS;
        }
        wakeAt = inbox.sleepUntil(wakeAt, now);
        plannedWake = wakeAt;
        planned = true;
        return wakeAt;
    }

    // ---- probes -----------------------------------------------------------------------------------------------

    private void start(Check check, long now) {
        if (check.isSuspended() || check.binding.plugin().isQuarantined()) {
            check.overdue = true;
            timers.remove(check);
            return;
        }
        Probe probe = new Probe(this, check, check.dueAt, now, wallMillis);
        check.running = probe;
        underWay++;
        started++;
        timers.schedule(check, now + probe.limitNanos);
        probe.runner.add(probe);
    }

    private void enforceLimit(Check check, Probe probe, long now) {
        long limit = probe.startedAt() + probe.limitNanos;
        if (!probe.hasBegun()) {
            timers.schedule(check, now + RECHECK_NANOS); // it waits for its thread; that is the watchdog's business
        } else if (limit - now > 0) {
            timers.schedule(check, limit);
        } else if (graceUntil - now > 0) {
            timers.schedule(check, graceUntil);
        } else {
            String text = "no outcome within its limit of " + seconds(probe.limitNanos) + "; abandoned";
            if (!probe.giveUp(Outcome.FAILED, FailReason.TIMEOUT, text, now)) {
                timers.schedule(check, now + TICK_NANOS); // its outcome is on the way
                return;
            }
            check.overruns++;
            Plugin plugin = probe.runner.plugin();
            plugin.countOverrun();
            faults.warn(plugin + " overrun", "check " + check + " of " + plugin + ": " + text, null);
            probe.runner.cancel(probe);
            finished(probe);
        }
    }

    private static String seconds(long nanos) {
        return java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }

    /** A probe has ended, one way or the other. */
    private void finished(Probe probe) {
        Check check = probe.check;
        probe.runner.ended(probe);
        if (check.running != probe) {
            return;
        }
        check.running = null;
        underWay--;
        if (check.removed) {
            return;
        }
        lateness.record(probe.startedAt() - probe.dueAt, probe.endedAt);
        // A step that means something else by now: the checker was replaced meanwhile by one with other steps.
        Outcome outcome = probe.step == check.state.step() ? probe.outcome : Outcome.CANCELLED;
        String detail = count(check, probe, outcome);
        move(check, probe, outcome, detail);
        answer(check);
    }

    private String count(Check check, Probe probe, Outcome outcome) {
        check.probes++;
        if (outcome == Outcome.FAILED) {
            check.failures++;
        } else if (outcome == Outcome.BROKEN) {
            check.broken++;
            if (!probe.defect) {
                faults.warn(
                        probe.runner.plugin() + " broken",
                        "check " + check + " could not judge its target: " + probe.detail,
                        null);
            }
        }
        String detail = check.history.shared(probe.detail);
        check.history.add(new FinishedProbe(
                probe.wallMillis,
                probe.endedAt - probe.startedAt(),
                probe.step,
                outcome,
                probe.reason,
                detail,
                probe.notes.isEmpty() ? null : probe.notes));
        return detail;
    }

    private void move(Check check, Probe probe, Outcome outcome, String detail) {
        CheckRules rules = check.binding.rules();
        if (rules == null) { // its plugin went away just now; what it said still stands, but nothing can follow
            check.overdue = true;
            timers.remove(check);
            return;
        }
        CheckState before = check.state;
        Step step = CheckMachine.apply(before, outcome, probe.startedAt(), probe.endedAt, rules, random);
        check.state = step.next();
        timers.schedule(check, step.nextAtNanos());
        Standing old = check.standing;
        switch (step.change()) {
            case WENT_UP -> entered(check, true, probe.weight, Causes.up(rules, detail));
            case WENT_DOWN ->
                entered(check, false, WeightAdvice.NONE, Causes.down(before, rules, reason(probe) + detail));
            case NONE -> {
                WeightAdvice weight = outcome == Outcome.PASSED && old.up() ? probe.weight : old.weight();
                if (old.decided() != step.next().decided() || !old.weight().equals(weight)) {
                    check.standing = new Standing(old.up(), step.next().decided(), weight, old.since(), old.cause());
                    if (!old.weight().equals(weight)) {
                        changes.add(new Outlet.Change(check, check.standing, false));
                    }
                }
            }
        }
        if (outcome == Outcome.FAILED && check.spec().timing().logAllFailures()) {
            faults.info("check " + check + " failed: " + reason(probe) + detail
                    + (step.next().failures() > 0
                            ? " (retry " + step.next().failures() + " of " + rules.retry() + " follows)"
                            : ""));
        }
    }

    private static String reason(Probe probe) {
        return probe.reason == null
                ? ""
                : probe.reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                        + (probe.detail.isEmpty() ? "" : ", ");
    }

    private void entered(Check check, boolean up, WeightAdvice weight, String cause) {
        check.standing = new Standing(up, true, weight, java.time.Instant.ofEpochMilli(wallMillis), cause);
        changes.add(new Outlet.Change(check, check.standing, true));
    }

    private void answer(Check check) {
        List<CompletableFuture<ProbeView>> waiting = check.waiting;
        if (waiting != null) {
            check.waiting = null;
            List<ProbeView> kept = check.history.read();
            ProbeView view = kept.get(kept.size() - 1);
            waiting.forEach(answer -> answer.complete(view));
        }
    }

    /** Ends a probe for the engine's own reasons; nothing of it counts. */
    private void cancel(Probe probe, String why, long now) {
        if (probe.giveUp(Outcome.CANCELLED, null, why, now)) {
            probe.runner.cancel(probe);
            finished(probe);
        } else { // it has just ended by itself; when that comes in, it is too late to count
            Check check = probe.check;
            check.running = null;
            underWay--;
            timers.schedule(check, now);
        }
    }

    // ---- for runners ------------------------------------------------------------------------------------------

    List<Probe> running(Predicate<Probe> which) {
        List<Probe> found = new ArrayList<>();
        timers.forEach(check -> {
            if (check.running != null && which.test(check.running)) {
                found.add(check.running);
            }
        });
        return found;
    }

    /** Ends probes that could not be made, or not to their end, as broken. */
    void endAll(List<Probe> probes, String why) {
        long now = clock.nanoTime();
        for (Probe probe : probes) {
            if (probe.giveUp(Outcome.BROKEN, null, why, now)) {
                if (probe.executor != null) {
                    probe.runner.cancel(probe);
                }
                finished(probe);
            }
        }
    }

    void quarantined(Plugin plugin) {
        faults.error(plugin + " is " + plugin.problem()
                + "; its checks are suspended and keep their state until another version of the bundle is deployed");
        outlet.quarantined(plugin);
    }

    // ---- commands ---------------------------------------------------------------------------------------------

    /** Takes a runner into service. */
    public void open(Runner runner) {
        runners.add(runner);
    }

    /** Cancels what runs on a plugin's runners, and ends them. */
    public void retire(Plugin plugin) {
        long now = clock.nanoTime();
        for (Probe probe : running(p -> p.runner.plugin() == plugin)) {
            cancel(probe, "the plugin was stopped or replaced during the probe", now);
        }
        runners.removeIf(runner -> {
            if (runner.plugin() == plugin) {
                runner.close();
                return true;
            }
            return false;
        });
    }

    /** Takes a check into service. */
    public void add(Check check, long now) {
        timers.schedule(check, CheckMachine.firstAt(check.spec().timing(), now, random));
    }

    /** Takes a check out of service. */
    public void remove(Check check) {
        check.removed = true;
        if (check.running != null) {
            cancel(check.running, "the check was removed", clock.nanoTime());
        }
        timers.remove(check);
        refuse(check, "check " + check + " was removed");
    }

    /**
     * Gives a check another checker, or takes it away.
     *
     * @param sameSpec whether only the plugin changed; otherwise a probe under way is about something that is not asked any
     *     more
     */
    public void rebind(Check check, Binding binding, boolean sameSpec) {
        check.binding = binding;
        if (binding.isSuspended()) {
            refuse(check, "check " + check + " is suspended: " + binding.problem());
        } else {
            check.state = check.state.carriedOver(sameSpec, binding.rules().steps());
        }
        if (!sameSpec && check.running != null) {
            cancel(check.running, "the check's configuration changed", clock.nanoTime());
        }
    }

    /** A check's timing changed: the next probe comes no later than the new period asks for. */
    public void hasten(Check check, long now) {
        long latest = now + check.spec().timing().delayLoop().toNanos();
        if (check.running == null && check.heapIndex >= 0 && check.dueAt - latest > 0) {
            timers.schedule(check, latest);
        }
    }

    /** {@code ha_suspend}. */
    public void haSuspend(Check check, boolean suspended) {
        check.haSuspended = suspended;
        if (suspended && check.running != null) {
            cancel(check.running, "suspended by ha_suspend", clock.nanoTime());
        }
        if (suspended) {
            refuse(check, "check " + check + " is suspended by ha_suspend");
        }
    }

    /** Checks that are no longer suspended: those that fell due meanwhile are probed, spread over their period. */
    public void resume(List<Check> checks, long now) {
        List<Check> overdue = new ArrayList<>();
        for (Check check : checks) {
            if (check.overdue && !check.isSuspended() && !check.removed) {
                overdue.add(check);
            }
        }
        for (int i = 0; i < overdue.size(); i++) {
            Check check = overdue.get(i);
            check.overdue = false;
            long period = check.spec().timing().delayLoop().toNanos();
            timers.schedule(check, now + (long) ((double) period * i / overdue.size()));
        }
    }

    /** Probes a check now; {@code answer} gets what came of it. */
    public void probeNow(Check check, CompletableFuture<ProbeView> answer, long now) {
        if (check.removed || check.isSuspended()) {
            answer.completeExceptionally(new IllegalStateException("check " + check
                    + (check.removed
                            ? " was removed"
                            : " is suspended: " + check.view().suspended().orElse(""))));
            return;
        }
        if (check.waiting == null) {
            check.waiting = new ArrayList<>(1);
        }
        check.waiting.add(answer);
        if (check.running == null) {
            timers.schedule(check, now);
        }
    }

    private static void refuse(Check check, String why) {
        List<CompletableFuture<ProbeView>> waiting = check.waiting;
        if (waiting != null) {
            check.waiting = null;
            waiting.forEach(answer -> answer.completeExceptionally(new IllegalStateException(why)));
        }
    }

    // ---- figures, any thread ----------------------------------------------------------------------------------

    /** Probes started since the process began. */
    public long started() {
        return started;
    }

    /** Probes under way. */
    public int underWay() {
        return underWay;
    }

    /** The start lateness that {@code fraction} of the last probes did not exceed. */
    public Duration lateness(double fraction) {
        return Duration.ofNanos(lateness.quantileNanos(fraction));
    }

    /** The latest start since the process began. */
    public Duration maxLateness() {
        return Duration.ofNanos(lateness.maxNanos());
    }
}
