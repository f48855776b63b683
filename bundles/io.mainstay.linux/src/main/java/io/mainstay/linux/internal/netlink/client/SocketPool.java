// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.platform.net.SystemCallException;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Request sockets of one namespace and protocol: whoever needs one takes it, so that a long dump never holds up a takeover.
 * Taking one that is there allocates nothing. Thread-safety: any thread.
 */
final class SocketPool implements AutoCloseable {
    private final Namespace namespace;
    private final int protocol;
    private final ArrayBlockingQueue<NetlinkSocket> idle = new ArrayBlockingQueue<>(4);
    private volatile boolean closed;

    SocketPool(Namespace namespace, int protocol) {
        this.namespace = namespace;
        this.protocol = protocol;
    }

    NetlinkSocket take() throws SystemCallException {
        NetlinkSocket socket = idle.poll();
        return socket != null ? socket : namespace.call(() -> NetlinkSocket.open(protocol));
    }

    void give(NetlinkSocket socket) {
        if (closed || !idle.offer(socket)) {
            socket.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (NetlinkSocket socket = idle.poll(); socket != null; socket = idle.poll()) {
            socket.close();
        }
    }
}
