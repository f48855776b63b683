// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.checks.internal.machine.Causes;
import io.mainstay.checks.internal.machine.CheckMachine;
import io.mainstay.checks.internal.machine.CheckRules;
import io.mainstay.checks.internal.machine.CheckState;
import io.mainstay.checks.internal.machine.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the outcomes of probes: counts and keeps them, has the machine move the check, schedules the next probe, and notes what
 * the world is to be told.
 *
 * <p>Thread-safety: engine thread.
 */
final class Referee {
    private static final Logger LOG = LoggerFactory.getLogger("io.mainstay.checks");

    private final TimerHeap timers;
    private final InstantSource wall;
    private final LongUnaryOperator random;
    private final FaultLog faults;
    private final Lateness lateness = new Lateness();
    private List<Outlet.Change> changes = new ArrayList<>();
    private volatile int underWay;

    Referee(TimerHeap timers, InstantSource wall, LongUnaryOperator random, FaultLog faults) {
        this.timers = timers;
        this.wall = wall;
        this.random = random;
        this.faults = faults;
    }

    Lateness lateness() {
        return lateness;
    }

    /** What has changed since the last call. */
    List<Outlet.Change> takeChanges() {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Outlet.Change> taken = changes;
        changes = new ArrayList<>();
        return taken;
    }

    /** Probes under way. Any thread. */
    int underWay() {
        return underWay;
    }

    /** A probe starts. */
    void began(Probe probe) {
        probe.check.running = probe;
        underWay++; // the engine thread is the only writer
    }

    /** A probe is not the check's any more; what still comes of it counts for nothing. */
    void disregard(Probe probe) {
        probe.check.running = null;
        underWay--;
    }

    /** A probe has ended, one way or the other. */
    void judge(Probe probe) {
        Check check = probe.check;
        probe.runner.ended(probe);
        if (check.running != probe) {
            return; // cancelled while its outcome was on the way
        }
        disregard(probe);
        if (check.removed) {
            return;
        }
        lateness.record(probe.startedAt() - probe.dueAt, probe.endedAt);
        // A step that means something else by now: the checker was replaced meanwhile by one with other steps.
        Outcome outcome = probe.step == check.state.step() ? probe.outcome : Outcome.CANCELLED;
        if (outcome == Outcome.BROKEN && !probe.defect) {
            faults.warn(
                    probe.runner.plugin() + " broken",
                    "check " + check + " could not judge its target: " + probe.detail,
                    null);
        }
        String detail = check.history.shared(probe.detail);
        FinishedProbe finished = new FinishedProbe(
                probe.wallMillis,
                probe.endedAt - probe.startedAt(),
                probe.step,
                outcome,
                probe.reason,
                detail,
                probe.notes.isEmpty() ? null : probe.notes);
        judge(check, probe, outcome, finished);
        Shared group = check.shared;
        if (group != null && group.driver == check && outcome != Outcome.CANCELLED) {
            for (Check other : group.members) {
                if (other != check && !other.removed && !other.isSuspended()) {
                    judge(other, probe, outcome, finished);
                }
            }
        }
    }

    private void judge(Check check, Probe probe, Outcome outcome, FinishedProbe finished) {
        count(check, probe, outcome);
        check.history.add(finished);
        move(check, probe, outcome, finished.detail());
        answer(check);
    }

    /** A check becomes what an equal one is. */
    void adopt(Check check, Check other) {
        check.state = other.state;
        Standing old = check.standing;
        Standing next = other.standing;
        if (old == next || !next.decided()) {
            return;
        }
        check.standing = next;
        if (old.up() != next.up()) {
            changes.add(new Outlet.Change(check, next, true));
        } else if (!old.weight().equals(next.weight())) {
            changes.add(new Outlet.Change(check, next, false));
        }
    }

    private static void count(Check check, Probe probe, Outcome outcome) {
        check.probes++;
        if (outcome == Outcome.FAILED) {
            check.failures++;
        } else if (outcome == Outcome.BROKEN) {
            check.broken++;
        }
        if (LOG.isTraceEnabled()) {
            LOG.trace(
                    "check {}: {} {}{} after {} µs",
                    check,
                    outcome,
                    reason(probe),
                    probe.detail,
                    (probe.endedAt - probe.startedAt()) / 1000);
        }
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
        if (check.isDriven()) {
            timers.remove(check);
        } else {
            timers.schedule(check, check.touched ? probe.endedAt : punctual(step.nextAtNanos(), probe));
        }
        check.touched = false;
        switch (step.change()) {
            case WENT_UP -> entered(check, true, probe.weight, Causes.up(rules, detail));
            case WENT_DOWN ->
                entered(check, false, WeightAdvice.NONE, Causes.down(before, rules, reason(probe) + detail));
            case NONE -> stayed(check, step.next().decided(), outcome, probe, detail);
        }
        warn(check, outcome, probe);
        if (outcome == Outcome.FAILED && check.spec().timing().logAllFailures()) {
            faults.info("check " + check + " failed: " + reason(probe) + detail
                    + (step.next().failures() > 0
                            ? " (retry " + step.next().failures() + " of " + rules.retry() + " follows)"
                            : ""));
        }
    }

    /**
     * What the probe was late by is taken off the wait for the next one. Otherwise all checks that waited for the same stall
     * would march in step from then on, and their bursts make each other late.
     */
    private static long punctual(long nextAt, Probe probe) {
        long late = Math.max(0, probe.startedAt() - probe.dueAt);
        long wait = nextAt - probe.endedAt;
        return nextAt - Math.min(late, wait / 2);
    }

    private static String reason(Probe probe) {
        return probe.reason == null
                ? ""
                : probe.reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (probe.detail.isEmpty() ? "" : ", ");
    }

    /** It is where it was; but perhaps that is decided only now, or its weight is another. */
    private void stayed(Check check, boolean decided, Outcome outcome, Probe probe, String detail) {
        Standing old = check.standing;
        WeightAdvice weight =
                outcome == Outcome.PASSED && old.up() && advises(check, probe) ? probe.weight : old.weight();
        boolean reweighed = !old.weight().equals(weight);
        if (decided && !old.decided()) {
            String cause = Causes.confirmed(outcome, reason(probe) + detail);
            check.standing = new Standing(old.up(), true, weight, old.since(), cause, old.warning(), old.warningStep());
        } else if (reweighed) {
            check.standing =
                    new Standing(old.up(), decided, weight, old.since(), old.cause(), old.warning(), old.warningStep());
        }
        if (reweighed) {
            changes.add(new Outlet.Change(check, check.standing, false));
        }
    }

    /** Of several steps one may advise; what the others do not say changes nothing. */
    private static boolean advises(Check check, Probe probe) {
        return check.binding.rules().steps() == 1 || probe.weight.kind() != WeightAdvice.Kind.NONE;
    }

    private void warn(Check check, Outcome outcome, Probe probe) {
        if (outcome != Outcome.PASSED) {
            return;
        }
        Standing old = check.standing;
        Standing next = old.warned(probe.warning, probe.step);
        if (next != old) {
            check.standing = next;
            boolean began = old.warning().isEmpty();
            boolean ended = next.warning().isEmpty();
            if (began || ended) {
                changes.add(new Outlet.Change(check, next, false, ended ? old.warning() : "", began));
            }
        }
    }

    private void entered(Check check, boolean up, WeightAdvice weight, String cause) {
        Standing old = check.standing;
        check.standing = new Standing(up, true, weight, wall.instant(), cause, old.warning(), old.warningStep());
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
}
