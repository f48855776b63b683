// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private final Outlet outlet;
    private final FaultLog faults;
    private final Inbox inbox;
    private final TimerHeap timers = new TimerHeap();
    private final List<Runner> runners = new ArrayList<>();
    private final Referee referee;
    private final Orders orders;
    private long wallMillis;
    private long plannedWake;
    private boolean planned;
    private long graceUntil;
    private long watchedAt;
    private volatile long started;

    /**
     * @param random given a bound, returns a number from 0 to the bound
     * @param wake makes the next {@link #cycle} happen now; any thread
     */
    public Engine(NanoClock clock, InstantSource wall, LongUnaryOperator random, Outlet outlet, Runnable wake) {
        this.clock = clock;
        this.wall = wall;
        this.outlet = outlet;
        this.faults = new FaultLog(clock);
        this.inbox = new Inbox(wake);
        this.referee = new Referee(timers, wall, random, faults);
        this.orders = new Orders(clock, random, timers, runners, referee);
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

    /** What commands may ask for. */
    public Orders orders() {
        return orders;
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
        List<Outlet.Change> changes = referee.takeChanges();
        if (!changes.isEmpty()) {
            outlet.changed(changes);
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
            referee.judge(probe);
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
        referee.began(probe);
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
            referee.judge(probe);
        }
    }

    private static String seconds(long nanos) {
        return java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }

    // ---- for runners ------------------------------------------------------------------------------------------

    List<Probe> running(Predicate<Probe> which) {
        return orders.running(which);
    }

    /** Ends probes that could not be made, or not to their end, as broken. */
    void endAll(List<Probe> probes, String why) {
        long now = clock.nanoTime();
        for (Probe probe : probes) {
            if (probe.giveUp(Outcome.BROKEN, null, why, now)) {
                if (probe.executor != null) {
                    probe.runner.cancel(probe);
                }
                referee.judge(probe);
            }
        }
    }

    void quarantined(Plugin plugin) {
        faults.error(plugin + " is " + plugin.problem()
                + "; its checks are suspended and keep their state until another version of the bundle is deployed");
        outlet.quarantined(plugin);
    }

    // ---- figures, any thread ----------------------------------------------------------------------------------

    /** Probes started since the process began. */
    public long started() {
        return started;
    }

    /** Probes under way. */
    public int underWay() {
        return referee.underWay();
    }

    /** How many starts the lateness is about. */
    public long recentStarts() {
        return referee.lateness().count();
    }

    /** The start lateness that {@code fraction} of the last probes did not exceed. */
    public Duration lateness(double fraction) {
        return Duration.ofNanos(referee.lateness().quantileNanos(fraction));
    }

    /** The latest start since the process began. */
    public Duration maxLateness() {
        return Duration.ofNanos(referee.lateness().maxNanos());
    }
}
