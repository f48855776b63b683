// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import static io.mainstay.linux.internal.net.TwoHosts.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.net.TwoHosts;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketFilter.Base;
import io.mainstay.platform.net.PacketFilter.Match;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.ReceivedPacket;
import io.mainstay.platform.net.SystemCallException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real packets between two namespaces. */
class PacketRoundTripTest {
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private TwoHosts hosts;
    private EpollLoop loop;
    private int leftIndex;
    private int rightIndex;

    private record Seen(
            byte[] bytes, InetAddress from, InetAddress to, int ttl, int ifIndex, long ageNanos, boolean stamped) {}

    @BeforeEach
    void start() throws Exception {
        hosts = new TwoHosts();
        loop = new EpollLoop("test-loop");
        leftIndex = index(hosts.leftName);
        rightIndex = index(hosts.rightName);
    }

    @AfterEach
    void stop() throws Exception {
        if (hosts != null) {
            loop.close();
            hosts.close();
        }
    }

    private static int index(String namespace) throws Exception {
        return Integer.parseInt(TwoHosts.run("ip", "netns", "exec", namespace, "cat", "/sys/class/net/eth0/ifindex")
                .strip());
    }

    private void keep(ReceivedPacket packet, long now) {
        byte[] bytes = new byte[packet.length()];
        packet.bytes().get(0, bytes);
        seen.add(new Seen(
                bytes,
                packet.sourceAddress(),
                packet.destinationAddress(),
                packet.ttl(),
                packet.ifIndex(),
                now - packet.arrivedNanos(),
                packet.arrivedRealtimeNanos() != 0));
    }

    private RawSocket left(RawSocketSpec spec) throws SystemCallException {
        return new LinuxRawSockets(hosts.left).open(loop, spec, (packet, now) -> {});
    }

    private RawSocket right(RawSocketSpec spec, PacketHandler handler) throws SystemCallException {
        return new LinuxRawSockets(hosts.right).open(loop, spec, handler);
    }

    private int send(RawSocket socket, RawSocket.Target target, byte[] packet) throws Exception {
        return onLoop(() -> socket.send(target, packet, 0, packet.length));
    }

    private <T> T onLoop(java.util.concurrent.Callable<T> what) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                done.complete(what.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(20, TimeUnit.SECONDS);
    }

    @Test
    void multicastIpv4ArrivesWithItsMetadata() throws Exception {
        InetAddress group = InetAddress.getByName("224.0.0.18");
        InetAddress source = InetAddress.getByName("10.99.0.1");
        RawSocket receiver = right(RawSocketSpec.vrrp(false, rightIndex), this::keep);
        assertThat(receiver.join(group, rightIndex)).isZero();
        assertThat(receiver.join(group, rightIndex)).isEqualTo(Errno.EADDRINUSE);
        RawSocket sender = left(RawSocketSpec.vrrp(false, leftIndex).sendOnly());

        assertThat(send(sender, sender.target(group, source, 0), new byte[] {0x21, 7, 100, 0}))
                .isZero();

        await("a packet", () -> !seen.isEmpty());
        Seen packet = seen.get(0);
        assertThat(packet.bytes()).hasSize(24).startsWith(0x45, 0xc0).endsWith(0x21, 7, 100, 0);
        assertThat(packet.from()).isEqualTo(source);
        assertThat(packet.to()).isEqualTo(group);
        assertThat(packet.ttl()).isEqualTo(255);
        assertThat(packet.ifIndex()).isEqualTo(rightIndex);
        assertThat(packet.stamped()).isTrue();
        assertThat(packet.ageNanos()).isBetween(-1_000_000L, TimeUnit.SECONDS.toNanos(20));
        assertThat(receiver.figures().received()).isEqualTo(1);
        assertThat(sender.figures().sent()).isEqualTo(1);
    }

