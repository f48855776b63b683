// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/** A machine with a clock that the test moves; every event returns its effects as text. */
final class MachineRun {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;
    static final int LOWER = -1;
    static final int HIGHER = 1;
    static final int UNCOMPARABLE = 0;
    static final long PEER = 4711;

    /** Shortly before the wrap-around, so that comparing instead of subtracting fails. */
    long now = Long.MAX_VALUE - SECOND;

    final CarpMachine machine;
    private final Effects fx = new Effects();

    MachineRun(CarpRules rules) {
        machine = new CarpMachine(rules);
    }

    /** Interval 1 s + 100/256 s. */
    static CarpRules rules() {
        return CarpRules.of(1, 100);
    }

    /** A machine in BACKUP since now. */
    static MachineRun backup(CarpRules rules) {
        MachineRun run = new MachineRun(rules);
        run.start();
        return run;
    }

    /** A machine in MASTER since now. */
    static MachineRun master(CarpRules rules) {
        MachineRun run = backup(rules);
        run.untilDeadline();
        return run;
    }

    static MachineRun in(HostState state, CarpRules rules) {
        return switch (state) {
            case INIT -> new MachineRun(rules);
            case BACKUP -> backup(rules);
            case MASTER -> master(rules);
            case FAULT -> {
                MachineRun broken = backup(rules);
                broken.fault(FaultReason.NO_INTERFACE);
                yield broken;
            }
        };
    }

    MachineRun after(long nanos) {
        now += nanos;
        return this;
    }

    String start() {
        fx.clear();
        machine.start(now, fx);
        return fx.toString();
    }

    String advert(int advskew, int order) {
        return advert(1, advskew, order);
    }

    String advert(int advbase, int advskew, int order) {
        return advert(CarpRules.interval(advbase, advskew), 0, PEER, order);
    }

    String advert(int interval, int demotion, long sender, int order) {
        fx.clear();
        machine.advert(now, interval, demotion, sender, order, fx);
        return fx.toString();
    }

    String bowOut() {
        return advert(255, 255, HIGHER);
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

    String sent(boolean ok) {
        fx.clear();
        machine.sent(now, ok, fx);
        return fx.toString();
    }

    String demote(int by) {
        fx.clear();
        machine.demote(now, by, fx);
        return fx.toString();
    }

    String stepDown() {
        fx.clear();
        machine.stepDown(now, fx);
        return fx.toString();
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

    String lost() {
        fx.clear();
        machine.lost(now, fx);
        return fx.toString();
    }

    String upScriptEnded() {
        fx.clear();
        machine.upScriptEnded(now, fx);
        return fx.toString();
    }

    String reconfigure(CarpRules next) {
        fx.clear();
        machine.reconfigure(now, next, fx);
        return fx.toString();
    }

    String stop(boolean keep) {
        fx.clear();
        machine.stop(now, keep, fx);
        return fx.toString();
    }

    /** Microseconds until the next deadline, or "-". */
    String deadline() {
        return machine.hasDeadline() ? String.valueOf((machine.nextDeadline() - now) / 1000) : "-";
    }

    HostState state() {
        return machine.state();
    }
}
