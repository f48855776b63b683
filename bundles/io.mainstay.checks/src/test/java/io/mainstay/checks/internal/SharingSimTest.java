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
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.testkit.ScriptedChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Equal checks of one target, of three virtual servers: one is probed, all know. */
class SharingSimTest {
    private static final ProbeResult BAD = failed(FailReason.REFUSED, "nobody listens");

    private final Harness h = new Harness();
    private final ScriptedChecker checker = new ScriptedChecker(h.time);
    private final CheckSpec a = shared("a");
    private final CheckSpec b = shared("b");
    private final CheckSpec c = shared("c");
    private Plugin plugin;

    private static CheckSpec shared(String virtualServer) {
        return shared(virtualServer, "");
    }

    private static CheckSpec shared(String virtualServer, String argument) {
        CheckSpec spec = Specs.check(virtualServer, 1, "TEST_CHECK", 1, Specs.TIMING, argument);
        return new CheckSpec(spec.id(), spec.target(), spec.timing(), spec.options(), true);
    }

    @BeforeEach
    void deploy() {
        plugin = newPlugin();
    }

    private Plugin newPlugin() {
        return h.deploy("TEST_CHECK", new CheckerFactory() {
            @Override
            public Compiled<Checker> compile(CheckTarget target, Options options) {
                return Compiled.of(checker);
            }
        });
    }

    private List<Boolean> up(CheckSpec... specs) {
        List<Boolean> states = new ArrayList<>();
        for (CheckSpec spec : specs) {
            states.add(h.view(spec.id()).up());
        }
        return states;
    }

    private int probes() {
        return checker.starts().size();
    }

    @Test
    void oneProbeCountsForAll() {
        h.load(a, b, c);
        h.seconds(61.5); // at 1 s, 11 s … 61 s

        assertThat(probes()).isEqualTo(7);
        for (CheckSpec spec : List.of(a, b, c)) {
            CheckView view = h.view(spec.id());
            assertThat(view.probes()).isEqualTo(7);
            assertThat(view.decided()).isTrue();
            assertThat(h.roster.checks().get(spec.id()).history()).hasSize(7);
        }
    }

    @Test
    void allGoDownAndUpTogetherEachWithATransitionOfItsOwn() {
        h.load(a, b, c);
        h.seconds(2);
        checker.otherwise(BAD);
        h.seconds(17); // 11 s, and retries at 14 and 17 s
        assertThat(up(a, b, c)).containsOnly(false);
        checker.otherwise(passed("back"));
        h.seconds(11);
        assertThat(up(a, b, c)).containsOnly(true);
        assertThat(h.journal.entries()).hasSize(6);
    }

    @Test
    void theWeightIsAdvisedToAll() {
        List<CheckView> heard = new ArrayList<>();
        h.control.execute(() -> h.roster.listen(heard::add));
        h.load(a, b, c);
        checker.otherwise(new ProbeResult.Passed("", WeightAdvice.set(7)));
        h.seconds(2);
        assertThat(heard)
                .hasSize(3)
                .allSatisfy(view -> assertThat(view.weight()).isEqualTo(WeightAdvice.set(7)));
    }

    @Test
    void whatDiffersIsProbedByItself() {
        h.load(a, shared("b", "other"), Specs.check("c", 1, "TEST_CHECK", 1, Specs.TIMING, ""));
        h.seconds(2);
        assertThat(probes()).isEqualTo(3);
    }

    @Test
    void oneThatComesLaterIsAtOnceWhatTheOthersAre() {
        h.load(a, b);
        checker.otherwise(BAD);
        h.seconds(2); // the first failure counts at once
        assertThat(up(a, b)).containsOnly(false);
        int before = probes();
        h.load(a, b, c);
        h.seconds(0.1);
        assertThat(up(c)).containsOnly(false);
        assertThat(probes()).isEqualTo(before);
    }

