// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import io.mainstay.proxy.internal.udp.UdpFront;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What UDP services do, on loopback; each transport must pass. */
@Timeout(60)
abstract class UdpContract {
    private static final ServiceKey.Address V4 = Rig.udp("127.0.0.1", 0);

    private final List<DatagramSocket> sockets = new ArrayList<>();
    private Rig rig;

    abstract TransportChoice transport();

    @BeforeEach
    void start() {
        // Idle time runs on the rig's virtual clock; the loop looks at it every 50 ms.
        rig = new Rig(transport(), Long.MAX_VALUE, new UdpFront.Settings(Duration.ofMillis(200), 4));
    }

    @AfterEach
    void stop() throws Exception {
        sockets.forEach(DatagramSocket::close);
        rig.close();
    }

    /** Answers each datagram with its own port and the text. */
    private Endpoint server(String address) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, Peers.address(address));
        sockets.add(socket);
        Thread serving = new Thread(() -> {
            byte[] bytes = new byte[65536];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                    socket.receive(packet);
                    byte[] answer = (socket.getLocalPort() + " " + new String(bytes, 0, packet.getLength())).getBytes();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    return;
                }
            }
        });
        serving.setDaemon(true);
        serving.start();
        return new Endpoint(socket.getLocalAddress(), socket.getLocalPort());
    }

    private DatagramSocket client(Endpoint to) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, to.address());
        sockets.add(socket);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(to.address(), to.port())); // so that only answers from there are let in
        return socket;
    }

    private static void send(DatagramSocket socket, String text) throws IOException {
        socket.send(new DatagramPacket(text.getBytes(), text.length()));
    }

    private static String ask(DatagramSocket socket, String text) throws IOException {
        send(socket, text);
        DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength());
    }

    private DestinationStatus destination(Endpoint endpoint) {
        return rig.destination(V4, endpoint).orElseThrow();
    }

    @Test
    void answersComeFromTheServicesAddress() throws Exception {
        Endpoint server = server("127.0.0.1");
        DatagramSocket client = client(rig.service(V4).to(server, 1).apply());
        assertThat(ask(client, "hello")).isEqualTo(server.port() + " hello");
        Await.until("counters", () -> destination(server).bytesOut() > 0);
        assertThat(destination(server).bytesIn()).isEqualTo(5);
        assertThat(destination(server).activeConnections()).isEqualTo(1);
        assertThat(rig.status(V4).active()).isTrue();
    }

    @Test
    void ipv6AndLargeDatagramsWork() throws Exception {
        Endpoint server = server("127.0.0.1");
        DatagramSocket client =
                client(rig.service(Rig.udp("::1", 0)).to(server, 1).apply());
        String text = "x".repeat(20_000);
        assertThat(ask(client, text)).isEqualTo(server.port() + " " + text);
    }

    @Test
    void aClientStaysWithItsServerAndOthersGoToTheNext() throws Exception {
        Endpoint first = server("127.0.0.1");
        Endpoint second = server("127.0.0.1");
        Endpoint local = rig.service(V4).to(first, 1).to(second, 1).apply();
        DatagramSocket one = client(local);
        DatagramSocket two = client(local);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(one, "a")).isEqualTo(first.port() + " a");
            assertThat(ask(two, "b")).isEqualTo(second.port() + " b");
        }
        assertThat(destination(first).connections()).isEqualTo(1);
    }

    @Test
    void aSilentFlowEnds() throws Exception {
        Endpoint server = server("127.0.0.1");
        DatagramSocket client = client(rig.service(V4).to(server, 1).apply());
        ask(client, "hello");
        assertThat(destination(server).activeConnections()).isEqualTo(1);
        rig.time.advance(Duration.ofMillis(200));
        Await.until("the flow ends", () -> destination(server).activeConnections() == 0);
        assertThat(ask(client, "again")).isEqualTo(server.port() + " again");
        assertThat(destination(server).connections()).isEqualTo(2);
    }

    @Test
    void onePacketSchedulingSpreadsOneClient() throws Exception {
        Endpoint first = server("127.0.0.1");
        Endpoint second = server("127.0.0.1");
        DatagramSocket client =
                client(rig.service(V4).onePacket().to(first, 1).to(second, 1).apply());
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            answers.add(ask(client, "x"));
        }
        assertThat(answers).containsExactlyInAnyOrder(first.port() + " x", second.port() + " x");
        assertThat(destination(first).activeConnections()).isEqualTo(1);
    }

    @Test
    void aPortThatIsNotThereEndsTheFlowAndIsCounted() throws Exception {
        Endpoint gone;
        try (DatagramSocket socket = new DatagramSocket(0, Peers.address("127.0.0.1"))) {
            gone = new Endpoint(socket.getLocalAddress(), socket.getLocalPort());
        }
        Endpoint server = server("127.0.0.1");
        DatagramSocket client = client(rig.service(V4).to(gone, 1).to(server, 1).apply());
        send(client, "lost");
        Await.until("it is counted", () -> destination(gone).failedConnections() == 1);
        assertThat(destination(gone).activeConnections()).isZero();
        assertThat(ask(client, "found")).isEqualTo(server.port() + " found");
    }

    @Test
    void theLongestSilentFlowMakesRoom() throws Exception {
        Endpoint server = server("127.0.0.1");
        Endpoint local = rig.service(V4).to(server, 1).apply();
        for (int i = 0; i < 6; i++) {
            ask(client(local), "hello");
        }
        assertThat(destination(server).activeConnections()).isEqualTo(4);
        assertThat(destination(server).connections()).isEqualTo(6);
    }

    @Test
    void aClientLeavesAServerThatIsNoLongerADestination() throws Exception {
        Endpoint failed = server("127.0.0.1");
        Endpoint other = server("127.0.0.1");
        DatagramSocket client = client(rig.service(V4).to(failed, 1).apply());
        ask(client, "hello");
        rig.service(V4).to(other, 1).apply();
        assertThat(ask(client, "again")).isEqualTo(other.port() + " again");
        Await.until(
                "the old one is forgotten", () -> rig.destination(V4, failed).isEmpty());
    }

    @Test
    void aClientStaysWithAServerThatIsDrainedByItsWeight() throws Exception {
        Endpoint drained = server("127.0.0.1");
        Endpoint other = server("127.0.0.1");
        DatagramSocket client = client(rig.service(V4).to(drained, 1).apply());
        ask(client, "hello");
        rig.service(V4).to(drained, 0).to(other, 1).apply();
        assertThat(ask(client, "again")).isEqualTo(drained.port() + " again");
    }

    @Test
    void theDrainTimeEndsFlows() throws Exception {
        Endpoint server = server("127.0.0.1");
        Endpoint local =
                rig.service(V4).to(server, 1).drain(Duration.ofMillis(100)).apply();
        ask(client(local), "hello");
        rig.service(V4).drain(Duration.ofMillis(100)).apply();
        assertThat(destination(server).draining()).isTrue();
        rig.time.advance(Duration.ofMillis(100));
        Await.until("it is forgotten", () -> rig.destination(V4, server).isEmpty());
    }

    @Test
    void aPortInUseIsTakenOnceItIsFree() throws Exception {
        DatagramSocket other = new DatagramSocket(0, Peers.address("127.0.0.1"));
        ServiceKey.Address key = Rig.udp("127.0.0.1", other.getLocalPort());
        Endpoint server = server("127.0.0.1");
        rig.service(key).to(server, 1).apply();
        assertThat(rig.status(key).problem()).startsWith("address already in use: java (pid ");
        other.close();
        rig.time.advance(Duration.ofSeconds(1));
        Await.until("it is bound", () -> rig.status(key).active());
        assertThat(ask(client(key.endpoint()), "at last")).isEqualTo(server.port() + " at last");
    }

    @Test
    void aRemovedServiceFreesItsPort() throws Exception {
        Endpoint local = rig.service(V4).to(server("127.0.0.1"), 1).apply();
        ask(client(local), "hello");
        rig.plane.apply(List.of(), List.of(V4));
        Await.until("it is gone", () -> rig.plane.service(V4).isEmpty());
        new DatagramSocket(local.port(), local.address()).close();
    }
}