    @Test
    void anOwnHeaderIsSentAsItIs() throws Exception {
        RawSocket receiver = right(RawSocketSpec.vrrp(false, rightIndex).withProtocol(51), this::keep);
        RawSocket sender = left(RawSocketSpec.vrrp(false, leftIndex)
                .withProtocol(51)
                .withHeaderIncluded(true)
                .sendOnly());
        byte[] packet = new byte[24];
        packet[0] = 0x45;
        packet[3] = 24;
        packet[4] = 0x12;
        packet[5] = 0x34;
        packet[8] = 77;
        packet[9] = 51;
        System.arraycopy(InetAddress.getByName("10.99.0.1").getAddress(), 0, packet, 12, 4);
        System.arraycopy(InetAddress.getByName("10.99.0.2").getAddress(), 0, packet, 16, 4);

        assertThat(send(sender, sender.target(InetAddress.getByName("10.99.0.2"), null, 0), packet))
                .isZero();

        await("a packet", () -> !seen.isEmpty());
        assertThat(seen.get(0).ttl()).isEqualTo(77);
        assertThat(seen.get(0).bytes()).containsSequence(0x12, 0x34);
        receiver.close();
    }

    @Test
    void ipv6HasHopLimitAndDestinationBesides() throws Exception {
        InetAddress group = InetAddress.getByName("ff02::12");
        RawSocket receiver = right(RawSocketSpec.vrrp(true, rightIndex), this::keep);
        assertThat(receiver.join(group, rightIndex)).isZero();
        RawSocket sender = left(RawSocketSpec.vrrp(true, leftIndex).sendOnly());
        InetAddress source = InetAddress.getByName("fd99::1");

        assertThat(send(sender, sender.target(group, source, 0), new byte[] {0x31, 5, 100, 0, 0, 100, 0, 0}))
                .isZero();

        await("a packet", () -> !seen.isEmpty());
        Seen packet = seen.get(0);
        assertThat(packet.bytes()).hasSize(8).startsWith(0x31, 5, 100, 0, 0, 100);
        assertThat(packet.bytes()[6] | packet.bytes()[7])
                .as("checksum by the kernel")
                .isNotZero();
        assertThat(packet.from()).isEqualTo(source);
        assertThat(packet.to()).isEqualTo(group);
        assertThat(packet.ttl()).isEqualTo(255);
        assertThat(packet.ifIndex()).isEqualTo(rightIndex);
    }

    @Test
    void aLinkLocalPeerIsReachedThroughTheSocketsInterface() throws Exception {
        String shown = TwoHosts.run("ip", "-n", hosts.rightName, "-6", "-o", "addr", "show", "eth0", "scope", "link");
        InetAddress peer = InetAddress.getByName(shown.split("inet6 ")[1].split("/")[0]);
        RawSocket receiver = right(RawSocketSpec.vrrp(true, rightIndex).withChecksumOffset(-1), this::keep);
        RawSocket sender = left(RawSocketSpec.vrrp(true, leftIndex)
                .withChecksumOffset(-1)
                .withTtl(64)
                .sendOnly());

        assertThat(send(sender, sender.target(peer, null, 0), new byte[] {0x31, 1, 2, 3}))
                .isZero();

        await("a packet", () -> !seen.isEmpty());
        assertThat(seen.get(0).bytes()).containsExactly(0x31, 1, 2, 3);
        assertThat(seen.get(0).ttl()).isEqualTo(64);
        assertThat(seen.get(0).from().isLinkLocalAddress()).isTrue();
        receiver.close();
    }

    @Test
    void theFilterDropsInTheKernel() throws Exception {
        PacketFilter onlyVrids3And250 = PacketFilter.all(
                Match.is(Base.START, 8, 1, 255),
                Match.oneOf(Base.IPV4_PAYLOAD, 1, new TreeSet<>(List.of(3, 4, 250))),
                Match.in(Base.LENGTH, 0, 4, 20, 2000));
        RawSocket receiver = right(RawSocketSpec.vrrp(false, rightIndex).withFilter(onlyVrids3And250), this::keep);
        RawSocket sender = left(RawSocketSpec.vrrp(false, leftIndex).sendOnly());
        RawSocket.Target peer = sender.target(InetAddress.getByName("10.99.0.2"), null, 0);

        for (int vrid : new int[] {1, 2, 5, 249, 251, 255, 0, 250}) {
            assertThat(send(sender, peer, new byte[] {0x31, (byte) vrid, 100, 0}))
                    .isZero();
        }

        await("the last packet", () -> !seen.isEmpty());
        assertThat(seen)
                .singleElement()
                .satisfies(packet -> assertThat(packet.bytes()).endsWith(0x31, 250, 100, 0));
        assertThat(receiver.filter(PacketFilter.ALL)).isZero();
        assertThat(send(sender, peer, new byte[] {0x31, 1, 100, 0})).isZero();
        await("without the filter", () -> seen.size() == 2);
    }

