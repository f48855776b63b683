// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What TCP services do, on loopback with real sockets; each transport must pass. */
@Timeout(60)
abstract class TcpContract {
    static final ServiceKey.Address V4 = Rig.tcp("127.0.0.1", 0);

    private final Peers peers = new Peers();
    private Rig rig;

    abstract TransportChoice transport();

    abstract long spliceFrom();

    @BeforeEach
    void start() {
        rig = new Rig(transport(), spliceFrom());
    }

    @AfterEach
    void stop() throws Exception {
        peers.close();
        rig.close();
    }

    Rig rig() {
        return rig;
    }

    Peers peers() {
        return peers;
    }

    private DestinationStatus destination(Endpoint endpoint) {
        return rig.destination(V4, endpoint).orElseThrow();
    }

    private static String exchange(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes());
        return new String(socket.getInputStream().readNBytes(text.length()));
    }

    private static int named(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = socket.getInputStream().read()) != '\n') {
            if (next < 0) {
                throw new IOException("ended after '" + line + "'");
            }
            line.append((char) next);
        }
        return Integer.parseInt(line.toString());
    }

    @Test
    void carriesIpv4() throws Exception {
        Endpoint server = peers.server("127.0.0.1", Peers.ECHO);
        Endpoint local = rig.service(V4).to(server, 1).apply();
        try (Socket client = peers.client(local)) {
            assertThat(exchange(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        Await.until(
                "counters",
                () -> destination(server).bytesOut() == 5 && destination(server).activeConnections() == 0);
        assertThat(destination(server).bytesIn()).isEqualTo(5);
        assertThat(destination(server).connections()).isEqualTo(1);
        assertThat(rig.status(V4).active()).isTrue();
    }

    @Test
    void carriesIpv6AndBetweenFamilies() throws Exception {
        ServiceKey.Address key = Rig.tcp("::1", 0);
        Endpoint local = rig.service(key)
                .to(peers.server("::1", Peers.ECHO), 1)
                .to(peers.server("127.0.0.1", Peers.ECHO), 1)
                .apply();
        for (int i = 0; i < 2; i++) {
            assertThat(exchange(peers.client(local), "hello")).isEqualTo("hello");
        }
    }

    @Test
    void aClientMayEndItsStreamBeforeTheAnswer() throws Exception {
        Endpoint local = rig.service(V4)
                .to(
                        peers.server("127.0.0.1", socket -> {
                            long count = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                            socket.getOutputStream().write(("got " + count).getBytes());
                        }),
                        1)
                .apply();
        Socket client = peers.client(local);
        client.getOutputStream().write(new byte[100_000]);
        client.shutdownOutput();
        assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("got 100000");
    }

    @Test
    void aServerMayEndItsStreamBeforeTheQuestion() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        Endpoint local = rig.service(V4)
                .to(
                        peers.server("127.0.0.1", socket -> {
                            socket.getOutputStream().write("greeting".getBytes());
                            socket.shutdownOutput();
                            heard.complete(new String(socket.getInputStream().readAllBytes()));
                        }),
                        1)
                .apply();
        Socket client = peers.client(local);
        assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("greeting");
        client.getOutputStream().write("late question".getBytes());
        client.shutdownOutput();
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("late question");
        Await.until("the end", () -> rig.active(V4) == 0);
    }

    @Test
    void aLargeAnswerToASlowReaderIsWholeAndHardlyKeptHere() throws Exception {
        int blocks = 512;
        byte[] block = new byte[64 * 1024];
        new java.util.Random(5).nextBytes(block);
        CRC32 expected = new CRC32();
        for (int i = 0; i < blocks; i++) {
            expected.update(block);
        }
        Endpoint server = peers.server("127.0.0.1", socket -> {
            for (int i = 0; i < blocks; i++) {
                socket.getOutputStream().write(block);
            }
        });
        Socket client = peers.client(rig.service(V4).to(server, 1).apply(), 8 * 1024);
        CRC32 actual = new CRC32();
        byte[] bytes = new byte[20_000];
        long most = 0;
        long total = 0;
        InputStream in = client.getInputStream();
        for (int count; (count = in.read(bytes)) >= 0; ) {
            actual.update(bytes, 0, count);
            total += count;
            most = Math.max(most, rig.plane.keptBytes());
        }
        assertThat(total).isEqualTo((long) blocks * block.length);
        assertThat(actual.getValue()).isEqualTo(expected.getValue());
        assertThat(most).as("one chunk of the allocator").isLessThanOrEqualTo(512 * 1024);
    }

    @Test
    void bulkGoesBothWaysAtOnce() throws Exception {
        Endpoint local =
                rig.service(V4).to(peers.server("127.0.0.1", Peers.ECHO), 1).apply();
        Socket client = peers.client(local);
        byte[] sent = new byte[20_000_000];
        new java.util.Random(6).nextBytes(sent);
        Thread sending = new Thread(() -> {
            try {
                client.getOutputStream().write(sent);
                client.shutdownOutput();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        sending.start();
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
        sending.join();
        Await.until("the end", () -> rig.active(V4) == 0);
    }

    @Test
    void aClientsResetReachesTheServer() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CountDownLatch connected = new CountDownLatch(1);
        Endpoint local = rig.service(V4)
                .to(
                        peers.server("127.0.0.1", socket -> {
                            connected.countDown();
                            try {
                                end.complete(new AssertionError(
                                        "read " + socket.getInputStream().read()));
                            } catch (IOException e) {
                                end.complete(e);
                            }
                        }),
                        1)
                .apply();
        Socket client = peers.client(local);
        connected.await();
        client.setSoLinger(true, 0);
        client.close();
        assertThat(end.get(10, TimeUnit.SECONDS))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        Await.until("the end", () -> rig.active(V4) == 0);
    }

    @Test
    void aServersResetReachesTheClientAfterItsLastWords() throws Exception {
        Endpoint local = rig.service(V4)
                .to(
                        peers.server("127.0.0.1", socket -> {
                            socket.getInputStream().read();
                            socket.getOutputStream().write("bye".getBytes());
                            socket.setSoLinger(true, 0);
                        }),
                        1)
                .apply();
        Socket client = peers.client(local);
        client.getOutputStream().write(1);
        assertThatThrownBy(() -> client.getInputStream().readAllBytes())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        Await.until("the end", () -> rig.active(V4) == 0);
    }

    @Test
    void aServerThatClosesWithUnreadBytesDoesNotLoseItsAnswer() throws Exception {
        Endpoint local = rig.service(V4)
                .to(
                        peers.server("127.0.0.1", socket -> {
                            socket.getInputStream().read();
                            socket.getOutputStream().write("413".getBytes());
                            // closes with the rest unread: the kernel sends a reset
                        }),
                        1)
                .apply();
        Socket client = peers.client(local);
        client.getOutputStream().write(new byte[1000]);
        assertThat(new String(client.getInputStream().readNBytes(3))).isEqualTo("413");
        client.close();
        Await.until("the end", () -> rig.active(V4) == 0);
    }

    @Test
    void anotherDestinationIsTriedWhenOneIsDown() throws Exception {
        Endpoint down = Peers.closedPort();
        Endpoint up = peers.server("127.0.0.1", Peers.ECHO);
        Endpoint local = rig.service(V4).to(down, 1).to(up, 1).apply();
        for (int i = 0; i < 6; i++) {
            assertThat(exchange(peers.client(local), "hello")).isEqualTo("hello");
        }
        assertThat(destination(up).connections()).isEqualTo(6);
        assertThat(destination(down).failedConnections()).isEqualTo(6);
        assertThat(destination(down).connections()).isZero();
        assertThat(destination(down).activeConnections()).isZero();
    }

    @Test
    void anotherDestinationIsTriedWhenOneDoesNotAnswer() throws Exception {
        ServerSocket full = new ServerSocket(0, 1, Peers.address("127.0.0.1"));
        Endpoint silent = new Endpoint(full.getInetAddress(), full.getLocalPort());
        List<SocketChannel> fillers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) { // a full backlog drops what comes
                SocketChannel filler = SocketChannel.open();
                fillers.add(filler);
                filler.configureBlocking(false);
                filler.connect(full.getLocalSocketAddress());
            }
            Endpoint local = rig.service(V4)
                    .to(silent, 1)
                    .to(peers.server("127.0.0.1", Peers.ECHO), 1)
                    .apply();
            Socket client = peers.client(local);
            client.getOutputStream().write("hello".getBytes());
            Await.until("it is being connected", () -> destination(silent).activeConnections() == 1);
            rig.time.advance(Duration.ofSeconds(3));
            assertThat(new String(client.getInputStream().readNBytes(5))).isEqualTo("hello");
            assertThat(destination(silent).failedConnections()).isEqualTo(1);
        } finally {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            full.close();
        }
    }

    @Test
    void aClientIsResetWhenNobodyIsLeft() throws Exception {
        Endpoint local = rig.service(V4)
                .to(Peers.closedPort(), 1)
                .to(Peers.closedPort(), 1)
                .apply();
        assertRefused(local);
        rig.service(V4).apply();
        assertRefused(local);
        rig.service(V4).to(peers.server("127.0.0.1", Peers.ECHO), 0).apply();
        assertRefused(local);
    }

    /** The reset may come before or after connect has returned. */
    private void assertRefused(Endpoint local) {
        assertThatThrownBy(() -> peers.client(local).getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static void assertReset(Socket client) {
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void weightZeroGetsNoNewConnectionsAndKeepsTheOld() throws Exception {
        Endpoint first = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint second = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint local = rig.service(V4).to(first, 1).to(second, 1).apply();
        Socket old = peers.client(local);
        assertThat(named(old)).isEqualTo(first.port());
        rig.service(V4).to(first, 0).to(second, 1).apply();
        for (int i = 0; i < 4; i++) {
            assertThat(named(peers.client(local))).isEqualTo(second.port());
        }
        assertThat(exchange(old, "still there")).isEqualTo("still there");
        assertThat(destination(first).draining())
                .as("it is wanted, only without new connections")
                .isFalse();
    }

    @Test
    void aRemovedDestinationGoesOnUntilItsLastConnectionHasGone() throws Exception {
        Endpoint first = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint second = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint local = rig.service(V4).to(first, 1).to(second, 1).apply();
        Socket old = peers.client(local);
        assertThat(named(old)).isEqualTo(first.port());
        rig.service(V4).to(second, 1).apply();
        assertThat(named(peers.client(local))).isEqualTo(second.port());
        assertThat(destination(first).draining()).isTrue();
        assertThat(destination(first).activeConnections()).isEqualTo(1);
        assertThat(exchange(old, "still there")).isEqualTo("still there");
        old.close();
        Await.until("it is forgotten", () -> rig.destination(V4, first).isEmpty());
    }

    @Test
    void theDrainTimeEndsWhatIsLeft() throws Exception {
        Endpoint first = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint second = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint third = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint local = rig.service(V4).to(first, 1).to(second, 1).to(third, 1).apply();
        // One after the other: the loops would be free to take them in another order.
        Socket toFirst = peers.client(local);
        assertThat(named(toFirst)).isEqualTo(first.port());
        Socket toSecond = peers.client(local);
        assertThat(named(toSecond)).isEqualTo(second.port());
        Socket toThird = peers.client(local);
        assertThat(named(toThird)).isEqualTo(third.port());
        Duration drain = Duration.ofSeconds(30);
        rig.service(V4).to(second, 1).to(third, 1).drain(drain).apply();
        rig.time.advance(Duration.ofSeconds(10));
        rig.service(V4).to(second, 0).to(third, 1).drain(drain).apply();
        rig.time.advance(Duration.ofSeconds(19));
        assertThat(exchange(toFirst, "almost over")).isEqualTo("almost over");
        rig.time.advance(Duration.ofSeconds(1));
        assertReset(toFirst);
        Await.until("it is forgotten", () -> rig.destination(V4, first).isEmpty());
        assertThat(exchange(toSecond, "its own time")).isEqualTo("its own time");
        rig.time.advance(Duration.ofSeconds(10));
        assertReset(toSecond);
        assertThat(exchange(toThird, "untouched")).isEqualTo("untouched");
    }

    @Test
    void oneThatComesBackWhileDrainingHasItsCountersStill() throws Exception {
        Endpoint server = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint local =
                rig.service(V4).to(server, 1).drain(Duration.ofSeconds(5)).apply();
        Socket client = peers.client(local);
        named(client);
        rig.service(V4).drain(Duration.ofSeconds(5)).apply();
        assertThat(destination(server).draining()).isTrue();
        rig.service(V4).to(server, 1).drain(Duration.ofSeconds(5)).apply();
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(exchange(client, "not ended")).isEqualTo("not ended");
        named(peers.client(local));
        assertThat(destination(server).connections()).isEqualTo(2);
        assertThat(destination(server).draining()).isFalse();
    }

    @Test
    void aRemovedServiceStopsListeningAndDrains() throws Exception {
        Endpoint server = peers.server("127.0.0.1", Peers.ECHO);
        Endpoint local =
                rig.service(V4).to(server, 1).drain(Duration.ofSeconds(5)).apply();
        Socket client = peers.client(local);
        assertThat(exchange(client, "hello")).isEqualTo("hello");
        rig.plane.apply(List.of(), List.of(V4)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        Await.until("it refuses", () -> {
            try (Socket late = new Socket(local.address(), local.port())) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        assertThat(exchange(client, "draining")).isEqualTo("draining");
        assertThat(rig.status(V4).active()).isFalse();
        Await.until(
                "those of the wait above are gone",
                () -> rig.status(V4).problem().contains("1 connections are still being served"));
        rig.time.advance(Duration.ofSeconds(5));
        assertReset(client);
        Await.until("it is forgotten", () -> rig.plane.service(V4).isEmpty());
    }

    @Test
    void aServiceThatComesBackWhileDrainingGoesOn() throws Exception {
        Endpoint server = peers.server("127.0.0.1", Peers.ECHO);
        // The same port twice, on an address that nothing else uses.
        ServiceKey.Address fixed = Rig.tcp("127.0.0.77", Peers.closedPort().port());
        Endpoint there =
                rig.service(fixed).to(server, 1).drain(Duration.ofSeconds(5)).apply();
        assertThat(rig.status(fixed).problem()).isEmpty();
        Socket client = peers.client(there);
        assertThat(exchange(client, "hello")).isEqualTo("hello");
        rig.plane.apply(List.of(), List.of(fixed));
        rig.service(fixed).to(server, 1).drain(Duration.ofSeconds(5)).apply();
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(exchange(client, "still here")).isEqualTo("still here");
        assertThat(exchange(peers.client(there), "new")).isEqualTo("new");
        assertThat(rig.destination(fixed, server).orElseThrow().connections()).isEqualTo(2);
    }

    @Test
    void stopLetsConnectionsEndAndThenCompletes() throws Exception {
        Endpoint local =
                rig.service(V4).to(peers.server("127.0.0.1", Peers.ECHO), 1).apply();
        Socket client = peers.client(local);
        exchange(client, "hello");
        CompletableFuture<Void> stopped = rig.plane.stop(Duration.ofSeconds(60)).toCompletableFuture();
        assertThat(exchange(client, "draining")).isEqualTo("draining");
        assertThat(stopped).isNotDone();
        client.close();
        stopped.get(10, TimeUnit.SECONDS);
        assertThat(rig.plane.services()).isEmpty();
    }

    @Test
    void aPortInUseIsNamedAndTakenOnceItIsFree() throws Exception {
        Endpoint server = peers.server("127.0.0.1", Peers.ECHO);
        ServerSocket other = new ServerSocket(0, 5, Peers.address("127.0.0.1"));
        ServiceKey.Address key = Rig.tcp("127.0.0.1", other.getLocalPort());
        assertThat(rig.service(key).to(server, 1).apply()).isNull();
        assertThat(rig.status(key).active()).isFalse();
        assertThat(rig.status(key).problem())
                .startsWith("address already in use: java (pid "
                        + ProcessHandle.current().pid() + ") has it")
                .endsWith("next try in 1 s");
        assertThat(rig.status(key).destinations()).hasSize(1);
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(rig.status(key).problem()).endsWith("next try in 2 s");
        other.close();
        rig.time.advance(Duration.ofSeconds(2));
        assertThat(rig.status(key).active()).isTrue();
        assertThat(exchange(peers.client(key.endpoint()), "at last")).isEqualTo("at last");
    }

    @Test
    void theConnectionLimitHolds() throws Exception {
        Endpoint local = rig.service(V4)
                .to(peers.server("127.0.0.1", Peers.NAMED_ECHO), 1)
                .limit(2)
                .apply();
        Socket one = peers.client(local);
        Socket two = peers.client(local);
        named(one);
        named(two);
        assertRefused(local);
        one.close();
        Await.until("a place is free", () -> rig.active(V4) == 1);
        named(peers.client(local));
    }

    @Test
    void persistenceKeepsAClientUntilItsTimeoutAndItsServerLive() throws Exception {
        Endpoint first = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Endpoint second = peers.server("127.0.0.1", Peers.NAMED_ECHO);
        Rig.Builder service = rig.service(V4).to(first, 1).to(second, 1).persistence(Duration.ofSeconds(60));
        Endpoint local = service.apply();
        int port = named(peers.client(local));
        for (int i = 0; i < 3; i++) {
            rig.time.advance(Duration.ofSeconds(59));
            assertThat(named(peers.client(local))).isEqualTo(port);
        }
        rig.time.advance(Duration.ofSeconds(60));
        int other = named(peers.client(local));
        assertThat(other).isNotEqualTo(port);
        rig.service(V4)
                .to(first, other == first.port() ? 0 : 1)
                .to(second, other == second.port() ? 0 : 1)
                .persistence(Duration.ofSeconds(60))
                .apply();
        assertThat(named(peers.client(local))).as("its server gets no more").isEqualTo(port);
    }

    @Test
    void changesDoNotTouchRunningTransfers() throws Exception {
        Endpoint server = peers.server("127.0.0.1", Peers.ECHO);
        Endpoint local = rig.service(V4).to(server, 1).apply();
        AtomicLong echoed = new AtomicLong();
        Socket client = peers.client(local);
        byte[] sent = new byte[8_000_000];
        Thread sending = new Thread(() -> {
            try {
                client.getOutputStream().write(sent);
                client.shutdownOutput();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        sending.start();
        List<Scheduler> schedulers = List.of(Scheduler.WLC, Scheduler.MH, Scheduler.SH, Scheduler.WRR);
        InputStream in = client.getInputStream();
        byte[] bytes = new byte[200_000];
        int change = 0;
        for (int count; (count = in.read(bytes)) >= 0; ) {
            echoed.addAndGet(count);
            if (change < 20) {
                Rig.Builder next = rig.service(V4).scheduler(schedulers.get(change % 4));
                (change % 2 == 0 ? next : next.to(server, change)).apply();
                change++;
            }
        }
        assertThat(echoed).hasValue(sent.length);
        sending.join();
    }

    @Test
    void manyShortConnectionsAllGetTheirAnswer() throws Exception {
        Endpoint local = rig.service(V4)
                .scheduler(Scheduler.WLC)
                .to(peers.server("127.0.0.1", Peers.NAMED_ECHO), 1)
                .to(peers.server("127.0.0.1", Peers.NAMED_ECHO), 1)
                .apply();
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            clients.add(CompletableFuture.supplyAsync(() -> {
                int good = 0;
                for (int i = 0; i < 50; i++) {
                    try (Socket client = new Socket(local.address(), local.port())) {
                        client.getOutputStream().write("x\n".getBytes());
                        client.shutdownOutput();
                        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
                        in.readLine();
                        good += "x".equals(in.readLine()) && in.readLine() == null ? 1 : 0;
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                return good;
            }));
        }
        for (CompletableFuture<Integer> each : clients) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(50);
        }
        Await.until("all ended", () -> rig.active(V4) == 0);
    }
}
