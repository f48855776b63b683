// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

import static io.mainstay.api.control.ProbeView.Outcome.BROKEN;
import static io.mainstay.api.control.ProbeView.Outcome.CANCELLED;
import static io.mainstay.api.control.ProbeView.Outcome.FAILED;
import static io.mainstay.api.control.ProbeView.Outcome.PASSED;
import static io.mainstay.checks.internal.machine.Step.Change.NONE;
import static io.mainstay.checks.internal.machine.Step.Change.WENT_DOWN;
import static io.mainstay.checks.internal.machine.Step.Change.WENT_UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.api.model.CheckTiming;
import io.mainstay.checks.internal.machine.Step.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every outcome, and the courses that follow from them. Times in seconds. */
class CheckMachineTest {
    private static final long S = 1_000_000_000L;
    /** Near the wrap-around, so that comparing instead of subtracting fails. */
    private static final long NOW = Long.MAX_VALUE - S;
    /** Loop 10, retry 2 after 3, one step. */
    private static final CheckRules PLAIN = new CheckRules(10 * S, 2, 3 * S, false, false, 10 * S, 1, 0, 1, false);

    private static final CheckState UP = CheckState.SETTLED_UP;
    private static final CheckState DOWN = down(0, 0, true, 0, false);

    private static CheckState up(int failures, int step) {
        return new CheckState(true, true, false, failures, step, false, 0, false);
    }

    private static CheckState down(int failures, int step, boolean stepFailed, int risen, boolean recovering) {
        return new CheckState(false, true, false, failures, step, stepFailed, risen, recovering);
    }

    private static CheckRules steps(int count, boolean fast) {
        return new CheckRules(10 * S, 2, 3 * S, false, false, 30 * S, 1, 0, count, fast);
    }

    private static CheckRules rise(int rise, int steps) {
        return new CheckRules(10 * S, 2, 3 * S, false, false, 10 * S, rise, 0, steps, false);
    }

    private static final CheckRules WITHOUT_RETRY =
            new CheckRules(10 * S, 0, 3 * S, false, false, 10 * S, 1, 0, 1, false);
    private static final CheckRules RETRIES_DOWN =
            new CheckRules(10 * S, 2, 3 * S, true, false, 10 * S, 1, 0, 1, false);