    @Test
    void framesAreSentAndReceivedWhole() throws Exception {
        LinkSocket receiver = new LinuxLinkSockets(hosts.right)
                .open(loop, rightIndex, 0x0800, PacketFilter.all(Match.is(Base.START, 23, 1, 112)), this::keep);
        assertThat(receiver.join(MacAddress.of("01:00:5e:00:00:12"), rightIndex))
                .isZero();
        LinkSocket sender = new LinuxLinkSockets(hosts.left).open(loop);
        byte[] frame = java.util.HexFormat.of()
                .parseHex("01005e00001200005e00002a0800451000384bf54000ff7044f00a4d0001e0000012212a000700011ac3"
                        + "6c70d8b3b49ff8d3d0c7cf3ad5934242ba277969abf68e8e1525965e");

        assertThat(onLoop(() -> sender.send(leftIndex, frame, 0, frame.length))).isZero();

        await("a frame", () -> !seen.isEmpty());
        assertThat(seen.get(0).bytes()).isEqualTo(frame);
        assertThat(seen.get(0).ifIndex()).isEqualTo(rightIndex);
        assertThat(onLoop(() -> sender.send(4711, frame, 0, frame.length))).isEqualTo(6); // ENXIO
    }

    @Test
    void anInterfaceThatGoesDownIsAValueAndComesBack() throws Exception {
        RawSocket sender = left(RawSocketSpec.vrrp(false, leftIndex).sendOnly());
        RawSocket.Target group = sender.target(InetAddress.getByName("224.0.0.18"), null, 0);
        TwoHosts.run("ip", "-n", hosts.leftName, "link", "set", "eth0", "down");
        assertThat(send(sender, group, new byte[8])).isIn(Errno.ENETDOWN, Errno.ENETUNREACH, Errno.ENODEV);
        TwoHosts.run("ip", "-n", hosts.leftName, "link", "set", "eth0", "up");
        assertThat(send(sender, group, new byte[8])).isZero();
        assertThat(sender.figures().sendFailures()).isEqualTo(1);
    }

    @Test
    void anInterfaceThatDoesNotExistIsSaid() {
        assertThatThrownBy(() -> left(RawSocketSpec.vrrp(false, 4711)))
                .isInstanceOf(SystemCallException.class)
                .hasMessageContaining("IP_MULTICAST_IF = 4711")
                .hasMessageContaining("EADDRNOTAVAIL");
    }

    @Test
    void receivingAndSendingAllocateNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RawSocket sender = left(RawSocketSpec.vrrp(false, leftIndex).sendOnly());
        RawSocket.Target peer = sender.target(InetAddress.getByName("10.99.0.2"), null, 0);
        byte[] packet = new byte[40];
        byte[] address = new byte[16];
        byte[] copy = new byte[2048];
        AtomicLong sum = new AtomicLong();
        long[] state = new long[2];
        CompletableFuture<Long> allocated = new CompletableFuture<>();
        RawSocket receiver = right(RawSocketSpec.vrrp(false, rightIndex), (each, now) -> {
            each.source(address);
            each.bytes().get(0, copy, 0, each.length());
            sum.addAndGet(each.ttl() + address[3] + copy[20] + each.arrivedNanos());
            state[0]++;
            if (state[0] == 4_000) {
                state[1] =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            } else if (state[0] == 5_000) {
                allocated.complete(
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - state[1]);
                return;
            }
            sender.send(peer, packet, 0, packet.length); // veth delivers at once: a packet in flight at any time
        });
        loop.execute(() -> sender.send(peer, packet, 0, packet.length));
        assertThat(allocated.get(60, TimeUnit.SECONDS))
                .as("bytes in 1,000 packets")
                .isLessThan(2_000);
        receiver.close();
    }
}
