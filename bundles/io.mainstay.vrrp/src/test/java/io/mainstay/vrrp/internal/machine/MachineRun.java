// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** A machine with a clock that the test moves; every event returns its effects as text. */
final class MachineRun {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;
    static final int LOWER = -1;
    static final int HIGHER = 1;

    /** Shortly before the wrap-around, so that comparing instead of subtracting fails. */
    long now = Long.MAX_VALUE - SECOND;

    final VrrpMachine machine;
    private final Effects fx = new Effects();

    MachineRun(InstanceRules rules) {
        this(rules, false);
    }

    MachineRun(InstanceRules rules, boolean undecided) {
        machine = new VrrpMachine(7, rules, undecided);
    }

    static InstanceRules rules() {
        return InstanceRules.of(3, SECOND, 100);
    }

    /** A machine in BACKUP since now. */
    static MachineRun backup(InstanceRules rules) {
        MachineRun run = new MachineRun(rules);
        run.start();
        return run;
    }

    /** A machine in MASTER since now. */
    static MachineRun master(InstanceRules rules) {
        MachineRun run = backup(rules);
        run.untilDeadline();
        return run;
    }

    MachineRun after(long nanos) {
        now += nanos;
        return this;
    }

    String start() {
        fx.clear();
        machine.start(now, 0, fx);
        return fx.toString();
    }

    String startAfter(long nanos) {
        fx.clear();
        machine.start(now, nanos, fx);
        return fx.toString();
    }

    String decided() {
        fx.clear();
        machine.trackersDecided(now, fx);
        return fx.toString();
    }

    String advert(int priority, int order) {
        return advert(priority, SECOND, order);
    }

    String advert(int priority, long interval, int order) {
        fx.clear();
        machine.advert(now, priority, interval, order, fx);
        return fx.toString();
    }

    String timer() {
        fx.clear();
        machine.timer(now, fx);
        return fx.toString();
    }

    /** Moves the clock to the next deadline, if there is one, else far away. */
    String untilDeadline() {
        now = machine.hasDeadline() ? machine.nextDeadline() : now + 3600 * SECOND;
        return timer();
    }

    String fault(FaultReason reason) {
        fx.clear();
        machine.fault(now, reason, fx);
        return fx.toString();
    }

    String clear(FaultReason reason) {
        fx.clear();
        machine.clear(now, reason, fx);
        return fx.toString();
    }

    String priority(int effective) {
        fx.clear();
        machine.priority(now, effective, fx);
        return fx.toString();
    }

    String lost(Owned what) {
        fx.clear();
        machine.lost(now, what, fx);
        return fx.toString();
    }

    String reconfigure(InstanceRules next, int effective) {
        fx.clear();
        machine.reconfigure(now, next, effective, fx);
        return fx.toString();
    }

    String stop(boolean keep) {
        fx.clear();
        machine.stop(now, keep, fx);
        return fx.toString();
    }

    String agree() {
        fx.clear();
        machine.agree(now, fx);
        return fx.toString();
    }

    String stepBack() {
        fx.clear();
        machine.stepBack(now, false, fx);
        return fx.toString();
    }

    /** Microseconds until the next deadline, or "-". */
    String deadline() {
        return machine.hasDeadline() ? String.valueOf((machine.nextDeadline() - now) / 1000) : "-";
    }

    RouterState state() {
        return machine.state();
    }
}
