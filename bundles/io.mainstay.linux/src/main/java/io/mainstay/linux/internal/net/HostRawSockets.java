// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.linux.internal.packet.LinuxRawSockets;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.SystemCallException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/** Raw sockets in the process's own network, as a service for who needs nothing else. Thread-safety: any thread. */
@Component(service = RawSockets.class)
public final class HostRawSockets implements RawSockets {
    private final RawSockets sockets = new LinuxRawSockets(Namespace.HOST);

    @Activate
    public HostRawSockets(@Reference(target = HostAbilities.RAW) Condition able) {}

    @Override
    public RawSocket open(PunctualLoop loop, RawSocketSpec spec, PacketHandler handler) throws SystemCallException {
        return sockets.open(loop, spec, handler);
    }
}
