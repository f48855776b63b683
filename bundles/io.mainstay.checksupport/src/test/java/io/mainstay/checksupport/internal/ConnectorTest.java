// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.CloseMode;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.PeerScript;
import io.mainstay.testkit.check.ProbeHarness;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of both kinds against real sockets; the contract tests of the checkers add the ways to fail. */
class ConnectorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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

    private static NetworkOptions options(
            LoopbackPeer peer, Optional<InetSocketAddress> local, String bindIf, int mark) {
        return new NetworkOptions(
                peer.endpoint().toSocketAddress(),
                peer.endpoint().toString(),
                local,
                bindIf,
                mark,
                PATIENCE,
                CloseMode.FIN);
    }

    private static NetworkOptions options(LoopbackPeer peer) {
        return NetworkOptions.to(peer.endpoint(), PATIENCE);
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

    /** Sends bytes, and passes with all that has come when the peer closes. */
    private static final class Echoed implements Conversation {
        private final byte[] bytes;
        private long received;

        Echoed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void opened(Line line) {
            line.send(bytes);
        }

        @Override
        public void received(Line line, ByteBuffer in) {
            received += in.remaining();
        }

        @Override
        public void closed(Line line) {
            line.end(ProbeResult.passed(Long.toString(received)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeAmountsGoBothWays(boolean epoll) {
        use(epoll);
        byte[] much = new byte[3_000_000];
        PeerScript slowEcho =
                socket -> socket.getOutputStream().write(socket.getInputStream().readNBytes(much.length));
        try (LoopbackPeer peer = LoopbackPeer.serving(slowEcho)) {
            assertThat(run(context -> connector.converse(context, options(peer), new Echoed(much))))
                    .isEqualTo(ProbeResult.passed("3000000"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalSendsKeepTheirOrder(boolean epoll) {
        use(epoll);
        BlockingQueue<byte[]> read = new LinkedBlockingQueue<>();
        try (LoopbackPeer peer =
                LoopbackPeer.serving(socket -> read.add(socket.getInputStream().readNBytes(2_000_006)))) {
            run(context -> connector.converse(context, options(peer), new Conversation() {
                @Override
                public void opened(Line line) {
                    line.send(new byte[2_000_000]);
                    line.send("one".getBytes(StandardCharsets.US_ASCII));
                    line.send("two".getBytes(StandardCharsets.US_ASCII));
                }

                @Override
                public void received(Line line, ByteBuffer bytes) {
                    throw new AssertionError("nothing was to come");
                }

                @Override
                public void closed(Line line) {
                    // left to be ended as closed early
                }
            }));
            byte[] all = poll(read);
            assertThat(new String(all, 2_000_000, 6, StandardCharsets.US_ASCII)).isEqualTo("onetwo");
        }
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            return queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An acknowledgement that waits for our first bytes is held back for 200 ms by the kernel; here none ever come. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peerThatSpeaksFirstIsHeardAtOnce(boolean epoll) {
        use(epoll);
        PeerScript greeting = socket -> {
            socket.getOutputStream().write('!');
            PeerScript.silent().serve(socket);
        };
        try (LoopbackPeer peer = LoopbackPeer.serving(greeting)) {
            long shortest = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long begin = System.nanoTime();
                ProbeResult result = run(context -> connector.converse(context, options(peer), new Conversation() {
                    @Override
                    public void opened(Line line) {
                        // the peer speaks first
                    }

                    @Override
                    public void received(Line line, ByteBuffer bytes) {
                        line.end(ProbeResult.passed());
                    }
                }));
                assertThat(result).isEqualTo(ProbeResult.passed());
                shortest = Math.min(shortest, System.nanoTime() - begin);
            }
            assertThat(Duration.ofNanos(shortest)).isLessThan(Duration.ofMillis(150));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void conversationThatDoesNotEndIsClosedEarlyAndOneThatThrowsIsBroken(boolean epoll) {
        use(epoll);
        try (LoopbackPeer peer = LoopbackPeer.closing()) {
            assertThat(run(context -> connector.converse(context, options(peer), silent())))
                    .isInstanceOfSatisfying(
                            ProbeResult.Failed.class,
                            f -> assertThat(f.reason()).isEqualTo(FailReason.CLOSED_EARLY));
        }
        try (LoopbackPeer peer = LoopbackPeer.serving(PeerScript.answering(new byte[] {1}))) {
            assertThat(run(context -> connector.converse(context, options(peer), new Conversation() {
                        @Override
                        public void opened(Line line) {
                            line.send(new byte[] {0});
                        }

                        @Override
                        public void received(Line line, ByteBuffer bytes) {
                            throw new IllegalStateException("defect");
                        }

                        @Override
                        public void closed(Line line) {
                            // not reached
                        }
                    })))
                    .isInstanceOf(ProbeResult.Broken.class);
        }
    }

    private static Conversation silent() {
        return new Conversation() {
            @Override
            public void opened(Line line) {
                // says nothing
            }

            @Override
            public void received(Line line, ByteBuffer bytes) {
                // hears nothing
            }

            @Override
            public void closed(Line line) {
                // has no opinion
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bindsToAddressAndPort(boolean epoll) throws Exception {
        use(epoll);
        BlockingQueue<InetSocketAddress> clients = new LinkedBlockingQueue<>();
        int port = LoopbackPeer.refusing().port();
        InetSocketAddress local = new InetSocketAddress(InetAddress.getByName("127.0.0.9"), port);
        try (LoopbackPeer peer =
                LoopbackPeer.serving(socket -> clients.add((InetSocketAddress) socket.getRemoteSocketAddress()))) {
            assertThat(run(context -> connector.connect(context, options(peer, Optional.of(local), "", 0))))
                    .isEqualTo(ProbeResult.passed());
            assertThat(poll(clients)).isEqualTo(local);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void addressThatIsNotHereIsBroken(boolean epoll) throws Exception {
        use(epoll);
        InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0);
        try (LoopbackPeer peer = LoopbackPeer.serving(PeerScript.silent())) {
            ProbeResult result =
                    run(context -> connector.connect(context, options(peer, Optional.of(elsewhere), "", 0)));
            assertThat(result).isInstanceOf(ProbeResult.Broken.class);
            assertThat(result.detail()).contains("bindto");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interfaceAndMarkWorkOrSayWhyNot(boolean epoll) {
        use(epoll);
        try (LoopbackPeer peer = LoopbackPeer.serving(PeerScript.silent())) {
            for (NetworkOptions network : new NetworkOptions[] {
                options(peer, Optional.empty(), "lo", 0), options(peer, Optional.empty(), "", 7)
            }) {
                ProbeResult plain = run(context -> connector.connect(context, network));

                if (!epoll) {
                    assertThat(plain.detail()).contains("native epoll library");
                } else if (!(plain instanceof ProbeResult.Passed)) {
                    assertThat(plain).isInstanceOf(ProbeResult.Broken.class);
                    assertThat(plain.detail()).contains("privileges");
                }
            }
            ProbeResult missing =
                    run(context -> connector.connect(context, options(peer, Optional.empty(), "no-such-if0", 0)));
            assertThat(missing).isInstanceOf(ProbeResult.Broken.class);
        }
    }
}
