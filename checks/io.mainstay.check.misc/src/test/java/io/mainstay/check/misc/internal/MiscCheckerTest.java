// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.misc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.ScriptAccount;
import io.mainstay.checksupport.internal.Programs;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.OptionsPage;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.RunningProbe;
import io.mainstay.testkit.check.ThreadLanes;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiscCheckerTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final FakeScriptRunner scripts = new FakeScriptRunner();
    private final MiscCheckerFactory factory = new MiscCheckerFactory(new Programs(scripts));
    private final ProbeHarness harness = new ProbeHarness(ThreadLanes::new);

    @AfterEach
    void close() {
        harness.close();
    }

    private Compiled<Checker> compile(String options) {
        CheckTarget target = new CheckTarget(
                new Endpoint(InetAddress.getLoopbackAddress(), 80),
                Protocol.TCP,
                Optional.empty(),
                Duration.ofSeconds(5),
                7,
                Optional.empty(),
                new ScriptAccount(Optional.of("nobody"), Optional.of("nogroup")));
        return factory.compile(target, OptionText.of("MISC_CHECK", options));
    }

    private Checker checker(String options) {
        Compiled<Checker> compiled = compile(options);
        assertThat(compiled.diagnostics()).isEmpty();
        return compiled.value().orElseThrow();
    }

    /** Probes while the test plays the program. */
    private RunningProbe.Outcome probe(String options, Consumer<FakeScriptRunner.Run> program) {
        RunningProbe probe = harness.start(checker(options), 0, PATIENT);
        program.accept(started());
        return probe.await();
    }

    private FakeScriptRunner.Run started() {
        long end = System.nanoTime() + PATIENT.toNanos();
        while (scripts.runs().isEmpty()) {
            assertThat(System.nanoTime() - end).as("no script was started").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
        return scripts.runs().get(0);
    }

    private ProbeResult result(String options, int status) {
        return probe(options, run -> run.exit(status)).result();
    }

    @Test
    void statusZeroIsGood() {
        assertThat(result("misc_path /bin/x", 0)).isEqualTo(ProbeResult.passed("status 0"));
    }

    @Test
    void anyOtherStatusIsBad() {
        assertThat(result("misc_path /bin/x", 2))
                .isEqualTo(ProbeResult.failed(FailReason.UNEXPECTED_STATUS, "status 2"));
    }

    @Test
    void withMiscDynamicTheStatusIsTheWeight() {
        String options = "misc_path /bin/x\nmisc_dynamic";
        assertThat(result(options, 2)).isEqualTo(new ProbeResult.Passed("status 2: weight 0", WeightAdvice.set(0)));
    }

    @Test
    void withMiscDynamicTheGreatestWeightIs253() {
        String options = "misc_path /bin/x\nmisc_dynamic";
        assertThat(result(options, 255))
                .isEqualTo(new ProbeResult.Passed("status 255: weight 253", WeightAdvice.set(253)));
    }

    @Test
    void withMiscDynamicOneIsBadAndZeroLeavesTheWeight() {
        String options = "misc_path /bin/x\nmisc_dynamic";
        assertThat(result(options, 1)).isInstanceOf(ProbeResult.Failed.class);
        scripts.drain();
        assertThat(result(options, 0)).isEqualTo(ProbeResult.passed("status 0"));
    }

    @Test
    void aSignalIsBadEvenWithMiscDynamic() {
        assertThat(probe("misc_path /bin/x\nmisc_dynamic", run -> run.kill(11)).result())
                .isEqualTo(ProbeResult.failed(FailReason.OTHER, "ended by signal 11"));
    }

    @Test
    void aTimeOutIsBadEvenWithMiscDynamic() {
        assertThat(probe("misc_path /bin/x\nmisc_dynamic\nmisc_timeout 3", FakeScriptRunner.Run::timeOut)
                        .result())
                .isEqualTo(ProbeResult.failed(
                        FailReason.TIMEOUT, "the program did not end within 3000 ms, and was ended"));
    }

    @Test
    void aProgramThatCannotBeStartedIsBroken() {
        assertThat(probe("misc_path /bin/x", run -> run.notStarted("/bin/x does not exist"))
                        .result())
                .isEqualTo(ProbeResult.broken("/bin/x does not exist"));
    }

    @Test
    void itsOutputIsInTheTranscript() {
        assertThat(probe("misc_path /bin/x 'a b'", run -> run.exit(1, "first\nsecond\n"))
                        .transcript())
                .contains("running /bin/x a b", "first", "second");
    }

    @Test
    void runsWithArgumentsAccountAndLimit() {
        probe("misc_path /bin/x 'a b' c\nuser daemon adm\nmisc_timeout 3", run -> run.exit(0));
        assertThat(scripts.runs().get(0).script())
                .isEqualTo(new Script(
                        List.of("/bin/x", "a b", "c"),
                        Optional.of("daemon"),
                        Optional.of("adm"),
                        Optional.of(Duration.ofSeconds(3))));
    }

    @Test
    void runsAsTheConfigurationsScriptUserUnlessTold() {
        probe("misc_path /bin/x", run -> run.exit(0));
        assertThat(scripts.runs().get(0).script().user()).contains("nobody");
        assertThat(scripts.runs().get(0).script().group()).contains("nogroup");
    }

    @Test
    void withoutMiscTimeoutThePeriodIsTheLimit() {
        Checker checker = checker("misc_path /bin/x");
        assertThat(checker.timeLimit(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(12));
        RunningProbe probe = harness.start(checker, 0, Duration.ofSeconds(25));
        started().exit(0);
        probe.await();
        assertThat(scripts.runs().get(0).script().timeLimit().orElseThrow())
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void withMiscTimeoutThePeriodIsOfNoConcern() {
        assertThat(checker("misc_path /bin/x\nmisc_timeout 3").timeLimit(Duration.ofSeconds(60)))
                .isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aCancelledProbeEndsItsProgram() {
        RunningProbe probe = harness.start(checker("misc_path /bin/x"), 0, PATIENT);
        FakeScriptRunner.Run run = started();
        probe.cancel();
        probe.awaitReturn();
        assertThat(run.terminated()).isTrue();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(compile("misc_timeout soon\nmisc_dynamic maybe\nmisc_pth /bin/x")
                        .diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactlyInAnyOrder(
                        "test.conf: error: 'MISC_CHECK' needs 'misc_path': a program, in double quotes when it has"
                                + " arguments",
                        "test.conf:1:14: error: 'soon' is not valid for 'misc_timeout': expected seconds from 0.001 to"
                                + " 86400",
                        "test.conf:2:14: error: 'maybe' is not valid for 'misc_dynamic': expected one of on, off, true,"
                                + " false, yes, no",
                        "test.conf:3:1: error: unknown keyword 'misc_pth' in 'MISC_CHECK' (did you mean 'misc_path'?)");
    }

    @Test
    void readmeAndReferenceListTheDeclaredOptions() {
        for (String page : List.of("README.md", "../../docs/reference/checkers.md")) {
            OptionsPage.assertUpToDate(
                    Path.of(page), "MISC_CHECK", factory.schema("MISC_CHECK").orElseThrow());
        }
    }
}
