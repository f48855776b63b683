// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.checksupport.NetworkOptions;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Opens TCP sockets with the options of a probe; one system call for each that is needed, none for the others. */
final class EpollSockets {
    static final int SOL_SOCKET = 1;
    static final int SO_BINDTODEVICE = 25;
    static final int SO_MARK = 36;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_QUICKACK = 12;

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
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
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
