// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.api.check.ProbeResult.failed;
import static io.mainstay.api.check.ProbeResult.passed;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.testkit.ScriptedChecker;
import io.mainstay.testkit.VirtualLane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plugins that come, go, are replaced, refuse and misbehave, on virtual time. */
class PluginSimTest {
    private final Harness h = new Harness();
    private final CheckSpec spec = Specs.check(1);
    private final CheckId id = spec.id();
    private final ScriptedChecker one = new ScriptedChecker(h.time).described("one");
    private final ScriptedChecker two = new ScriptedChecker(h.time).described("two");

    private static CheckerFactory giving(ScriptedChecker checker) {
        return (target, options) -> Compiled.of(checker);
    }

    private List<Outcome> outcomes() {
        return h.roster.checks().get(id).history().stream()
                .map(ProbeView::outcome)
                .toList();
    }

    @Test
    void withoutItsPluginACheckIsSuspendedAndSaysSo() {
        List<Diagnostic> said = h.load(spec, Specs.check(2));
        h.seconds(30);

        assertThat(said)
                .singleElement()
                .satisfies(d -> assertThat(d.toString())
                        .isEqualTo(
                                "test.conf:1:5: warning: no plugin for checker type TEST_CHECK is installed; this check and 1"
                                        + " more are suspended until one arrives (put its bundle into a plugin folder; installed are:"
                                        + " none)"));
        assertThat(h.view(id).suspended()).contains("no plugin for checker type TEST_CHECK is installed");
        assertThat(h.view(id).description()).isEqualTo("TEST_CHECK");
        assertThat(h.view(id).up()).isTrue();
        assertThat(Findings.of(h.roster)).singleElement().satisfies(f -> {
            assertThat(f.subject()).isEqualTo("checker type TEST_CHECK");
            assertThat(f.problem()).startsWith("2 checks are suspended and keep their last state, the first is " + id);
        });
    }

    @Test
    void aMisspeltTypeIsToldTheNearestOne() {
        h.deploy("TEST_CHECK", giving(one));
        List<Diagnostic> said = h.load(Specs.check(1, "TSET_CHECK", Specs.TIMING, ""));

        assertThat(said).singleElement().satisfies(d -> assertThat(d.hint()).isEqualTo("did you mean 'TEST_CHECK'?"));
    }

    @Test
    void whenThePluginArrivesOverdueChecksAreProbedAtOnceSpreadOverThePeriod() {
        h.load(IntStream.range(0, 10).mapToObj(Specs::check).toList());
        h.seconds(60);
        h.deploy("TEST_CHECK", giving(one));
        h.seconds(0.1);
        assertThat(one.starts()).hasSize(1);
        h.seconds(9.7);
        assertThat(one.starts()).hasSize(10);
    }

