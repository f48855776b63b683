// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.AsyncChecker;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every checker of a TCP service keeps, whatever it speaks. A plugin's test extends this class, says how its checker is
 * built and what a good peer does, and inherits the cases: good peers, and all the ways in which a peer, or the engine, can
 * end a probe.
 */
public abstract class CheckerContractTest {
    private ProbeHarness harness;

    /** A factory as the framework would build it. Called once per test. */
    protected abstract CheckerFactory factory();

    /** The checker type, as in the configuration. */
    protected abstract String type();

    /** The smallest options that are complete. */
    protected String options() {
        return "";
    }

    /** What a peer does that is in best health. */
    protected abstract PeerScript goodPeer();

    /** Options that are wrong; several, of each kind that the checker reads. */
    protected abstract List<BadOption> badOptions();

    /** Where an {@link AsyncChecker} gets its lane from. */
    protected Supplier<Lanes> lanes() {
        return () -> {
            throw new AssertionError("override lanes(): this checker is asynchronous");
        };
    }

    /** Whether the verdict depends on what the peer says; false for one that only connects. */
    protected boolean needsAnswer() {
        return true;
    }

    /** What a slow peer says, byte by byte and over and over; it must not be a complete good answer. */
    protected byte[] slowAnswer() {
        return new byte[] {'x'};
    }

