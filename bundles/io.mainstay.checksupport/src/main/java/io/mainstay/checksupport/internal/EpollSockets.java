// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.checksupport.NetworkOptions;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Opens TCP and UDP sockets with the options of a probe; one system call for each that is needed, none for the others. */
final class EpollSockets {
    static final int SOL_SOCKET = 1;
    static final int SO_BINDTODEVICE = 25;
    static final int SO_MARK = 36;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_QUICKACK = 12;
    private static final int IPPROTO_IP = 0;
    private static final int IP_RECVERR = 11;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_RECVERR = 25;

    private EpollSockets() {}

    /**
     * A non-blocking socket, not connected yet.
     *
     * @param quickAck whether the peer's SYN-ACK is acknowledged at once; otherwise the acknowledgement goes with the first
     *     bytes that are sent, or is saved altogether by a reset
     */
    static LinuxSocket open(NetworkOptions network, boolean quickAck) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketStream(network.isIpv6());
        try {
            if (!quickAck) {
                socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, 0);
            }
            bind(socket, network);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends the acknowledgement that is held back, if one is. */
    static void acknowledge(LinuxSocket socket) throws IOException {
        socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, 1);
    }

    /** A non-blocking UDP socket, not connected yet. */
    static LinuxSocket openDatagram(NetworkOptions network) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketDgram(network.isIpv6());
        try {
            prepareDatagram(socket, network);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Gives a datagram socket, connected or to be connected, the options of a probe. */
    static void prepareDatagram(Socket socket, NetworkOptions network) throws IOException {
        // Without it a connected socket hears of "port unreachable" only.
        if (network.isIpv6()) {
            socket.setIntOpt(IPPROTO_IPV6, IPV6_RECVERR, 1);
        } else {
            socket.setIntOpt(IPPROTO_IP, IP_RECVERR, 1);
        }
        bind(socket, network);
    }

    private static void bind(Socket socket, NetworkOptions network) throws IOException {
        if (network.fwmark() != 0) {
            socket.setIntOpt(SOL_SOCKET, SO_MARK, network.fwmark());
        }
        if (!network.bindIf().isEmpty()) {
            socket.setRawOpt(SOL_SOCKET, SO_BINDTODEVICE, interfaceName(network));
        }
        if (network.local().isPresent()) {
            if (network.local().get().getPort() != 0) {
                socket.setReuseAddress(true); // the previous probe's connection may not be over
            }
            socket.bind(network.local().get());
        }
    }

    /** The value of SO_BINDTODEVICE: the name with a zero byte after it. */
    static ByteBuffer interfaceName(NetworkOptions network) {
        byte[] name = network.bindIf().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(name.length + 1)
                .put(name)
                .put((byte) 0)
                .flip();
    }
}
