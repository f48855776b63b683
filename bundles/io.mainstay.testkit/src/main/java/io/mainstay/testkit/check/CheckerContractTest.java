// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every checker of a TCP service keeps, whatever it speaks. A plugin's test extends this class, says how its checker is
 * built and what a good peer does, and inherits the cases: good peers, and all the ways in which a peer, or the engine, can
 * end a probe.
 */
public abstract class CheckerContractTest extends FactoryContractTest {
    /** What a peer does that is in best health. */
    protected abstract PeerScript goodPeer();

    /** Whether the verdict depends on what the peer says; false for one that only connects. */
    protected boolean needsAnswer() {
        return true;
    }

    /** What a slow peer says, byte by byte and over and over; it must not be a complete good answer. */
    protected byte[] slowAnswer() {
        return new byte[] {'x'};
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

    // ---- how it is said -----------------------------------------------------------------------------------------

    private void judgedByAnswer(RunningProbe.Outcome outcome, FailReason... reasons) {
        if (needsAnswer()) {
            assertFailed(outcome, reasons);
        } else {
            assertPassed(outcome);
        }
    }
}
