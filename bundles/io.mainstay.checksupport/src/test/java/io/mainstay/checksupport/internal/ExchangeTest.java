// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.model.Endpoint;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.UdpPeer;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges of datagrams, of both kinds, against real sockets. */
class ExchangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Connector connector = new Connector();
    private ProbeHarness harness;

    private void use(boolean epoll) {
        assumeTrue(!epoll || Epoll.isAvailable());
        harness = new ProbeHarness(epoll ? NettyLanes::onEpoll : NettyLanes::onNio);
    }

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private ProbeResult run(Function<ProbeContext, CompletionStage<ProbeResult>> probe) {
        return harness.run(new AsyncChecker() {
                    @Override
                    public CompletionStage<ProbeResult> probe(ProbeContext context) {
                        return probe.apply(context);
                    }

                    @Override
                    public String describe() {
                        return "test";
                    }

                    @Override
                    public Duration timeLimit() {
                        return PATIENCE;
                    }
                })
                .result();
    }

    private ProbeResult exchange(Endpoint peer, Duration limit, Conversation conversation) {
        return run(context -> connector.exchange(context, NetworkOptions.to(peer, limit), conversation));
    }

    /** Sends a text, and passes with the first answer that is not empty. */
    private record Asking(byte[] question) implements Conversation {
        @Override
        public void opened(Line line) {
            line.send(question);
        }

        @Override
        public void received(Line line, ByteBuffer bytes) {
            if (bytes.hasRemaining()) {
                line.end(ProbeResult.passed(
                        bytes.remaining() + " " + StandardCharsets.US_ASCII.decode(bytes.limit(bytes.position() + 1))));
            }
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsGoBothWays(boolean epoll) {
        use(epoll);
        try (UdpPeer peer = UdpPeer.echoing()) {
            assertThat(exchange(peer.endpoint(), PATIENCE, new Asking(bytes(5))))
                    .isEqualTo(ProbeResult.passed("5 a"));
            assertThat(exchange(peer.endpoint(), PATIENCE, new Asking(bytes(20_000))))
                    .isEqualTo(ProbeResult.passed("20000 a"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsGoOverIpv6(boolean epoll) {
        use(epoll);
        assumeTrue(UdpPeer.hasIpv6());
        try (UdpPeer peer = UdpPeer.servingV6(question -> question)) {
            assertThat(exchange(peer.endpoint(), PATIENCE, new Asking(bytes(5))))
                    .isEqualTo(ProbeResult.passed("5 a"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void emptyDatagramIsADatagram(boolean epoll) {
        use(epoll);
        try (UdpPeer peer = UdpPeer.serving(question -> new byte[0])) {
            ProbeResult result = exchange(peer.endpoint(), PATIENCE, new Conversation() {
                @Override
                public void opened(Line line) {
                    line.send(bytes(1));
                }

                @Override
                public void received(Line line, ByteBuffer bytes) {
                    line.end(ProbeResult.passed("empty: " + !bytes.hasRemaining()));
                }
            });
            assertThat(result).isEqualTo(ProbeResult.passed("empty: true"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void portWhereNobodyListensIsRefused(boolean epoll) {
        use(epoll);
        assertThat(exchange(UdpPeer.refusing(), PATIENCE, new Asking(bytes(5))))
                .isInstanceOfSatisfying(
                        ProbeResult.Failed.class, f -> assertThat(f.reason()).isEqualTo(FailReason.REFUSED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsOfNoInterestDoNotProlongTheExchange(boolean epoll) {
        use(epoll);
        try (UdpPeer peer = UdpPeer.flooding()) {
            ProbeResult result = exchange(peer.endpoint(), SHORT, new Conversation() {
                @Override
                public void opened(Line line) {
                    line.send(bytes(1));
                }

                @Override
                public void received(Line line, ByteBuffer bytes) {
                    // not what was waited for
                }
            });
            assertThat(result)
                    .isInstanceOfSatisfying(
                            ProbeResult.Failed.class,
                            f -> assertThat(f.reason()).isEqualTo(FailReason.TIMEOUT));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void silenceIsWhatTheConversationTakesItFor(boolean epoll) {
        use(epoll);
        try (UdpPeer peer = UdpPeer.silent()) {
            ProbeResult result = exchange(peer.endpoint(), SHORT, new Conversation() {
                @Override
                public void opened(Line line) {
                    line.send(bytes(1));
                }

                @Override
                public void received(Line line, ByteBuffer bytes) {
                    // nothing comes
                }

                @Override
                public Optional<ProbeResult> silent() {
                    return Optional.of(ProbeResult.passed("silence"));
                }
            });
            assertThat(result).isEqualTo(ProbeResult.passed("silence"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void conversationThatThrowsIsBroken(boolean epoll) {
        use(epoll);
        try (UdpPeer peer = UdpPeer.echoing()) {
            ProbeResult result = exchange(peer.endpoint(), PATIENCE, new Conversation() {
                @Override
                public void opened(Line line) {
                    line.send(bytes(1));
                }

                @Override
                public void received(Line line, ByteBuffer bytes) {
                    throw new IllegalStateException("defect");
                }
            });
            assertThat(result).isInstanceOf(ProbeResult.Broken.class);
        }
    }

    @Test
    void icmpIsBrokenWhereNobodyOpensSockets() throws IOException {
        use(true);
        NetworkOptions network = NetworkOptions.to(UdpPeer.refusing().withPort(0), PATIENCE);
        assertThat(run(context -> connector.echo(context, network, new Asking(bytes(5)))))
                .isInstanceOfSatisfying(
                        ProbeResult.Broken.class, b -> assertThat(b.detail()).contains("io.mainstay.linux"));
        Connector refused = new Connector(ipv6 -> {
            throw new IOException("Permission denied: ask the administrator");
        });
        assertThat(run(context -> refused.echo(context, network, new Asking(bytes(5)))))
                .isInstanceOfSatisfying(
                        ProbeResult.Broken.class, b -> assertThat(b.detail()).contains("ask the administrator"));
        refused.close();
    }
}
