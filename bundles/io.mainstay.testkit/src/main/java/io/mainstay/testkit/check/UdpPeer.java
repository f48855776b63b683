// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.model.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A UDP server on a loopback address that behaves as told. Close it after use. Thread-safety: any thread. */
public final class UdpPeer implements AutoCloseable {
    private static final String V4 = "127.0.0.1";
    private static final String V6 = "::1";

    private final DatagramSocket socket;
    private final AtomicInteger received = new AtomicInteger();

    private UdpPeer(DatagramSocket socket) {
        this.socket = socket;
    }

    /** A peer that sends each datagram back. */
    public static UdpPeer echoing() {
        return serving(question -> question);
    }

    /** A peer that takes datagrams and says nothing. */
    public static UdpPeer silent() {
        return serving(question -> null);
    }

    /** A peer that answers each datagram with what {@code answers} makes of it; with nothing when that is null. */
    public static UdpPeer serving(UnaryOperator<byte[]> answers) {
        return start(V4, (peer, packet) -> peer.answer(packet, answers));
    }

    /** As {@link #serving}, on {@code ::1}. */
    public static UdpPeer servingV6(UnaryOperator<byte[]> answers) {
        return start(V6, (peer, packet) -> peer.answer(packet, answers));
    }

    /** As {@link #serving}, on an address and port where a TCP peer listens. */
    public static UdpPeer servingAt(Endpoint endpoint, UnaryOperator<byte[]> answers) {
        return start(open(endpoint), (peer, packet) -> peer.answer(packet, answers));
    }

    /** A peer that answers the first datagram with a one-byte datagram each millisecond, for ever. */
    public static UdpPeer flooding() {
        return start(V4, (peer, packet) -> {
            while (true) {
                peer.socket.send(new DatagramPacket(new byte[1], 1, packet.getSocketAddress()));
                LockSupport.parkNanos(1_000_000);
            }
        });
    }

    private interface Script {
        void serve(UdpPeer peer, DatagramPacket packet) throws IOException;
    }

    private static UdpPeer start(String address, Script script) {
        return start(open(address), script);
    }

    private static UdpPeer start(DatagramSocket socket, Script script) {
        UdpPeer peer = new UdpPeer(socket);
        Thread server = new Thread(() -> peer.serve(script), "udp-peer-" + peer.socket.getLocalPort());
        server.setDaemon(true);
        server.start();
        return peer;
    }

    private static DatagramSocket open(String address) {
        try {
            return new DatagramSocket(0, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a socket on " + address, e);
        }
    }

    private static DatagramSocket open(Endpoint endpoint) {
        try {
            return new DatagramSocket(endpoint.toSocketAddress());
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot open a socket on " + endpoint, e);
        }
    }

    /** Whether this host has the IPv6 loopback address. */
    public static boolean hasIpv6() {
        return LoopbackPeer.hasIpv6();
    }

    /** An endpoint at which nobody listens: datagrams are answered by ICMP. */
    public static Endpoint refusing() {
        try (DatagramSocket closed = open(V4)) {
            return new Endpoint(closed.getLocalAddress(), closed.getLocalPort());
        }
    }

    private void serve(Script script) {
        byte[] buffer = new byte[65535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                received.incrementAndGet();
                script.serve(this, packet);
            } catch (SocketException e) {
                // closed, or a client that has gone
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(DatagramPacket packet, UnaryOperator<byte[]> answers) throws IOException {
        byte[] answer = answers.apply(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        if (answer != null) {
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
    }

    public Endpoint endpoint() {
        return new Endpoint(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** Datagrams received so far. */
    public int received() {
        return received.get();
    }

    @Override
    public void close() {
        socket.close();
    }
}
