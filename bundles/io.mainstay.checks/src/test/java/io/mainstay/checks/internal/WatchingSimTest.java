// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.api.check.ProbeResult.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.Options;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Watching;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.testkit.ScriptedChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Checkers that say by themselves when they want to be asked. */
class WatchingSimTest {
    private final Harness h = new Harness();
    private final ScriptedChecker answers = new ScriptedChecker(h.time);
    private final List<Runnable> watching = new ArrayList<>();
    private int ended;
    private boolean touchesAtOnce;
    private boolean refusesToWatch;
    private final CheckSpec spec = Specs.check(1);

    private final class WatchingChecker implements AsyncChecker, Watching {
        @Override
        public String describe() {
            return "watching";
        }

        @Override
        public Duration timeLimit() {
            return answers.timeLimit();
        }

        @Override
        public CompletionStage<ProbeResult> probe(ProbeContext context) {
            return answers.probe(context);
        }

        @Override
        public AutoCloseable watch(Runnable changed) {
            if (refusesToWatch) {
                throw new IllegalStateException("no inotify left");
            }
            watching.add(changed);
            if (touchesAtOnce) {
                changed.run();
            }
            return () -> ended++;
        }
    }

    private Plugin deploy() {
        return h.deploy("TEST_CHECK", new CheckerFactory() {
            @Override
            public Compiled<Checker> compile(CheckTarget target, Options options) {
                return Compiled.of(new WatchingChecker());
            }
        });
    }

    @Test
    void aChangeIsProbedAtOnce() {
        deploy();
        h.load(spec);
        h.seconds(2); // the first probe, after a second
        answers.next(failed(FailReason.OTHER, "now"));
        h.seconds(1.5);
        watching.get(0).run();
        h.seconds(0.1);

        assertThat(answers.starts()).hasSize(2);
        assertThat(answers.starts().get(1)).isBetween(Duration.ofMillis(3500), Duration.ofMillis(3510));
    }

    @Test
    void aChangeAtTheBeginningIsProbedBeforeAnythingElse() {
        touchesAtOnce = true;
        deploy();
        h.load(spec);
        h.seconds(0.1);

        assertThat(answers.starts()).hasSize(1);
    }

    @Test
    void severalChangesAreOneProbe() {
        deploy();
        h.load(spec);
        h.seconds(2);
        watching.get(0).run();
        watching.get(0).run();
        watching.get(0).run();
        h.seconds(0.1);

        assertThat(answers.starts()).hasSize(2);
    }

    @Test
    void aChangeDuringAProbeIsProbedAfterIt() {
        deploy();
        h.load(spec);
        answers.hanging(true);
        h.seconds(2);
        watching.get(0).run();
        h.seconds(0.1);
        answers.hanging(false);
        answers.release(ProbeResult.passed());
        h.seconds(0.1);

        assertThat(answers.starts()).hasSize(2);
    }

    @Test
    void aSuspendedCheckIsProbedOnceItIsNot() {
        deploy();
        h.load(spec);
        h.seconds(2);
        h.control.execute(() -> h.roster.haSuspend("vs", true));
        watching.get(0).run();
        h.seconds(0.1);
        assertThat(answers.starts()).hasSize(1);

        h.control.execute(() -> h.roster.haSuspend("vs", false));
        h.seconds(0.1);
        assertThat(answers.starts()).hasSize(2);
    }

    @Test
    void theWatchEndsWithTheCheck() {
        deploy();
        h.load(spec);
        h.seconds(2);
        h.load(Specs.check(2));
        h.seconds(0.1);
        assertThat(ended).isEqualTo(1);
        watching.get(0).run();
        h.seconds(0.1);
        assertThat(answers.starts()).as("nobody asks the removed one").hasSize(1);
    }

    @Test
    void anUnchangedCheckKeepsItsWatchOverAReload() {
        deploy();
        h.load(spec);
        h.load(spec, Specs.check(2));
        assertThat(watching).hasSize(2);
        assertThat(ended).isZero();
    }

    @Test
    void theWatchMovesToANewVersionOfThePlugin() {
        Plugin old = deploy();
        h.load(spec);
        h.seconds(2);
        deploy();
        h.undeploy(old);
        h.seconds(0.1);
        assertThat(watching).hasSize(2);
        assertThat(ended).isEqualTo(1);
        int probes = answers.starts().size();
        watching.get(1).run();
        h.seconds(0.1);
        assertThat(answers.starts()).hasSize(probes + 1);
    }

    @Test
    void aDefectIsContained() {
        refusesToWatch = true;
        deploy();
        h.load(spec);
        h.seconds(2);
        assertThat(answers.starts()).as("it is probed once per period").hasSize(1);
    }
}
