// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.mainstay.api.model.Endpoint;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * The JDK's selectors: everywhere, but without splice, and without binding to an address that this host does not have yet
 * (the plane tries again until it has).
 */
public final class NioTransport implements Transport {

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return NioIoHandler.newFactory();
    }

    @Override
    public Listener listen(Endpoint endpoint, int backlog) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(family(endpoint));
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.configureBlocking(false);
            channel.bind(endpoint.toSocketAddress(), backlog);
            return new NioListener(
                    channel, endpoint.withPort(((InetSocketAddress) channel.getLocalAddress()).getPort()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Wire connect(ProxyLoop loop, Endpoint endpoint) throws IOException {
        SocketChannel channel = SocketChannel.open(family(endpoint));
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            // True only when it was made within the call; finishConnect then says so again.
            channel.connect(endpoint.toSocketAddress());
            return new NioWire(loop, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Optional<Conduit> conduit(ProxyLoop loop) {
        return Optional.empty();
    }

    @Override
    public DatagramChannel datagrams(boolean ipv6, boolean listening) {
        return new NioDatagramChannel(ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
    }

    private static ProtocolFamily family(Endpoint endpoint) {
        return endpoint.isIpv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }
}
