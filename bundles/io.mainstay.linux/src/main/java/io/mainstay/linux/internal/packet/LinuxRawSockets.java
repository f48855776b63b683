// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.SystemCallException;

/** Opens raw IP sockets in one network namespace. Thread-safety: any thread. */
public final class LinuxRawSockets implements RawSockets {
    private final Namespace namespace;

    public LinuxRawSockets(Namespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public RawSocket open(PunctualLoop loop, RawSocketSpec spec, PacketHandler handler) throws SystemCallException {
        return namespace.call(() -> RawIpSocket.open((EpollLoop) loop, spec, handler));
    }
}
