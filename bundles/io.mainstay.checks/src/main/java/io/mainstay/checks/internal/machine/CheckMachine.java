// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.api.model.CheckTiming;
import io.mainstay.checks.internal.machine.Step.Change;
import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * The rules by which outcomes of probes move a check.
 *
 * <p>Random parts come from a function that is given a bound and returns a number from 0 to the bound, so that the same
 * inputs give the same result.
 */
public final class CheckMachine {
    /** From the start of a check to its first probe, at least. */
    public static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private CheckMachine() {}

    /** When a new check is probed first: after one second and a random part of its warm-up, which spreads the start. */
    public static long firstAt(CheckTiming timing, long now, LongUnaryOperator random) {
        long warmup = timing.warmup().orElse(timing.delayLoop()).toNanos();
        return now + FIRST_DELAY.toNanos() + upTo(warmup, random);
    }

    /**
     * Moves a check by one outcome.
     *
     * @param startedAt when the probe started
     * @param now when it ended
     */
    public static Step apply(
            CheckState state, Outcome outcome, long startedAt, long now, CheckRules rules, LongUnaryOperator random) {
        return switch (outcome) {
            case PASSED ->
                state.up()
                        ? passedWhileUp(state, startedAt, now, rules, random)
                        : passedWhileDown(state, startedAt, now, rules, random);
            case FAILED ->
                state.up()
                        ? failedWhileUp(state, startedAt, now, rules, random)
                        : failedWhileDown(state, startedAt, now, rules, random);
            case BROKEN -> new Step(state, period(rules.delayLoopNanos(), startedAt, now, rules, random), Change.NONE);
            case CANCELLED -> new Step(state, now, Change.NONE);
        };
    }

    private static Step passedWhileUp(
            CheckState state, long startedAt, long now, CheckRules rules, LongUnaryOperator random) {
        boolean allPassed = state.step() + 1 >= rules.steps();
        CheckState next = allPassed
                ? CheckState.SETTLED_UP
                : new CheckState(true, state.decided(), false, 0, state.step() + 1, false, 0, false);
        return new Step(next, period(rules.delayLoopNanos(), startedAt, now, rules, random), Change.NONE);
    }

    private static Step passedWhileDown(
            CheckState state, long startedAt, long now, CheckRules rules, LongUnaryOperator random) {
        long nextPeriod = period(rules.delayLoopNanos(), startedAt, now, rules, random);
        if (state.stepFailed() && rules.steps() > 1) {
            // The failed step is good again; that alone says nothing about the others: all of them, from the first.
            CheckState next = new CheckState(false, state.decided(), false, 0, 0, false, 0, true);
            return new Step(next, rules.fastRecovery() ? now : nextPeriod, Change.NONE);
        }
        if (state.step() + 1 < rules.steps()) {
            CheckState next = new CheckState(
                    false, state.decided(), false, 0, state.step() + 1, false, state.risen(), state.recovering());
            boolean atOnce = state.recovering() && rules.fastRecovery();
            return new Step(next, atOnce ? now : nextPeriod, Change.NONE);
        }
        int risen = state.risen() + 1;
        if (risen >= rules.rise()) {
            return new Step(CheckState.SETTLED_UP, nextPeriod, Change.WENT_UP);
        }
        CheckState next = new CheckState(false, state.decided(), false, 0, 0, false, risen, state.recovering());
        return new Step(next, nextPeriod, Change.NONE);
    }

    private static Step failedWhileUp(
            CheckState state, long startedAt, long now, CheckRules rules, LongUnaryOperator random) {
        if (!state.fresh() && state.failures() < rules.retry()) {
            CheckState next =
                    new CheckState(true, state.decided(), false, state.failures() + 1, state.step(), false, 0, false);
            return new Step(next, now + rules.retryDelayNanos(), Change.NONE);
        }
        CheckState next = new CheckState(false, true, false, 0, state.step(), true, 0, false);
        return new Step(next, period(rules.downPeriodNanos(), startedAt, now, rules, random), Change.WENT_DOWN);
    }

    private static Step failedWhileDown(
            CheckState state, long startedAt, long now, CheckRules rules, LongUnaryOperator random) {
        if (rules.retriesWhileDown() && !state.fresh() && state.failures() < rules.retry()) {
            CheckState next = new CheckState(false, true, false, state.failures() + 1, state.step(), true, 0, false);
            return new Step(next, now + rules.retryDelayNanos(), Change.NONE);
        }
        CheckState next = new CheckState(false, true, false, 0, state.step(), true, 0, false);
        return new Step(next, period(rules.downPeriodNanos(), startedAt, now, rules, random), Change.NONE);
    }

    private static long period(long periodNanos, long startedAt, long now, CheckRules rules, LongUnaryOperator random) {
        long at = (rules.fromStart() ? startedAt : now) + periodNanos + upTo(rules.jitterNanos(), random);
        return at - now < 0 ? now : at;
    }

    private static long upTo(long bound, LongUnaryOperator random) {
        return bound <= 0 ? 0 : random.applyAsLong(bound);
    }
}
