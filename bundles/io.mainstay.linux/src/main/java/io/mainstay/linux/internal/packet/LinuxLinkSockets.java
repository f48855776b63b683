// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.LinkSockets;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.SystemCallException;

/** Opens AF_PACKET sockets in one network namespace. Thread-safety: any thread. */
public final class LinuxLinkSockets implements LinkSockets {
    private final Namespace namespace;

    public LinuxLinkSockets(Namespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public LinkSocket open(PunctualLoop loop) throws SystemCallException {
        return open(loop, 0, 0, PacketFilter.ALL, null);
    }

    @Override
    public LinkSocket open(PunctualLoop loop, int ifIndex, int etherType, PacketFilter filter, PacketHandler handler)
            throws SystemCallException {
        return namespace.call(() -> FrameSocket.open((EpollLoop) loop, ifIndex, etherType, filter, handler));
    }
}
