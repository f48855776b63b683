// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.check.dns.internal.DnsMessages.Rr;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.RunningProbe;
import io.mainstay.testkit.check.UdpPeer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions to scripted servers. */
class DnsCheckerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connector connector = new Connector();
    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private Compiled<Checker> compile(Endpoint endpoint, String options) {
        CheckTarget target = new CheckTarget(endpoint, Protocol.UDP, Optional.empty(), PATIENCE, 1, Optional.empty());
        return new DnsCheckerFactory(connector).compile(target, OptionText.of("DNS_CHECK", options));
    }

    private RunningProbe.Outcome probe(Endpoint endpoint, String options) {
        return harness.run(compile(endpoint, options).value().orElseThrow());
    }

    private RunningProbe.Outcome probe(UnaryOperator<byte[]> answers, String options) {
        try (UdpPeer peer = UdpPeer.serving(answers)) {
            return probe(peer.endpoint(), options);
        }
    }

    private static void assertPassed(RunningProbe.Outcome outcome, String detail) {
        assertThat(outcome.result()).isEqualTo(ProbeResult.passed(detail));
    }

    private static void assertFailed(RunningProbe.Outcome outcome, FailReason reason, String detail) {
        assertThat(outcome.result()).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.detail()).contains(detail);
        });
    }

    @Test
    void asksForTheRootsAuthorityUnlessToldOtherwise() {
        assertPassed(
                probe(
                        query -> {
                            assertThat(query).hasSize(17).endsWith(0, 0, 6, 0, 1);
                            return DnsMessages.answer(query, 0);
                        },
                        ""),
                "NOERROR");
    }

    @Test
    void judgesTheCodeOnlyAsKeepalivedDoes() {
        assertPassed(probe(query -> DnsMessages.answer(query, 0), "type A\nname x.example"), "NOERROR");
        assertFailed(
                probe(query -> DnsMessages.answer(query, 3), "type A\nname x.example"),
                FailReason.UNEXPECTED_STATUS,
                "NXDOMAIN for A x.example, expected NOERROR");
        assertPassed(probe(query -> DnsMessages.answer(query, DnsMessages.TRUNCATED), ""), "NOERROR");
    }

    @Test
    void otherCodesCanBeGood() {
        assertPassed(probe(query -> DnsMessages.answer(query, 3), "rcode NOERROR NXDOMAIN"), "NXDOMAIN");
    }

    @Test
    void ignoresWhatIsNoResponseToItsQuestion() throws Exception {
        try (UdpPeer peer = UdpPeer.serving(query -> null);
                DatagramSocket server = new DatagramSocket(0, peer.endpoint().address())) {
            Endpoint endpoint = new Endpoint(server.getLocalAddress(), server.getLocalPort());
            RunningProbe probe = harness.start(compile(endpoint, "").value().orElseThrow(), 0, PATIENCE);
            DatagramPacket query = new DatagramPacket(new byte[512], 512);
            server.receive(query);
            byte[] good = DnsMessages.answer(java.util.Arrays.copyOf(query.getData(), query.getLength()), 0);
            byte[] other = good.clone();
            other[1] ^= 1;
            for (byte[] datagram : new byte[][] {new byte[3], other, query.getData(), good}) {
                server.send(
                        new DatagramPacket(datagram, datagram.length, (InetSocketAddress) query.getSocketAddress()));
            }
            assertPassed(probe.await(), "NOERROR");
            assertThat(probe.notes()).anyMatch(note -> note.startsWith("ignored 3 bytes"));
        }
    }

    @Test
    void expectedRecordsMustBeThere() {
        UnaryOperator<byte[]> two =
                query -> DnsMessages.answer(query, 0, DnsMessages.a("192.0.2.1"), DnsMessages.a("192.0.2.2"));
        assertPassed(probe(two, "type A\nexpect 192.0.2.2"), "NOERROR, 2 records");
        assertPassed(probe(two, "type A\nexpect 192.0.2.2 192.0.2.1\nexpect_only"), "NOERROR, 2 records");
        assertFailed(
                probe(two, "type A\nname x.example\nexpect 192.0.2.3"),
                FailReason.UNEXPECTED_CONTENT,
                "A x.example has no '192.0.2.3', but '192.0.2.1', '192.0.2.2'");
        assertFailed(
                probe(two, "type A\nexpect 192.0.2.1\nexpect_only"),
                FailReason.UNEXPECTED_CONTENT,
                "has '192.0.2.2', which is not expected");
        assertFailed(
                probe(query -> DnsMessages.answer(query, 0), "type A\nrequire_answer"),
                FailReason.UNEXPECTED_CONTENT,
                "no A record");
    }

    @Test
    void addressesAndNamesAreComparedByTheirMeaning() {
        assertPassed(
                probe(
                        query -> DnsMessages.answer(query, 0, new Rr(DnsType.AAAA, DnsMessages.address("2001:db8::1"))),
                        "type AAAA\nexpect 2001:0db8:0:0::0001"),
                "NOERROR, 1 record");
        assertPassed(
                probe(
                        query -> DnsMessages.answer(query, 0, new Rr(DnsType.NS, new byte[] {1, 'N', 0})),
                        "type NS\nexpect n."),
                "NOERROR, 1 record");
    }

    @Test
    void authorityCanBeRequired() {
        assertFailed(
                probe(query -> DnsMessages.answer(query, 0), "require_authoritative"),
                FailReason.UNEXPECTED_CONTENT,
                "not authoritative");
        assertPassed(
                probe(query -> DnsMessages.answer(query, DnsMessages.AUTHORITATIVE), "require_authoritative"),
                "NOERROR");
    }

    @Test
    void truncatedAnswerIsAskedForAgainOverTcp() {
        byte[] text = ("\5" + "hello").getBytes(StandardCharsets.US_ASCII);
        try (LoopbackPeer tcp = LoopbackPeer.serving(
                        DnsMessages.overTcp(query -> DnsMessages.answer(query, 0, new Rr(DnsType.TXT, text))));
                UdpPeer udp =
                        UdpPeer.servingAt(tcp.endpoint(), query -> DnsMessages.answer(query, DnsMessages.TRUNCATED))) {
            RunningProbe.Outcome outcome = probe(udp.endpoint(), "type TXT\nexpect hello");
            assertPassed(outcome, "NOERROR, 1 record");
            assertThat(outcome.transcript()).contains("the answer is truncated; asking again over TCP");
            assertFailed(
                    probe(udp.endpoint(), "type TXT\nexpect hello\ntcp_fallback off"),
                    FailReason.UNEXPECTED_CONTENT,
                    "no TXT record");
        }
    }

    @Test
    void malformedAnswerIsAFailureOnlyForWhoLooksAtIt() {
        UnaryOperator<byte[]> broken = query -> {
            byte[] answer = DnsMessages.answer(query, 0);
            answer[7] = 5;
            return answer;
        };
        assertPassed(probe(broken, ""), "NOERROR");
        assertFailed(probe(broken, "require_answer"), FailReason.PROTOCOL, "ends within a record");
    }

    @Test
    void hasKeepalivedsDefaultsAndThePortOfItsProtocol() {
        assertThat(new DnsCheckerFactory(connector).defaults().retry()).isEqualTo(3);
        assertThat(new DnsCheckerFactory(connector).defaults().delayBeforeRetry())
                .isEmpty();
        assertThat(compile(UdpPeer.refusing().withPort(0), "")
                        .value()
                        .orElseThrow()
                        .describe())
                .isEqualTo("DNS 127.0.0.1:53 SOA .");
        assertThat(compile(UdpPeer.refusing(), "expect_only").diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("'expect_only' has no effect without 'expect'");
    }
}