    @Test
    void whenTheProbedOneGoesAnotherGoesOnInItsRhythm() {
        h.load(a, b, c);
        h.seconds(5);
        h.load(b, c);
        h.seconds(5.5); // 10.5 s
        assertThat(probes()).isEqualTo(1);
        h.seconds(1);
        assertThat(probes()).isEqualTo(2);
        h.load(c);
        h.seconds(10);
        assertThat(probes()).isEqualTo(3);
        assertThat(h.view(c.id()).probes()).isEqualTo(3);
    }

    @Test
    void oneThatIsChangedGoesItsOwnWayAndComesBack() {
        h.load(a, b);
        h.seconds(2);
        h.load(a, shared("b", "other"));
        h.seconds(10);
        assertThat(probes()).isEqualTo(3);
        h.load(a, b);
        h.seconds(10);
        assertThat(probes()).isEqualTo(4);
        assertThat(h.view(b.id()).probes()).isEqualTo(3);
    }

    @Test
    void oneHeldByHaSuspendDoesNotHoldTheOthers() {
        h.load(a, b);
        h.seconds(2);
        h.control.execute(() -> h.roster.haSuspend("a", true));
        checker.otherwise(BAD);
        h.seconds(20);
        assertThat(up(a, b)).containsExactly(true, false);
        assertThat(h.view(a.id()).probes()).isEqualTo(1);

        h.control.execute(() -> h.roster.haSuspend("a", false));
        h.seconds(0.1);
        assertThat(up(a, b)).as("it is what the other is").containsOnly(false);
        checker.otherwise(passed());
        h.seconds(11);
        assertThat(up(a, b)).containsOnly(true);
    }

    @Test
    void whenAllWereHeldTheFirstThatIsNotGoesOn() {
        h.load(a, b);
        h.seconds(2);
        h.control.execute(() -> h.roster.haSuspend("a", true));
        h.control.execute(() -> h.roster.haSuspend("b", true));
        h.seconds(30);
        assertThat(probes()).isEqualTo(1);
        h.control.execute(() -> h.roster.haSuspend("b", false));
        h.seconds(0.1);
        assertThat(probes()).isEqualTo(2);
        h.seconds(10);
        assertThat(probes()).isEqualTo(3);
        h.control.execute(() -> h.roster.haSuspend("a", false));
        h.seconds(10);
        assertThat(probes()).isEqualTo(4);
        assertThat(h.view(a.id()).probes()).isEqualTo(2);
    }

    @Test
    void aProbeThatIsAskedForIsThatOfTheOneThatIsProbed() {
        h.load(a, b);
        h.seconds(2);
        CompletableFuture<ProbeView> answer = new CompletableFuture<>();
        h.roster
                .engine()
                .submit(() ->
                        h.roster.engine().orders().probeNow(h.roster.checks().get(b.id()), answer, h.time.nanoTime()));
        h.seconds(0.1);
        assertThat(answer).isCompleted();
        assertThat(probes()).isEqualTo(2);
        assertThat(h.view(a.id()).probes()).isEqualTo(2);
    }

    @Test
    void theyStayTogetherOverPluginsThatComeAndGo() {
        h.load(a, b);
        h.seconds(2);
        h.undeploy(plugin);
        h.seconds(30);
        assertThat(h.view(b.id()).suspended()).isPresent();
        newPlugin();
        h.seconds(0.1);
        assertThat(probes()).isEqualTo(2);
        h.seconds(10);
        assertThat(probes()).isEqualTo(3);
        assertThat(h.view(b.id()).probes()).isEqualTo(3);
    }

    @Test
    void aReloadThatMakesThemEqualEndsTheProbeThatIsNotNeeded() {
        h.load(a, shared("b", "other"));
        checker.hanging(true);
        h.seconds(2);
        h.load(a, b);
        h.seconds(0.1);
        checker.hanging(false);
        checker.release(passed());
        h.seconds(30);
        assertThat(h.view(a.id()).probes()).isGreaterThanOrEqualTo(3);
        assertThat(checker.starts()).hasSize(2 + 3);
    }
}
