// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.platform.Lanes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every checker factory keeps, whatever its checkers speak; the contract tests for TCP and for datagrams add probes. */
public abstract class FactoryContractTest {
    ProbeHarness harness;

    /** A factory as the framework would build it. Called once per test. */
    protected abstract CheckerFactory factory();

    /** The checker type, as in the configuration. */
    protected abstract String type();

    /** The smallest options that are complete. */
    protected String options() {
        return "";
    }

    /** Options that are wrong; several, of each kind that the checker reads. */
    protected abstract List<BadOption> badOptions();

    /** The inherited {@code connect_timeout}; short, because several cases wait for it. */
    protected Duration connectTimeout() {
        return Duration.ofMillis(300);
    }

    private static CheckTarget target(Endpoint endpoint, Duration connectTimeout) {
        return new CheckTarget(endpoint, Protocol.TCP, Optional.empty(), connectTimeout, 1, Optional.empty());
    }

    /** Where an asynchronous checker gets its lane from. */
    protected Supplier<Lanes> lanes() {
        return () -> {
            throw new AssertionError("override lanes(): this checker is asynchronous");
        };
    }

    @BeforeEach
    final void openHarness() {
        harness = new ProbeHarness(this::lanesOnce);
    }

    private Lanes lanesOnce() {
        return lanes().get();
    }

    @AfterEach
    final void closeHarness() {
        harness.close();
    }

    /** With the short time-out, for cases that wait for it. */
    final Checker checker(Endpoint endpoint) {
        return checker(endpoint, connectTimeout());
    }

    /** For cases in which no time-out is due, however busy the machine. */
    final Checker patientChecker(Endpoint endpoint) {
        return checker(endpoint, RunningProbe.GRACE);
    }

    final Checker checker(Endpoint endpoint, Duration connectTimeout) {
        Compiled<Checker> compiled =
                factory().compile(target(endpoint, connectTimeout), OptionText.of(type(), options()));
        assertThat(compiled.diagnostics()).as("diagnostics of good options").isEmpty();
        return compiled.value().orElseThrow();
    }

    // ---- what the factory says --------------------------------------------------------------------------------

    @TestFactory
    final Stream<DynamicTest> refusesBadOptionsAtTheirPosition() {
        assertThat(badOptions()).as("bad options to try").isNotEmpty();
        return badOptions().stream()
                .map(bad ->
                        DynamicTest.dynamicTest("options: " + bad.options().replace("\n", "; "), () -> refuses(bad)));
    }

    private void refuses(BadOption bad) {
        Compiled<Checker> compiled = factory()
                .compile(target(LoopbackPeer.refusing(), connectTimeout()), OptionText.of(type(), bad.options()));
        assertThat(compiled.value()).as("a checker in spite of the error").isEmpty();
        assertThat(compiled.diagnostics()).filteredOn(Diagnostic::isError).anySatisfy(error -> {
            assertThat(error.at()).isEqualTo(new Position(OptionText.FILE, bad.line(), bad.column()));
            assertThat(error.message()).contains(bad.says());
        });
    }

    @Test
    final void namesAnUnknownOption() {
        String text = options() + "\nno_such_option 1";
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        refuses(new BadOption(text, line, 1, "no_such_option"));
    }

    @Test
    final void compilingOpensNothing() {
        Endpoint somewhere = LoopbackPeer.refusing();
        CheckerFactory factory = factory();
        factory.compile(target(somewhere, connectTimeout()), OptionText.of(type(), options()));
        int sockets = OpenSockets.settled();
        int threads = Thread.activeCount();
        for (int i = 0; i < 50; i++) {
            factory.compile(target(somewhere, connectTimeout()), OptionText.of(type(), options()));
        }
        assertThat(OpenSockets.count()).isLessThanOrEqualTo(sockets);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    }

    @Test
    final void describesItselfInOneShortLine() {
        Checker checker = checker(LoopbackPeer.refusing());
        assertThat(checker.describe())
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(120)
                .doesNotContain("\n");
        assertThat(checker.timeLimit()).isPositive();
        assertThat(checker.steps()).isPositive();
    }

    @Test
    final void hasUsableDefaults() {
        assertThat(factory().defaults().retry()).isNotNegative();
        factory()
                .defaults()
                .delayBeforeRetry()
                .ifPresent(delay -> assertThat(delay.isNegative()).isFalse());
    }

    static void assertPassed(RunningProbe.Outcome outcome) {
        assertThat(outcome.result())
                .as(() -> String.join("\n", outcome.transcript()))
                .isInstanceOf(ProbeResult.Passed.class);
    }

    static void assertFailed(RunningProbe.Outcome outcome, FailReason... reasons) {
        assertThat(outcome.result()).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.reason()).isIn((Object[]) reasons);
            assertThat(failed.detail())
                    .as("what the operator reads")
                    .isNotBlank()
                    .doesNotContain("\n");
        });
        assertThat(outcome.transcript()).as("transcript").isNotEmpty();
    }

    /** The limit of a probe, and the time that a busy machine may take on top. */
    static void assertInTime(Checker checker, RunningProbe.Outcome outcome) {
        assertThat(outcome.took()).isLessThan(checker.timeLimit().plus(RunningProbe.GRACE.dividedBy(4)));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + RunningProbe.GRACE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + RunningProbe.GRACE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
