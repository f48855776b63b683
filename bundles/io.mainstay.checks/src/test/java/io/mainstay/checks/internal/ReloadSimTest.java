// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.api.check.ProbeResult.failed;
import static io.mainstay.api.check.ProbeResult.passed;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.StateParticipant.Prepared;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Check;
import io.mainstay.testkit.ScriptedChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reload does to checks that run. */
class ReloadSimTest {
    private final Harness h = new Harness();
    private final ScriptedChecker checker = new ScriptedChecker(h.time);
    private final List<String> compiled = new ArrayList<>();
    private final CheckSpec spec = Specs.check(1);
    private final CheckId id = spec.id();

    @BeforeEach
    void deploy() {
        h.deploy("TEST_CHECK", new CheckerFactory() {
            @Override
            public Compiled<Checker> compile(CheckTarget target, Options options) {
                String argument =
                        options.node().argument(0).map(Object::toString).orElse("");
                compiled.add(argument);
                return argument.equals("wrong")
                        ? new Compiled<>(
                                Optional.empty(),
                                List.of(Diagnostic.error(
                                        DiagnosticKind.GENERAL, options.node().at(), "'wrong' is not valid")))
                        : Compiled.of(checker);
            }
        });
    }

    private static CheckSpec with(String argument) {
        return Specs.check(1, "TEST_CHECK", Specs.TIMING, argument);
    }

    @Test
    void anUnchangedCheckNoticesNothing() {
        checker.taking(Duration.ofSeconds(1));
        h.load(spec);
        h.seconds(1.5);
        Check before = h.roster.checks().get(id);
        h.load(Specs.check(1));
        h.seconds(20);

        assertThat(h.roster.checks().get(id)).isSameAs(before);
        assertThat(compiled).hasSize(1);
        assertThat(checker.cancelled()).isZero();
        assertThat(checker.starts()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(12));
    }

    @Test
    void aStateWithAnErrorChangesNothing() {
        h.load(spec);
        h.seconds(1.5);
        List<Diagnostic> said = h.load(with("wrong"), Specs.check(2));
        h.seconds(10);

        assertThat(said).extracting(Diagnostic::toString).containsExactly("test.conf:1:5: error: 'wrong' is not valid");
        assertThat(h.roster.checks()).containsOnlyKeys(id);
        assertThat(checker.starts()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(11));
    }

    @Test
    void changedOptionsKeepTheStateAndTheHistoryButNotTheRetries() {
        checker.next(passed(), failed(FailReason.REFUSED, ""), failed(FailReason.REFUSED, ""));
        h.load(spec);
        h.seconds(15);
        checker.otherwise(failed(FailReason.REFUSED, ""));
        h.load(with("other"));
        assertThat(h.view(id).up()).isTrue();
        h.seconds(7.9);
        assertThat(h.view(id).up()).as("two retries again").isTrue();
        h.seconds(0.3);
        assertThat(h.view(id).up()).isFalse();
        assertThat(h.view(id).probes()).isEqualTo(6);
    }

    @Test
    void changedOptionsCancelWhatIsUnderWayAndAskAnew() {
        checker.hanging(true);
        h.load(spec);
        h.seconds(1.5);
        checker.hanging(false);
        h.load(with("other"));
        h.seconds(0.1);

        assertThat(h.roster.checks().get(id).history())
                .extracting(ProbeView::outcome)
                .containsExactly(Outcome.CANCELLED, Outcome.PASSED);
        assertThat(checker.cancelled()).isEqualTo(1);
    }

    @Test
    void aChangedTimingKeepsCheckerProbeAndRetries() {
        checker.taking(Duration.ofSeconds(1));
        h.load(Specs.check(1, Specs.every(Duration.ofSeconds(60), Duration.ZERO)));
        h.seconds(1.5);
        h.load(Specs.check(1, Specs.every(Duration.ofSeconds(5), Duration.ZERO)));
        h.seconds(10);

        assertThat(compiled).hasSize(1);
        assertThat(checker.starts()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(7));
    }

    @Test
    void aShorterPeriodHastensTheNextProbe() {
        h.load(Specs.check(1, Specs.every(Duration.ofSeconds(60), Duration.ZERO)));
        h.seconds(2);
        h.load(Specs.check(1, Specs.every(Duration.ofSeconds(5), Duration.ZERO)));
        h.seconds(6);

        assertThat(checker.starts()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(7));
    }

    @Test
    void aCheckGoesOnWhenItsNumberChanges() {
        checker.otherwise(failed(FailReason.REFUSED, ""));
        CheckSpec a = Specs.check("vs", 1, "TEST_CHECK", 1, Specs.TIMING, "a");
        CheckSpec b = Specs.check("vs", 1, "TEST_CHECK", 2, Specs.TIMING, "b");
        h.load(a, b);
        h.seconds(1.5);
        Check second = h.roster.checks().get(b.id());
        h.load(Specs.check("vs", 1, "TEST_CHECK", 1, Specs.TIMING, "b"));
        h.seconds(0.1);

        assertThat(h.roster.checks()).containsOnlyKeys(a.id());
        assertThat(h.roster.checks().get(a.id())).isSameAs(second);
        assertThat(second.id().ordinal()).isEqualTo(1);
        assertThat(compiled).containsExactly("a", "b");
        int before = checker.starts().size();
        h.seconds(10);
        assertThat(checker.starts()).hasSize(before + 1);
    }

    @Test
    void aRemovedCheckIsCancelledAndSaysNothingAnyMore() {
        checker.hanging(true);
        h.load(spec, Specs.check(2));
        h.seconds(1.5);
        h.load(Specs.check(2));
        h.seconds(0.1);
        checker.release(failed(FailReason.REFUSED, ""));
        h.seconds(0.1);

        assertThat(checker.cancelled()).isEqualTo(1);
        assertThat(h.journal.drain()).containsExactly("check " + Specs.check(2).id() + ": UP -> DOWN");
        assertThat(h.roster.checks()).hasSize(1);
    }

    @Test
    void newChecksAreVisibleWhenTheCommitReturns() {
        Prepared prepared = h.roster.prepare(Specs.state(1, List.of(spec)));
        assertThat(h.roster.checks()).isEmpty();
        prepared.commit();

        assertThat(h.view(id).up()).isTrue();
        assertThat(h.view(id).description()).isEqualTo("scripted");
    }

    @Test
    void aRefusedCheckIsDiagnosedAgainAtTheNextReload() {
        h.load(spec);
        h.deploy(
                "TEST_CHECK",
                (target, options) -> new Compiled<>(
                        Optional.empty(),
                        List.of(Diagnostic.error(
                                DiagnosticKind.GENERAL, options.node().at(), "no"))));
        h.seconds(1);

        assertThat(h.load(spec)).extracting(Diagnostic::message).containsExactly("no");
    }
}
