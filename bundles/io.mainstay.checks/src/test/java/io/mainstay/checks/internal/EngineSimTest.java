// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.api.check.ProbeResult.failed;
import static io.mainstay.api.check.ProbeResult.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.testkit.ScriptedChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scheduling, outcomes and limits on virtual time. */
class EngineSimTest {
    private static final ProbeResult REFUSED = failed(FailReason.REFUSED, "10.0.0.1:80");

    private final Harness h = new Harness();
    private final ScriptedChecker checker = new ScriptedChecker(h.time);
    private final CheckerFactory factory = (target, options) -> Compiled.of(checker);
    private final CheckSpec spec = Specs.check(1);
    private final CheckId id = spec.id();

    private List<Double> startsInSeconds() {
        return checker.starts().stream().map(d -> d.toNanos() / 1e9).toList();
    }

    @Test
    void probesAtOneSecondAndThenOncePerPeriod() {
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(35);

        assertThat(startsInSeconds()).containsExactly(1.0, 11.0, 21.0, 31.0);
        assertThat(h.view(id).decided()).isTrue();
        assertThat(h.view(id).cause()).isEqualTo("passed from the start");
    }

    @Test
    void thePeriodCountsFromTheEndOfTheProbe() {
        checker.taking(Duration.ofSeconds(2));
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(30);

        assertThat(startsInSeconds()).containsExactly(1.0, 13.0, 25.0);
    }

    @Test
    void theStartIsSpreadOverTheWarmup() {
        List<CheckSpec> specs = IntStream.range(0, 1000)
                .mapToObj(n -> Specs.check(n, Specs.every(Duration.ofSeconds(10), Duration.ofSeconds(10))))
                .toList();
        long[] state = {1};
        h.random = bound -> Math.floorMod(state[0] = state[0] * 6364136223846793005L + 1442695040888963407L, bound);
        h.deploy("TEST_CHECK", factory);
        h.load(specs);
        h.seconds(1);
        assertThat(checker.starts()).hasSizeLessThan(20);
        for (int second = 1; second <= 10; second++) {
            int before = checker.starts().size();
            h.seconds(1);
            assertThat(checker.starts().size() - before).isBetween(50, 150);
        }
        assertThat(h.lanes.last().tasks()).as("tasks for 1000 probes").isLessThan(1001);
    }

    @Test
    void whatIsDueInOneTickStartsInOneTask() {
        h.deploy("TEST_CHECK", factory);
        h.load(IntStream.range(0, 500).mapToObj(Specs::check).toList());
        h.seconds(1.1);

        assertThat(checker.starts()).hasSize(500);
        assertThat(h.lanes.last().tasks()).isEqualTo(1);
        assertThat(h.cycles).isLessThan(6);
    }

    @Test
    void cyclesDoNotComeMoreOftenThanTicks() {
        checker.taking(Duration.ofMillis(1));
        List<CheckSpec> specs = IntStream.range(0, 2000)
                .mapToObj(n -> Specs.check(n, Specs.every(Duration.ofSeconds(1), Duration.ofSeconds(1))))
                .toList();
        int[] next = {0};
        h.random = bound -> bound * (next[0]++ % 2000) / 2000;
        h.deploy("TEST_CHECK", factory);
        h.load(specs);
        h.seconds(3);
        int before = h.cycles;
        int probes = checker.starts().size();
        h.seconds(10);

        assertThat(checker.starts().size() - probes).as("2000 a second").isBetween(19_800, 20_000);
        assertThat(h.cycles - before).isLessThanOrEqualTo(2501);
        assertThat(h.roster.engine().lateness(0.99)).isLessThan(Duration.ofMillis(5));
    }

    @Test
    void afterAStallChecksGoBackToTheirSpread() {
        List<CheckSpec> specs = IntStream.range(0, 1000)
                .mapToObj(n -> Specs.check(n, Specs.every(Duration.ofSeconds(2), Duration.ofSeconds(2))))
                .toList();
        int[] next = {0};
        h.random = bound -> bound * (next[0]++ % 1000) / 1000;
        h.deploy("TEST_CHECK", factory);
        h.load(specs);
        h.seconds(5);
        h.lanes.last().block();
        h.seconds(0.6);
        h.lanes.last().unblock();
        h.seconds(2.4);

        for (int tenth = 0; tenth < 20; tenth++) {
            int before = checker.starts().size();
            h.seconds(0.1);
            assertThat(checker.starts().size() - before).as("tenth " + tenth).isBetween(40, 60);
        }
    }