    @Test
    void aPluginThatArrivesBeforeTheFirstProbeIsDueChangesNoTime() {
        h.load(spec);
        h.seconds(0.5);
        h.deploy("TEST_CHECK", giving(one));
        h.seconds(5);

        assertThat(one.starts()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aNewVersionTakesOverStateAndTimers() {
        one.next(passed(), failed(FailReason.REFUSED, "r"));
        two.otherwise(failed(FailReason.REFUSED, "r"));
        Plugin old = h.deploy("TEST_CHECK", giving(one));
        h.load(spec);
        h.seconds(12);
        h.deploy("TEST_CHECK", giving(two));
        h.undeploy(old);
        h.seconds(0.1);
        assertThat(h.view(id).suspended()).isEmpty();
        assertThat(h.view(id).description()).isEqualTo("two");
        h.seconds(7);

        assertThat(two.starts()).as("the two retries that were left").containsExactly(secs(14), secs(17));
        assertThat(h.view(id).cause()).startsWith("3 failures in a row");
        assertThat(h.lanes.opened().get(0).isClosed()).isTrue();
    }

    @Test
    void aProbeUnderWayOnTheOldVersionCountsWhenItEndsBeforeThatGoes() {
        one.taking(Duration.ofSeconds(2));
        h.deploy("TEST_CHECK", giving(one));
        h.load(spec);
        h.seconds(2);
        h.deploy("TEST_CHECK", giving(two));
        h.seconds(12);

        assertThat(outcomes()).containsExactly(Outcome.PASSED, Outcome.PASSED);
        assertThat(one.cancelled()).isZero();
        assertThat(two.starts()).containsExactly(secs(13));
    }

    @Test
    void aProbeUnderWayOnAPluginThatGoesIsCancelledAndMadeAgainByTheNewOne() {
        one.hanging(true);
        Plugin old = h.deploy("TEST_CHECK", giving(one));
        h.load(spec);
        h.seconds(2);
        h.deploy("TEST_CHECK", giving(two));
        h.undeploy(old);
        h.seconds(0.1);

        assertThat(one.cancelled()).isEqualTo(1);
        assertThat(outcomes()).containsExactly(Outcome.CANCELLED, Outcome.PASSED);
        one.release(failed(FailReason.OTHER, "late"));
        h.seconds(1);
        assertThat(h.view(id).up()).isTrue();
        assertThat(h.view(id).failures()).isZero();
        assertThat(h.journal.drain()).isEmpty();
    }

    @Test
    void removedItIsSuspendedAndItsProbeCountsForNothing() {
        one.hanging(true);
        Plugin plugin = h.deploy("TEST_CHECK", giving(one));
        h.load(spec);
        h.seconds(2);
        h.undeploy(plugin);
        h.seconds(60);

        assertThat(h.view(id).suspended()).contains("no plugin for checker type TEST_CHECK is installed");
        assertThat(h.view(id).up()).isTrue();
        assertThat(outcomes()).containsExactly(Outcome.CANCELLED);
        assertThat(one.starts()).hasSize(1);
        assertThat(h.roster.engine().underWay()).isZero();
        h.deploy("TEST_CHECK", giving(two));
        h.seconds(0.1);
        assertThat(two.starts()).hasSize(1);
    }

    @Test
    void theHigherRankingServesThenTheNewest() {
        Plugin high = h.deploy("TEST_CHECK", giving(one), CheckDefaults.STANDARD, 10);
        h.load(spec);
        h.deploy("TEST_CHECK", giving(two));
        h.seconds(1.1);
        assertThat(one.starts()).hasSize(1);
        h.undeploy(high);
        h.seconds(10);
        assertThat(two.starts()).hasSize(1);
    }

    @Test
    void aNewVersionThatRefusesTheOptionsSuspendsThem() {
        h.deploy("TEST_CHECK", giving(one));
        h.load(spec);
        h.seconds(2);
        h.deploy(
                "TEST_CHECK",
                (target, options) -> new Compiled<>(
                        Optional.empty(),
                        List.of(Diagnostic.error(
                                DiagnosticKind.GENERAL, options.node().at(), "'old' is not understood any more"))));
        h.seconds(30);

        assertThat(h.view(id).suspended())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("refuses its options: test.conf:1:5: error: 'old' is not understood any more"));
        assertThat(h.view(id).up()).isTrue();
        assertThat(one.starts()).hasSize(1);
    }

    @Test
    void aFactoryThatThrowsConcernsOnlyItsOwnChecks() {
        h.deploy("TEST_CHECK", giving(one));
        h.deploy("BAD_CHECK", (target, options) -> {
            throw new NoClassDefFoundError("gone/Missing");
        });
        List<Diagnostic> said = h.load(spec, Specs.check(1, "BAD_CHECK", Specs.TIMING, ""));
        h.seconds(2);

        assertThat(said).singleElement().satisfies(d -> {
            assertThat(d.isError()).isFalse();
            assertThat(d.message())
                    .contains("defect in checker type BAD_CHECK (bundle test.plugin 1.2)", "NoClassDefFoundError");
        });
        assertThat(one.starts()).hasSize(1);
    }

    @Test
    void aCheckerThatSaysNonsenseAboutItselfIsSuspended() {
        h.deploy("TEST_CHECK", giving(one.limitedTo(Duration.ZERO)));
        h.load(spec);

        assertThat(h.view(id).suspended())
                .hasValueSatisfying(reason -> assertThat(reason).contains("timeLimit() is PT0S"));
    }

    @Test
    void aBlockedEventLoopIsAbandonedAndTheOtherChecksMoveToANewOne() {
        h.deploy("TEST_CHECK", giving(one));
        h.load(spec, Specs.check(2));
        h.seconds(5);
        VirtualLane first = h.lanes.last();
        first.block();
        h.seconds(8.5);

        assertThat(h.lanes.opened()).hasSize(2);
        assertThat(first.isClosed()).isTrue();
        assertThat(h.view(id).up()).isTrue();
        assertThat(outcomes()).containsExactly(Outcome.PASSED, Outcome.BROKEN);
        assertThat(h.roster.checks().get(id).history().get(1).detail()).contains("was blocked");
        h.seconds(10);
        assertThat(outcomes()).containsExactly(Outcome.PASSED, Outcome.BROKEN, Outcome.PASSED);
        first.unblock();
        h.seconds(1);
        assertThat(one.starts()).as("what the old loop does when it comes back").hasSize(4);
    }

    @Test
    void anEventLoopThatBlocksThreeTimesPutsThePluginInQuarantineUntilANewVersionComes() {
        h.deploy("OTHER_CHECK", giving(two));
        h.deploy("TEST_CHECK", giving(one));
        h.load(Specs.check(1, "OTHER_CHECK", Specs.TIMING, ""), spec);
        for (int i = 0; i < 3; i++) {
            h.seconds(0.5);
            h.lanes.last().block();
            h.seconds(12.5);
        }
        h.seconds(1);

        assertThat(h.view(id).suspended())
                .hasValueSatisfying(reason -> assertThat(reason).contains("quarantined: event loop blocked 3 times"));
        CheckerTypeView type = Findings.types(h.roster).get(1);
        assertThat(type.problem()).startsWith("quarantined");
        assertThat(type.suspended()).isEqualTo(1);
        assertThat(two.starts()).as("another plugin's checks").hasSize(4);
        assertThat(Findings.of(h.roster))
                .extracting(f -> f.subject())
                .contains("checker type TEST_CHECK (bundle test.plugin 1.2)");
        int before = one.starts().size();
        h.seconds(60);
        assertThat(one.starts()).hasSize(before);

        ScriptedChecker fixed = new ScriptedChecker(h.time);
        h.deploy("TEST_CHECK", giving(fixed));
        h.seconds(0.1);
        assertThat(fixed.starts()).hasSize(1);
        assertThat(h.view(id).suspended()).isEmpty();
    }

    @Test
    void aStopOfTheWholeProcessIsNobodysFault() {
        h.deploy("TEST_CHECK", giving(one.taking(Duration.ofSeconds(3)).limitedTo(Duration.ofSeconds(30))));
        h.load(spec);
        h.seconds(1.5);
        h.lanes.last().block();
        h.haltFor(Duration.ofSeconds(20));
        h.lanes.last().unblock();
        h.seconds(0.5);

        assertThat(h.lanes.opened()).hasSize(1);
    }

    @Test
    void haSuspendHoldsTheChecksOfAVirtualServerAndKeepsTheirState() {
        h.deploy("TEST_CHECK", giving(one));
        CheckSpec other = Specs.check("other", 1, "TEST_CHECK", 1, Specs.TIMING, "");
        h.load(spec, other);
        h.roster.haSuspend("vs", true);
        h.seconds(30);
        assertThat(one.starts()).as("the other one's").hasSize(3);
        assertThat(h.view(id).suspended()).contains("ha_suspend: no address of vs is on this host");
        h.roster.haSuspend("vs", false);
        h.seconds(0.1);
        assertThat(one.starts()).hasSize(4);
        assertThat(h.view(id).suspended()).isEmpty();
    }

    @Test
    void haSuspendCancelsWhatIsUnderWay() {
        h.deploy("TEST_CHECK", giving(one.hanging(true)));
        h.load(spec);
        h.seconds(2);
        h.roster.haSuspend("vs", true);
        h.seconds(1);
        one.release(failed(FailReason.REFUSED, "late"));
        h.seconds(1);

        assertThat(outcomes()).containsExactly(Outcome.CANCELLED);
        assertThat(h.view(id).up()).isTrue();
    }

    private static Duration secs(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