    /** The inherited {@code connect_timeout}; short, because several cases wait for it. */
    protected Duration connectTimeout() {
        return Duration.ofMillis(300);
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

    private static CheckTarget target(Endpoint endpoint, Duration connectTimeout) {
        return new CheckTarget(endpoint, Protocol.TCP, Optional.empty(), connectTimeout, 1, Optional.empty());
    }

    /** With the short time-out, for cases that wait for it. */
    private Checker checker(Endpoint endpoint) {
        return checker(endpoint, connectTimeout());
    }

    /** For cases in which no time-out is due, however busy the machine. */
    private Checker patientChecker(Endpoint endpoint) {
        return checker(endpoint, RunningProbe.GRACE);
    }

    private Checker checker(Endpoint endpoint, Duration connectTimeout) {
        Compiled<Checker> compiled =
                factory().compile(target(endpoint, connectTimeout), OptionText.of(type(), options()));
        assertThat(compiled.diagnostics()).as("diagnostics of good options").isEmpty();
        return compiled.value().orElseThrow();
    }

    // ---- what a probe sees -----------------------------------------------------------------------------------

    @Test
    final void passesAgainstALivePeerOnIpv4() {
        try (LoopbackPeer peer = LoopbackPeer.serving(goodPeer())) {
            assertPassed(harness.run(patientChecker(peer.endpoint())));
        }
    }

    @Test
    final void passesAgainstALivePeerOnIpv6() {
        assumeTrue(LoopbackPeer.hasIpv6(), "this host has no ::1");
        try (LoopbackPeer peer = LoopbackPeer.servingV6(goodPeer())) {
            assertPassed(harness.run(patientChecker(peer.endpoint())));
        }
    }

    @Test
    final void isRefusedWhereNobodyListens() {
        assertFailed(harness.run(patientChecker(LoopbackPeer.refusing())), FailReason.REFUSED);
    }

    @Test
    final void timesOutAtABlackHole() {
        try (LoopbackPeer peer = LoopbackPeer.blackHole()) {
            Checker checker = checker(peer.endpoint());
            RunningProbe.Outcome outcome = harness.run(checker);
            assertFailed(outcome, FailReason.TIMEOUT);
            assertInTime(checker, outcome);
        }
    }

    @Test
    final void failsWhenThePeerResets() {
        try (LoopbackPeer peer = LoopbackPeer.resetting()) {
            judgedByAnswer(
                    harness.run(patientChecker(peer.endpoint())),
                    FailReason.RESET,
                    FailReason.CLOSED_EARLY,
                    FailReason.TLS);
        }
    }

    @Test
    final void failsWhenThePeerClosesEarly() {
        try (LoopbackPeer peer = LoopbackPeer.closing()) {
            judgedByAnswer(
                    harness.run(patientChecker(peer.endpoint())),
                    FailReason.CLOSED_EARLY,
                    FailReason.RESET,
                    FailReason.TLS);
        }
    }

    @Test
    final void failsAgainstASilentPeerWithinItsLimit() {
        try (LoopbackPeer peer = LoopbackPeer.serving(PeerScript.silent())) {
            Checker checker = checker(peer.endpoint());
            RunningProbe.Outcome outcome = harness.run(checker);
            judgedByAnswer(outcome, FailReason.TIMEOUT);
            assertInTime(checker, outcome);
        }
    }

    @Test
    final void failsAgainstASlowDripWithinItsLimit() {
        try (LoopbackPeer peer = LoopbackPeer.dripping(slowAnswer(), 20)) {
            Checker checker = checker(peer.endpoint());
            RunningProbe.Outcome outcome = harness.run(checker);
            judgedByAnswer(outcome, FailReason.values());
            assertInTime(checker, outcome);
        }
    }

    @Test
    final void judgesManyPeersAtATime() {
        try (LoopbackPeer peer = LoopbackPeer.serving(goodPeer())) {
            Checker checker = patientChecker(peer.endpoint());
            List<RunningProbe> probes = IntStream.range(0, 40)
                    .mapToObj(i -> harness.start(checker, 0, RunningProbe.GRACE))
                    .toList();
            probes.forEach(probe -> assertPassed(probe.await()));
        }
    }

    // ---- what the engine may do in mid-probe ------------------------------------------------------------------

    @Test
    final void cancelInMidProbeReleasesTheConnection() {
        assumeTrue(needsAnswer(), "a probe that only connects is over too soon");
        try (LoopbackPeer peer = LoopbackPeer.serving(PeerScript.silent())) {
            RunningProbe probe = harness.start(patientChecker(peer.endpoint()), 0, RunningProbe.GRACE);
            await("the probe has connected", () -> peer.accepted() == 1);
            probe.cancel();
            probe.awaitReturn();
            await("the peer has seen the end of the connection", () -> peer.finished() == 1);
        }
    }

    @Test
    final void cancelWhileConnectingReleasesTheSocket() {
        assumeTrue(OpenSockets.canCount(), "sockets are counted in /proc");
        try (LoopbackPeer peer = LoopbackPeer.blackHole()) {
            // What is opened once, such as the lane, is open after a first probe.
            harness.start(checker(peer.endpoint()), 0, connectTimeout()).awaitReturn();
            Checker checker = patientChecker(peer.endpoint());
            int before = OpenSockets.settled();
            RunningProbe probe = harness.start(checker, 0, RunningProbe.GRACE);
            await("the probe has opened its socket", () -> OpenSockets.count() > before);
            probe.cancel();
            probe.awaitReturn();
            await("the socket is closed", () -> OpenSockets.count() <= before);
        }
    }

    @Test
    final void stopOfTheBundleReleasesTheConnection() {
        assumeTrue(needsAnswer(), "a probe that only connects is over too soon");
        try (LoopbackPeer peer = LoopbackPeer.serving(PeerScript.silent())) {
            RunningProbe probe = harness.start(patientChecker(peer.endpoint()), 0, RunningProbe.GRACE);
            await("the probe has connected", () -> peer.accepted() == 1);
            harness.close();
            probe.awaitReturn();
            await("the peer has seen the end of the connection", () -> peer.finished() == 1);
        }
    }

    @Test
    final void closeOfTheLaneAloneReleasesTheSocket() {
        assumeTrue(OpenSockets.canCount(), "sockets are counted in /proc");
        try (LoopbackPeer peer = LoopbackPeer.blackHole()) {
            Checker checker = patientChecker(peer.endpoint());
            assumeTrue(checker instanceof AsyncChecker, "it has a lane");
            int before = OpenSockets.settled();
            RunningProbe probe = harness.start(checker, 0, RunningProbe.GRACE);
            await("the probe has opened its socket", () -> OpenSockets.count() > before);
            harness.closeLane();
            assertThat(probe.awaitReturn()).isNotInstanceOf(ProbeResult.Passed.class);
            await("the socket is closed", () -> OpenSockets.count() <= before);
        }
    }

    @Test
    final void asynchronousProbeLeavesItsLaneFree() throws InterruptedException {
        try (LoopbackPeer peer = LoopbackPeer.blackHole()) {
            Checker checker = patientChecker(peer.endpoint());
            assumeTrue(checker instanceof AsyncChecker, "blocking ones may block");
            RunningProbe probe = harness.start(checker, 0, RunningProbe.GRACE);
            CountDownLatch ran = new CountDownLatch(1);
            probe.executor().execute(ran::countDown);
            assertThat(ran.await(RunningProbe.GRACE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            probe.cancel();
        }
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

    // ---- how it is said -----------------------------------------------------------------------------------------

    private void judgedByAnswer(RunningProbe.Outcome outcome, FailReason... reasons) {
        if (needsAnswer()) {
            assertFailed(outcome, reasons);
        } else {
            assertPassed(outcome);
        }
    }

    private static void assertPassed(RunningProbe.Outcome outcome) {
        assertThat(outcome.result())
                .as(() -> String.join("\n", outcome.transcript()))
                .isInstanceOf(ProbeResult.Passed.class);
    }

    private static void assertFailed(RunningProbe.Outcome outcome, FailReason... reasons) {
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
    private static void assertInTime(Checker checker, RunningProbe.Outcome outcome) {
        assertThat(outcome.took()).isLessThan(checker.timeLimit().plus(RunningProbe.GRACE.dividedBy(4)));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + RunningProbe.GRACE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + RunningProbe.GRACE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