    static Stream<Arguments> table() {
        CheckState midCycle = new CheckState(true, false, false, 0, 1, false, 0, false);
        CheckState alphaMidCycle = new CheckState(false, false, false, 0, 1, false, 0, false);
        CheckState alphaJudged = new CheckState(false, true, false, 0, 0, true, 0, false);
        return Stream.of(
                // Starts up: a pass settles it, the first failure takes it down without retries.
                row(PLAIN, CheckState.STARTS_UP, PASSED, UP, 10, NONE),
                row(PLAIN, CheckState.STARTS_UP, FAILED, DOWN, 10, WENT_DOWN),
                row(PLAIN, CheckState.STARTS_UP, BROKEN, CheckState.STARTS_UP, 10, NONE),
                row(PLAIN, CheckState.STARTS_UP, CANCELLED, CheckState.STARTS_UP, 0, NONE),
                // Starts down (alpha): a pass brings it up, a failure leaves it there.
                row(PLAIN, CheckState.STARTS_DOWN, PASSED, UP, 10, WENT_UP),
                row(PLAIN, CheckState.STARTS_DOWN, FAILED, alphaJudged, 10, NONE),
                row(PLAIN, CheckState.STARTS_DOWN, BROKEN, CheckState.STARTS_DOWN, 10, NONE),
                row(PLAIN, CheckState.STARTS_DOWN, CANCELLED, CheckState.STARTS_DOWN, 0, NONE),
                // Up.
                row(PLAIN, UP, PASSED, UP, 10, NONE),
                row(PLAIN, UP, FAILED, up(1, 0), 3, NONE),
                row(PLAIN, UP, BROKEN, UP, 10, NONE),
                row(PLAIN, UP, CANCELLED, UP, 0, NONE),
                row(WITHOUT_RETRY, UP, FAILED, DOWN, 10, WENT_DOWN),
                // Up, one failure.
                row(PLAIN, up(1, 0), PASSED, UP, 10, NONE),
                row(PLAIN, up(1, 0), FAILED, up(2, 0), 3, NONE),
                row(PLAIN, up(1, 0), BROKEN, up(1, 0), 10, NONE),
                row(PLAIN, up(1, 0), CANCELLED, up(1, 0), 0, NONE),
                // Up, retries used up.
                row(PLAIN, up(2, 0), PASSED, UP, 10, NONE),
                row(PLAIN, up(2, 0), FAILED, DOWN, 10, WENT_DOWN),
                row(PLAIN, up(2, 0), BROKEN, up(2, 0), 10, NONE),
                row(PLAIN, up(2, 0), CANCELLED, up(2, 0), 0, NONE),
                // Down.
                row(PLAIN, DOWN, PASSED, UP, 10, WENT_UP),
                row(PLAIN, DOWN, FAILED, DOWN, 10, NONE),
                row(PLAIN, DOWN, BROKEN, DOWN, 10, NONE),
                row(PLAIN, DOWN, CANCELLED, DOWN, 0, NONE),
                // Down, with retries in each period (SMTP_CHECK).
                row(RETRIES_DOWN, CheckState.STARTS_UP, FAILED, DOWN, 10, WENT_DOWN),
                row(RETRIES_DOWN, CheckState.STARTS_DOWN, FAILED, alphaJudged, 10, NONE),
                row(RETRIES_DOWN, DOWN, FAILED, down(1, 0, true, 0, false), 3, NONE),
                row(RETRIES_DOWN, down(1, 0, true, 0, false), FAILED, down(2, 0, true, 0, false), 3, NONE),
                row(RETRIES_DOWN, down(2, 0, true, 0, false), FAILED, DOWN, 10, NONE),
                row(RETRIES_DOWN, down(2, 0, true, 0, false), PASSED, UP, 10, WENT_UP),
                row(RETRIES_DOWN, down(1, 0, true, 0, false), BROKEN, down(1, 0, true, 0, false), 10, NONE),
                row(RETRIES_DOWN, down(1, 0, true, 0, false), CANCELLED, down(1, 0, true, 0, false), 0, NONE),
                // Rise.
                row(rise(3, 1), DOWN, PASSED, down(0, 0, false, 1, false), 10, NONE),
                row(rise(3, 1), down(0, 0, false, 1, false), PASSED, down(0, 0, false, 2, false), 10, NONE),
                row(rise(3, 1), down(0, 0, false, 2, false), PASSED, UP, 10, WENT_UP),
                row(rise(3, 1), down(0, 0, false, 2, false), FAILED, DOWN, 10, NONE),
                row(rise(3, 1), down(0, 0, false, 2, false), BROKEN, down(0, 0, false, 2, false), 10, NONE),
                row(rise(3, 1), down(0, 0, false, 2, false), CANCELLED, down(0, 0, false, 2, false), 0, NONE),
                row(rise(2, 1), CheckState.STARTS_UP, PASSED, UP, 10, NONE),
                row(rise(2, 2), down(0, 1, false, 0, true), PASSED, down(0, 0, false, 1, true), 10, NONE),
                // Several steps, starting up: each step has its period; the first pass has cleared the first-failure
                // rule.
                row(steps(2, false), CheckState.STARTS_UP, PASSED, midCycle, 10, NONE),
                row(steps(2, false), CheckState.STARTS_UP, FAILED, down(0, 0, true, 0, false), 30, WENT_DOWN),
                row(steps(2, false), midCycle, PASSED, UP, 10, NONE),
                row(
                        steps(2, false),
                        midCycle,
                        FAILED,
                        new CheckState(true, false, false, 1, 1, false, 0, false),
                        3,
                        NONE),
                row(steps(2, false), midCycle, BROKEN, midCycle, 10, NONE),
                row(steps(2, false), midCycle, CANCELLED, midCycle, 0, NONE),
                // Several steps, up: the failing step is retried, then remembered.
                row(steps(3, false), UP, PASSED, up(0, 1), 10, NONE),
                row(steps(3, false), up(0, 1), FAILED, up(1, 1), 3, NONE),
                row(steps(3, false), up(1, 1), PASSED, up(0, 2), 10, NONE),
                row(steps(3, false), up(2, 1), FAILED, down(0, 1, true, 0, false), 30, WENT_DOWN),
                row(steps(3, false), up(2, 2), PASSED, UP, 10, NONE),
                // Several steps, down: only the failed one, then all from the first.
                row(steps(3, false), down(0, 1, true, 0, false), FAILED, down(0, 1, true, 0, false), 30, NONE),
                row(steps(3, false), down(0, 1, true, 0, false), PASSED, down(0, 0, false, 0, true), 10, NONE),
                row(steps(3, false), down(0, 1, true, 0, false), BROKEN, down(0, 1, true, 0, false), 10, NONE),
                row(steps(3, false), down(0, 1, true, 0, false), CANCELLED, down(0, 1, true, 0, false), 0, NONE),
                row(steps(3, false), down(0, 0, false, 0, true), PASSED, down(0, 1, false, 0, true), 10, NONE),
                row(steps(3, false), down(0, 1, false, 0, true), FAILED, down(0, 1, true, 0, false), 30, NONE),
                row(steps(3, false), down(0, 1, false, 0, true), BROKEN, down(0, 1, false, 0, true), 10, NONE),
                row(steps(3, false), down(0, 1, false, 0, true), CANCELLED, down(0, 1, false, 0, true), 0, NONE),
                row(steps(3, false), down(0, 2, false, 0, true), PASSED, UP, 10, WENT_UP),
                // With fast recovery the steps follow one another at once, but only after a failed one has passed.
                row(steps(3, true), down(0, 1, true, 0, false), PASSED, down(0, 0, false, 0, true), 0, NONE),
                row(steps(3, true), down(0, 0, false, 0, true), PASSED, down(0, 1, false, 0, true), 0, NONE),
                row(steps(3, true), down(0, 2, false, 0, true), PASSED, UP, 10, WENT_UP),
                row(steps(2, true), CheckState.STARTS_DOWN, PASSED, alphaMidCycle, 10, NONE),
                // Several steps, alpha: every step has to pass once.
                row(steps(2, false), CheckState.STARTS_DOWN, PASSED, alphaMidCycle, 10, NONE),
                row(steps(2, false), alphaMidCycle, PASSED, UP, 10, WENT_UP),
                row(steps(2, false), alphaMidCycle, FAILED, down(0, 1, true, 0, false), 30, NONE));
    }