    @Test
    void theFirstFailureTakesItDownWithoutRetries() {
        h.deploy("TEST_CHECK", factory);
        checker.otherwise(REFUSED);
        h.load(spec);
        assertThat(h.view(id).up()).isTrue();
        assertThat(h.view(id).decided()).isFalse();
        h.seconds(1.1);

        assertThat(h.journal.drain()).containsExactly("check " + id + ": UP -> DOWN");
        CheckView view = h.view(id);
        assertThat(view.up()).isFalse();
        assertThat(view.decided()).isTrue();
        assertThat(view.cause()).isEqualTo("first probe failed: refused, 10.0.0.1:80");
        assertThat(view.since().toEpochMilli()).isBetween(1000L, 1010L);
    }

    @Test
    void laterFailuresAreRetriedBeforeItGoesDown() {
        checker.next(passed(), REFUSED, REFUSED, REFUSED, REFUSED, passed(), passed());
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(16.9);
        assertThat(h.journal.drain()).isEmpty();
        h.seconds(0.2);
        assertThat(h.journal.drain()).containsExactly("check " + id + ": UP -> DOWN");
        assertThat(h.view(id).cause()).isEqualTo("3 failures in a row, last: refused, 10.0.0.1:80");
        h.seconds(20);
        assertThat(h.journal.drain()).containsExactly("check " + id + ": DOWN -> UP");
        assertThat(startsInSeconds()).containsExactly(1.0, 11.0, 14.0, 17.0, 27.0, 37.0);
        assertThat(h.view(id).failures()).isEqualTo(4);
        assertThat(h.view(id).probes()).isEqualTo(6);
    }

    @Test
    void alphaStartsDownUntilTheFirstPass() {
        h.deploy("TEST_CHECK", factory);
        h.load(Specs.check(1, Specs.timing(true, false)));
        assertThat(h.view(id).up()).isFalse();
        h.seconds(1.1);

        assertThat(h.journal.drain()).containsExactly("check " + id + ": DOWN -> UP");
    }

    @Test
    void stepsAreProbedOneAfterTheOther() {
        checker.withSteps(3, false);
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(45);

        assertThat(checker.stepsAsked()).containsExactly(0, 1, 2, 0, 1);
    }

    @Test
    void aProbeOverItsLimitIsAbandonedAndCountsAsTimeout() {
        checker.hanging(true).limitedTo(Duration.ofSeconds(2));
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(2.9);
        assertThat(h.view(id).up()).isTrue();
        h.seconds(0.2);

        CheckView view = h.view(id);
        assertThat(view.up()).isFalse();
        assertThat(view.overruns()).isEqualTo(1);
        assertThat(view.cause())
                .isEqualTo("first probe failed: timeout, no outcome within its limit of 2 s; abandoned");
        assertThat(checker.cancelled()).isEqualTo(1);
        assertThat(checker.lastContext().cancelled()).isTrue();
        assertThat(checker.lastContext().remaining()).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(Findings.of(h.roster))
                .anySatisfy(finding -> assertThat(finding.problem()).contains("1 probes did not end"));
    }

    @Test
    void theLateOutcomeOfAnAbandonedProbeIsIgnored() {
        checker.hanging(true).limitedTo(Duration.ofSeconds(2));
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(3.1);
        checker.release(passed());
        h.seconds(1);

        assertThat(h.view(id).up()).isFalse();
        assertThat(h.view(id).probes()).isEqualTo(1);
    }

