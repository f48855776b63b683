// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every checker of a UDP service keeps, whatever it speaks; the sibling of {@link CheckerContractTest}.
 */
public abstract class DatagramContractTest extends FactoryContractTest {

    /** What a peer in best health answers to a datagram. */
    protected abstract UnaryOperator<byte[]> goodPeer();

    /** Whether silence is a failure. */
    protected boolean needsAnswer() {
        return true;
    }

    // ---- what a probe sees -----------------------------------------------------------------------------------

    @Test
    final void passesAgainstALivePeerOnIpv4() {
        try (UdpPeer peer = UdpPeer.serving(goodPeer())) {
            assertPassed(harness.run(patientChecker(peer.endpoint())));
        }
    }

    @Test
    final void passesAgainstALivePeerOnIpv6() {
        assumeTrue(UdpPeer.hasIpv6(), "this host has no ::1");
        try (UdpPeer peer = UdpPeer.servingV6(goodPeer())) {
            assertPassed(harness.run(patientChecker(peer.endpoint())));
        }
    }

    @Test
    final void isRefusedWhereNobodyListens() {
        assertFailed(harness.run(patientChecker(UdpPeer.refusing())), FailReason.REFUSED);
    }

    @Test
    final void judgesASilentPeerWithinItsLimit() {
        try (UdpPeer peer = UdpPeer.silent()) {
            Checker checker = checker(peer.endpoint());
            if (needsAnswer()) {
                RunningProbe.Outcome outcome = harness.run(checker);
                assertFailed(outcome, FailReason.TIMEOUT);
                assertInTime(checker, outcome);
            } else {
                // The engine's limit would make a failure of it if this machine were too slow.
                assertPassed(harness.start(checker, 0, RunningProbe.GRACE).await());
            }
        }
    }

    @Test
    final void judgesAFloodingPeerWithinItsLimit() {
        try (UdpPeer peer = UdpPeer.flooding()) {
            Checker checker = checker(peer.endpoint());
            RunningProbe.Outcome outcome = harness.run(checker);
            assertThat(outcome.result()).isNotInstanceOf(ProbeResult.Broken.class);
            assertInTime(checker, outcome);
        }
    }

    @Test
    final void judgesManyPeersAtATime() {
        try (UdpPeer peer = UdpPeer.serving(goodPeer())) {
            Checker checker = patientChecker(peer.endpoint());
            List<RunningProbe> probes = IntStream.range(0, 40)
                    .mapToObj(i -> harness.start(checker, 0, RunningProbe.GRACE))
                    .toList();
            probes.forEach(probe -> assertPassed(probe.await()));
        }
    }

    // ---- what the engine may do in mid-probe ------------------------------------------------------------------

    @Test
    final void cancelInMidProbeReleasesTheSocket() {
        assumeTrue(OpenSockets.canCount(), "sockets are counted in /proc");
        try (UdpPeer peer = UdpPeer.silent()) {
            // What is opened once, such as the lane, is open after a first probe.
            harness.start(checker(peer.endpoint()), 0, connectTimeout()).awaitReturn();
            int before = OpenSockets.settled();
            RunningProbe probe = harness.start(patientChecker(peer.endpoint()), 0, RunningProbe.GRACE);
            await("the peer has heard of the probe", () -> peer.received() == 2);
            probe.cancel();
            probe.awaitReturn();
            await("the socket is closed", () -> OpenSockets.count() <= before);
        }
    }

    @Test
    final void stopOfTheBundleReleasesTheSocket() {
        assumeTrue(OpenSockets.canCount(), "sockets are counted in /proc");
        try (UdpPeer peer = UdpPeer.silent()) {
            int before = OpenSockets.settled();
            RunningProbe probe = harness.start(patientChecker(peer.endpoint()), 0, RunningProbe.GRACE);
            await("the peer has heard of the probe", () -> peer.received() == 1);
            harness.close();
            probe.awaitReturn();
            await("the socket is closed", () -> OpenSockets.count() <= before);
        }
    }

    @Test
    final void closeOfTheLaneAloneReleasesTheSocket() {
        assumeTrue(OpenSockets.canCount(), "sockets are counted in /proc");
        try (UdpPeer peer = UdpPeer.silent()) {
            Checker checker = patientChecker(peer.endpoint());
            assumeTrue(checker instanceof AsyncChecker, "it has a lane");
            int before = OpenSockets.settled();
            RunningProbe probe = harness.start(checker, 0, RunningProbe.GRACE);
            await("the peer has heard of the probe", () -> peer.received() == 1);
            harness.closeLane();
            assertThat(probe.awaitReturn()).isNotInstanceOf(ProbeResult.Passed.class);
            await("the socket is closed", () -> OpenSockets.count() <= before);
        }
    }
}