    private static Arguments row(
            CheckRules rules, CheckState state, Outcome outcome, CheckState next, int seconds, Change change) {
        return Arguments.of(rules, state, outcome, next, seconds, change);
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("table")
    void everyStateKnowsEveryOutcome(
            CheckRules rules, CheckState state, Outcome outcome, CheckState next, int seconds, Change change) {
        Step step = CheckMachine.apply(state, outcome, NOW - S, NOW, rules, bound -> bound);

        assertThat(step).isEqualTo(new Step(next, NOW + seconds * S, change));
    }

    @Test
    void goesDownAfterRetryPlusOneFailures() {
        assertThat(course(PLAIN, UP, "FFF")).containsExactly("3", "3", "10 DOWN");
        assertThat(course(PLAIN, UP, "FFPFFF")).containsExactly("3", "3", "10", "3", "3", "10 DOWN");
    }

    @Test
    void brokenProbesCountNeitherAsFailureNorAsPass() {
        assertThat(course(PLAIN, UP, "FBFBF")).containsExactly("3", "10", "3", "10", "10 DOWN");
        assertThat(course(rise(2, 1), DOWN, "PBP")).containsExactly("10", "10", "10 UP");
    }

    @Test
    void afterThePassOfTheFirstProbeFailuresAreRetried() {
        assertThat(course(PLAIN, CheckState.STARTS_UP, "PFFF")).containsExactly("10", "3", "3", "10 DOWN");
    }

    @Test
    void aBrokenFirstProbeLeavesTheFirstFailureRule() {
        assertThat(course(PLAIN, CheckState.STARTS_UP, "BF")).containsExactly("10", "10 DOWN");
    }

    @Test
    void recoveryGoesThroughAllStepsFromTheFirst() {
        List<Integer> asked = new ArrayList<>();
        assertThat(course(steps(3, false), up(2, 1), "FFPPPP", asked))
                .containsExactly("30 DOWN", "30", "10", "10", "10", "10 UP");
        assertThat(asked).containsExactly(1, 1, 1, 0, 1, 2);
    }

    @Test
    void fastRecoveryNeedsNoPeriods() {
        assertThat(course(steps(3, true), up(2, 1), "FPPPP")).containsExactly("30 DOWN", "0", "0", "0", "10 UP");
    }

    @Test
    void fastRecoveryWithRiseRestsBetweenRounds() {
        CheckRules rules = new CheckRules(10 * S, 0, 3 * S, false, false, 10 * S, 2, 0, 2, true);

        assertThat(course(rules, down(0, 1, true, 0, false), "PPPPP")).containsExactly("0", "0", "10", "0", "10 UP");
    }

    @Test
    void periodsFromTheStartDoNotAddTheProbesTime() {
        CheckRules rules = new CheckRules(10 * S, 1, 3 * S, false, true, 10 * S, 1, 0, 1, false);

        assertThat(CheckMachine.apply(UP, PASSED, NOW - 4 * S, NOW, rules, b -> 0)
                        .nextAtNanos())
                .isEqualTo(NOW + 6 * S);
        assertThat(CheckMachine.apply(UP, FAILED, NOW - 4 * S, NOW, rules, b -> 0)
                        .nextAtNanos())
                .as("retries count from the end")
                .isEqualTo(NOW + 3 * S);
        assertThat(CheckMachine.apply(UP, PASSED, NOW - 15 * S, NOW, rules, b -> 0)
                        .nextAtNanos())
                .as("never in the past")
                .isEqualTo(NOW);
    }

    @Test
    void jitterLengthensPeriodsAndNotRetries() {
        CheckRules rules = new CheckRules(10 * S, 1, 3 * S, false, false, 10 * S, 1, 2 * S, 1, false);

        assertThat(CheckMachine.apply(UP, PASSED, NOW, NOW, rules, bound -> bound)
                        .nextAtNanos())
                .isEqualTo(NOW + 12 * S);
        assertThat(CheckMachine.apply(UP, FAILED, NOW, NOW, rules, bound -> bound)
                        .nextAtNanos())
                .isEqualTo(NOW + 3 * S);
    }

    @Test
    void theFirstProbeComesAfterASecondAndAPartOfTheWarmup() {
        assertThat(CheckMachine.firstAt(timing(Optional.empty()), NOW, bound -> bound))
                .isEqualTo(NOW + 11 * S);
        assertThat(CheckMachine.firstAt(timing(Optional.of(Duration.ofSeconds(4))), NOW, bound -> bound))
                .isEqualTo(NOW + 5 * S);
        assertThat(CheckMachine.firstAt(timing(Optional.of(Duration.ZERO)), NOW, bound -> bound))
                .isEqualTo(NOW + S);
    }

    @Test
    void whatIsNotConfiguredComesFromTheType() {
        CheckDefaults http = new CheckDefaults(
                1,
                Optional.of(Duration.ofSeconds(30)),
                true,
                CheckDefaults.PeriodFrom.START,
                CheckDefaults.DownPeriod.LONGER_OF_DELAY_LOOP_AND_RETRY_DELAY);
        CheckDefaults dns = new CheckDefaults(
                3, Optional.empty(), false, CheckDefaults.PeriodFrom.END, CheckDefaults.DownPeriod.DELAY_LOOP);
        CheckTiming given = new CheckTiming(
                Duration.ofSeconds(10),
                OptionalInt.of(5),
                Optional.of(Duration.ofSeconds(2)),
                Optional.empty(),
                0,
                Duration.ofSeconds(1),
                false,
                false);

        assertThat(CheckRules.of(timing(Optional.empty()), http, 2, true))
                .isEqualTo(new CheckRules(10 * S, 1, 30 * S, true, true, 30 * S, 1, 0, 2, true));
        assertThat(CheckRules.of(timing(Optional.empty()), dns, 1, false))
                .isEqualTo(new CheckRules(10 * S, 3, 10 * S, false, false, 10 * S, 1, 0, 1, false));
        assertThat(CheckRules.of(given, dns, 1, false))
                .isEqualTo(new CheckRules(10 * S, 5, 2 * S, false, false, 10 * S, 1, S, 1, false));
    }

    @Test
    void anotherCheckerTakesOverTheStateAndItsProgressOnlyWhenItMeansTheSame() {
        assertThat(up(2, 1).carriedOver(true, 3)).isEqualTo(up(2, 1));
        assertThat(up(2, 1).carriedOver(false, 3)).isEqualTo(UP);
        assertThat(down(0, 2, true, 0, false).carriedOver(true, 2)).isEqualTo(down(0, 0, false, 0, false));
        assertThat(CheckState.STARTS_UP.carriedOver(false, 1)).isEqualTo(CheckState.STARTS_UP);
    }

    @Test
    void causesNameWhatDecided() {
        assertThat(Causes.down(CheckState.STARTS_UP, PLAIN, "refused")).isEqualTo("first probe failed: refused");
        assertThat(Causes.down(UP, WITHOUT_RETRY, "refused")).isEqualTo("1 failure: refused");
        assertThat(Causes.down(up(2, 1), steps(3, false), "status 503"))
                .isEqualTo("3 failures in a row, last (step 2 of 3): status 503");
        assertThat(Causes.up(PLAIN, "")).isEqualTo("passed");
        assertThat(Causes.up(rise(2, 3), "200")).isEqualTo("2 passes in a row, all 3 steps: 200");
    }

    private static CheckTiming timing(Optional<Duration> warmup) {
        return new CheckTiming(
                Duration.ofSeconds(10), OptionalInt.empty(), Optional.empty(), warmup, 1, Duration.ZERO, false, false);
    }

    private static List<String> course(CheckRules rules, CheckState from, String outcomes) {
        return course(rules, from, outcomes, new ArrayList<>());
    }

    /** The seconds to the next probe, with the change, after each of the outcomes (P, F, B). */
    private static List<String> course(CheckRules rules, CheckState from, String outcomes, List<Integer> stepsAsked) {
        List<String> course = new ArrayList<>();
        CheckState state = from;
        for (char c : outcomes.toCharArray()) {
            Outcome outcome = c == 'P' ? PASSED : c == 'F' ? FAILED : BROKEN;
            stepsAsked.add(state.step());
            Step step = CheckMachine.apply(state, outcome, NOW, NOW, rules, bound -> 0);
            String change = step.change() == NONE ? "" : step.change() == WENT_UP ? " UP" : " DOWN";
            course.add((step.nextAtNanos() - NOW) / S + change);
            state = step.next();
        }
        return course;
    }
}
