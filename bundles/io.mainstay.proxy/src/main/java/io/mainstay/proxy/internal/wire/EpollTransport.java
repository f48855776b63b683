// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.mainstay.api.model.Endpoint;
import io.netty.channel.ChannelException;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Native epoll through Netty's library. */
public final class EpollTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(EpollTransport.class);
    private static final int IPPROTO_IP = 0;
    private static final int IP_FREEBIND = 15;
    static final int IPPROTO_TCP = 6;
    static final int TCP_QUICKACK = 12;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_FREEBIND = 78;

    private final Map<ProxyLoop, Deque<EpollConduit>> idlePipes = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public Listener listen(Endpoint endpoint, int backlog) throws IOException {
        Socket socket = socket(endpoint);
        try {
            socket.setReuseAddress(true);
            if (endpoint.isIpv6()) {
                // Without it, a service of all IPv6 addresses would take the port from one of all IPv4 addresses.
                socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
                socket.setIntOpt(IPPROTO_IPV6, IPV6_FREEBIND, 1);
            } else {
                socket.setIntOpt(IPPROTO_IP, IP_FREEBIND, 1);
            }
            // Accepted sockets inherit these: two system calls less per connection.
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.bind(endpoint.toSocketAddress());
            socket.listen(backlog);
            return new EpollListener(
                    socket, endpoint.withPort(socket.localAddress().getPort()));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Wire connect(ProxyLoop loop, Endpoint endpoint) throws IOException {
        Socket socket = socket(endpoint);
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true); // a server that vanished while the client says nothing is found out by this only
            // Lets the handshake's last packet carry the client's first bytes; see Wire.acknowledge.
            socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, 0);
            socket.connect(endpoint.toSocketAddress());
            return new EpollWire(loop, socket, false);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket socket(Endpoint endpoint) throws IOException {
        try {
            return LinuxSocket.newSocketStream(endpoint.isIpv6());
        } catch (ChannelException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    @Override
    public Optional<Conduit> conduit(ProxyLoop loop) {
        Deque<EpollConduit> idle = idlePipes.computeIfAbsent(loop, l -> new ArrayDeque<>());
        EpollConduit pipe = idle.poll();
        if (pipe != null) {
            return Optional.of(pipe);
        }
        try {
            return Optional.of(new EpollConduit(idle));
        } catch (IOException e) {
            LOG.debug("no pipe to splice through, copying instead", e);
            return Optional.empty();
        }
    }

    @Override
    public DatagramChannel datagrams(boolean ipv6, boolean listening) {
        EpollDatagramChannel channel =
                new EpollDatagramChannel(ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
        if (listening) {
            if (ipv6) {
                channel.config().setOption(new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY), 1);
                channel.config()
                        .setOption(new IntegerUnixChannelOption("IPV6_FREEBIND", IPPROTO_IPV6, IPV6_FREEBIND), 1);
            } else {
                channel.config().setFreeBind(true);
            }
        }
        return channel;
    }
}