    @Test
    void brokenLeavesTheStateAndIsRepeatedAPeriodLater() {
        checker.next(ProbeResult.broken("no local port", new IllegalStateException("boom")));
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(12);

        assertThat(startsInSeconds()).containsExactly(1.0, 11.0);
        assertThat(h.view(id).broken()).isEqualTo(1);
        ProbeView first = h.roster.checks().get(id).history().get(0);
        assertThat(first.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(first.detail()).startsWith("no local port (java.lang.IllegalStateException: boom at ");
        assertThat(h.journal.drain()).isEmpty();
    }

    @Test
    void weightAdviceIsToldAndForgottenWhenItGoesDown() {
        List<String> heard = new ArrayList<>();
        h.roster.listen(view -> heard.add((view.up() ? "up " : "down ")
                + view.weight().kind() + " " + view.weight().value()));
        checker.next(new ProbeResult.Passed("", WeightAdvice.set(7)), new ProbeResult.Passed("", WeightAdvice.set(7)));
        checker.next(REFUSED, REFUSED, REFUSED);
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(30);

        assertThat(heard).containsExactly("up SET 7", "down NONE 0");
    }

    @Test
    void warningsComeAndGoAsTransitionsOfTheirOwn() {
        ProbeResult warns = new ProbeResult.Passed("", WeightAdvice.NONE, "the certificate expires in 5 days");
        ProbeResult warnsAgain = new ProbeResult.Passed("", WeightAdvice.NONE, "the certificate expires in 4 days");
        checker.next(ProbeResult.passed(), warns, warnsAgain, REFUSED, ProbeResult.passed());
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(22);
        assertThat(h.view(id).warning()).isEqualTo("the certificate expires in 4 days");
        h.seconds(30);

        assertThat(h.journal.entries())
                .extracting(entry -> entry.transition().cause())
                .containsExactly("the certificate expires in 5 days", "the certificate expires in 4 days");
        assertThat(h.journal.drain())
                .containsExactly(
                        "warning of check " + id + ": NONE -> WARNING", "warning of check " + id + ": WARNING -> NONE");
        assertThat(h.view(id).warning()).isEmpty();
    }

    @Test
    void aProbeOnRequestCountsLikeAnyOther() throws Exception {
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(1.5);
        CompletableFuture<ProbeView> answer = new CompletableFuture<>();
        h.roster
                .engine()
                .submit(() ->
                        h.roster.engine().orders().probeNow(h.roster.checks().get(id), answer, h.time.nanoTime()));
        h.seconds(0.1);

        assertThat(answer.get().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(startsInSeconds()).containsExactly(1.0, 1.5);
        h.seconds(10);
        assertThat(startsInSeconds()).hasSize(3).last().isEqualTo(11.5);
    }

    @Test
    void aRequestDuringAProbeGetsThatOnesOutcome() throws Exception {
        checker.taking(Duration.ofSeconds(2));
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(2);
        CompletableFuture<ProbeView> answer = new CompletableFuture<>();
        h.roster
                .engine()
                .submit(() ->
                        h.roster.engine().orders().probeNow(h.roster.checks().get(id), answer, h.time.nanoTime()));
        h.seconds(2);

        assertThat(answer.get().duration()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2010));
        assertThat(checker.starts()).hasSize(1);
    }

    @Test
    void aRequestForASuspendedCheckIsRefusedWithTheReason() {
        h.load(spec);
        h.seconds(0.1);
        CompletableFuture<ProbeView> answer = new CompletableFuture<>();
        h.roster
                .engine()
                .submit(() ->
                        h.roster.engine().orders().probeNow(h.roster.checks().get(id), answer, h.time.nanoTime()));
        h.seconds(0.1);

        assertThatThrownBy(answer::join)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no plugin for checker type TEST_CHECK");
    }

    @Test
    void historyKeepsTheLastProbesAndTheLastFailuresEachOnce() {
        checker.next(passed("first"), failed(FailReason.CLOSED_EARLY, "a"), failed(FailReason.CLOSED_EARLY, "b"));
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(200);
        List<ProbeView> history = h.roster.checks().get(id).history();

        assertThat(history).hasSize(10);
        assertThat(history.subList(0, 2)).extracting(ProbeView::detail).containsExactly("a", "b");
        assertThat(history).isSortedAccordingTo(java.util.Comparator.comparing(ProbeView::at));
    }

    @Test
    void afterAStopOfTheWholeProcessOutcomesThatWereReadyStillCount() {
        checker.limitedTo(Duration.ofSeconds(2)).hanging(true);
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(1.5);
        h.haltFor(Duration.ofSeconds(60));
        h.seconds(0.1);
        checker.release(passed());
        h.seconds(0.3);

        assertThat(h.view(id).up()).isTrue();
        assertThat(h.view(id).overruns()).isZero();
    }

    @Test
    void stopCancelsEverything() {
        checker.hanging(true);
        h.deploy("TEST_CHECK", factory);
        h.load(spec);
        h.seconds(1.5);
        var stopped = h.roster.stop().toCompletableFuture();
        h.seconds(0.1);

        assertThat(stopped).isCompleted();
        assertThat(checker.cancelled()).isEqualTo(1);
        assertThat(h.lanes.last().isClosed()).isTrue();
        h.seconds(100);
        assertThat(checker.starts()).hasSize(1);
        assertThat(h.journal.drain()).isEmpty();
    }
}
