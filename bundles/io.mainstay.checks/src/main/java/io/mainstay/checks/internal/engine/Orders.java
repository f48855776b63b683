// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.checks.internal.machine.CheckMachine;
import io.mainstay.platform.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * What the control side has the engine do.
 *
 * <p>Thread-safety: engine thread; see {@link Engine#submit}.
 */
public final class Orders {
    private final NanoClock clock;
    private final LongUnaryOperator random;
    private final TimerHeap timers;
    private final List<Runner> runners;
    private final Referee referee;
    private final Sharing sharing;

    Orders(NanoClock clock, LongUnaryOperator random, TimerHeap timers, List<Runner> runners, Referee referee) {
        this.clock = clock;
        this.random = random;
        this.timers = timers;
        this.runners = runners;
        this.referee = referee;
        this.sharing = new Sharing(timers, referee);
    }

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

    /**
     * Which checks are equal, and so are probed together; all of them, each time.
     *
     * @param equal lists of two or more
     */
    public void share(List<List<Check>> equal, long now) {
        sharing.regroup(equal, probe -> cancel(probe, "it is probed together with an equal check", now), now);
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
        if (!check.isDriven() && check.running == null && check.heapIndex >= 0 && check.dueAt - latest > 0) {
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
        if (check.shared != null) {
            sharing.elect(check.shared, clock.nanoTime());
            if (!suspended && check.isDriven()) {
                referee.adopt(check, check.shared.driver);
            }
        }
    }

    /** Checks that are no longer suspended: those that fell due meanwhile are probed, spread over their period. */
    public void resume(List<Check> checks, long now) {
        List<Check> overdue = new ArrayList<>();
        for (Check check : checks) {
            if (check.shared != null) {
                sharing.elect(check.shared, now);
            }
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
        Check probed = check.isDriven() ? check.shared.driver : check;
        if (probed.running == null) {
            timers.schedule(probed, now);
        }
    }

    /** A check's own checker says that its answer may be another one now. */
    public void touched(Check told) {
        Check check = told.isDriven() ? told.shared.driver : told;
        if (told.removed || check.removed) {
            return;
        }
        if (check.isSuspended()) {
            check.overdue = true; // it is probed as soon as it is not suspended
            timers.remove(check);
        } else if (check.running != null) {
            check.touched = true;
        } else {
            timers.schedule(check, clock.nanoTime());
        }
    }

    private static void refuse(Check check, String why) {
        List<CompletableFuture<ProbeView>> waiting = check.waiting;
        if (waiting != null) {
            check.waiting = null;
            waiting.forEach(answer -> answer.completeExceptionally(new IllegalStateException(why)));
        }
    }

    /** The probes under way that {@code which} picks. */
    List<Probe> running(Predicate<Probe> which) {
        List<Probe> found = new ArrayList<>();
        timers.forEach(check -> {
            if (check.running != null && which.test(check.running)) {
                found.add(check.running);
            }
        });
        return found;
    }

    /** Ends a probe for the engine's own reasons; nothing of it counts. */
    private void cancel(Probe probe, String why, long now) {
        if (probe.giveUp(Outcome.CANCELLED, null, why, now)) {
            probe.runner.cancel(probe);
            referee.judge(probe);
        } else { // it has just ended by itself; when that comes in, it is too late to count
            referee.disregard(probe);
            if (probe.check.isDriven()) {
                timers.remove(probe.check);
            } else {
                timers.schedule(probe.check, now);
            }
        }
    }
}
