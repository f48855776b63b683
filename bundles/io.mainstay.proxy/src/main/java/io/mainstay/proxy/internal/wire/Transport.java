// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.mainstay.api.model.Endpoint;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.DatagramChannel;
import java.io.IOException;
import java.util.Optional;

/** A way to reach the kernel's sockets: native epoll or NIO. Thread-safety: any thread unless said otherwise. */
public interface Transport {

    /** {@code "epoll"} or {@code "nio"}. */
    String name();

    /** Makes the engines of its event loops. */
    IoHandlerFactory ioHandlers();

    /**
     * Binds and listens.
     *
     * @throws IOException with the kernel's error text
     */
    Listener listen(Endpoint endpoint, int backlog) throws IOException;

    /** Starts a connection attempt; open the wire to learn how it ends. On the loop's thread. */
    Wire connect(ProxyLoop loop, Endpoint endpoint) throws IOException;

    /** A kernel pipe; empty when this transport, or the process's descriptor limit, has none. On the loop's thread. */
    Optional<Conduit> conduit(ProxyLoop loop);

    /**
     * A datagram channel, not registered yet.
     *
     * @param ipv6 address family
     * @param listening whether it is for a service's address, which may not be on this host yet
     */
    DatagramChannel datagrams(boolean ipv6, boolean listening);
}
