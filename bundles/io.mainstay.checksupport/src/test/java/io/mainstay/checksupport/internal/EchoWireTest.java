// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.platform.IcmpSockets;
import io.mainstay.platform.net.InternetChecksum;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.UdpPeer;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** ICMP's messages, carried by UDP: what the kernel would do is the peer's part here. */
class EchoWireTest {
    private static final byte[] DATA = {1, 2, 3};

    /** What answers: the request with its type changed. */
    private static byte[] replied(byte[] request, int type) {
        byte[] reply = request.clone();
        reply[0] = (byte) type;
        return reply;
    }

    private static ProbeResult probe(Duration limit, UnaryOperator<byte[]> answers) {
        assumeTrue(Epoll.isAvailable());
        IcmpSockets overUdp =
                ipv6 -> new IcmpSockets.Opened(LinuxSocket.newSocketDgram(ipv6).intValue(), false);
        Connector connector = new Connector(overUdp);
        try (UdpPeer peer = UdpPeer.serving(answers);
                ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll)) {
            NetworkOptions network = NetworkOptions.to(peer.endpoint(), limit);
            return harness.run(new AsyncChecker() {
                        @Override
                        public CompletionStage<ProbeResult> probe(ProbeContext context) {
                            return connector.echo(context, network, new Conversation() {
                                @Override
                                public void opened(Line line) {
                                    line.send(DATA);
                                }

                                @Override
                                public void received(Line line, ByteBuffer bytes) {
                                    line.end(ProbeResult.passed(bytes.remaining() + " bytes"));
                                }
                            });
                        }

                        @Override
                        public String describe() {
                            return "test";
                        }

                        @Override
                        public Duration timeLimit() {
                            return Duration.ofSeconds(20);
                        }
                    })
                    .result();
        } finally {
            connector.close();
        }
    }

    @Test
    void replyToTheLatestRequestIsHeard() {
        assertThat(probe(Duration.ofSeconds(20), request -> replied(request, 0)))
                .isEqualTo(ProbeResult.passed("3 bytes"));
    }

    @Test
    void allElseIsNot() {
        UnaryOperator<byte[]> otherSequence = request -> {
            byte[] reply = replied(request, 0);
            reply[7] ^= 1;
            return reply;
        };
        UnaryOperator<byte[]> otherCode = request -> {
            byte[] reply = replied(request, 0);
            reply[1] = 1;
            return reply;
        };
        for (UnaryOperator<byte[]> stranger : java.util.List.<UnaryOperator<byte[]>>of(
                otherSequence, otherCode, request -> request, request -> new byte[7], request -> null)) {
            assertThat(probe(Duration.ofMillis(100), stranger))
                    .isInstanceOfSatisfying(
                            ProbeResult.Failed.class,
                            f -> assertThat(f.reason()).isEqualTo(FailReason.TIMEOUT));
        }
    }

    @Test
    void requestIsWhatTheRfcSays() {
        EchoWire wire = new EchoWire(null, false);
        byte[] request = wire.request(DATA);
        assertThat(request).hasSize(11).startsWith(8, 0).endsWith(1, 2, 3);
        assertThat(InternetChecksum.of(request))
                .as("the sum over all, checksum included")
                .isZero();
        assertThat(new EchoWire(null, true).request(DATA)).startsWith(128, 0, 0, 0);
        byte[] second = wire.request(DATA);
        assertThat(second[7]).isEqualTo((byte) (request[7] + 1));
    }
}
