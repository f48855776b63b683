// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.SystemCallException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All sockets for adverts. Thread-safety: any thread; opening and closing are rare. */
public final class Wires {
    private final PunctualLoop loop;
    private final RawSockets sockets;
    private final Map<Wire.Key, Wire> wires = new HashMap<>();
    private boolean unknownWanted;

    public Wires(PunctualLoop loop, RawSockets sockets) {
        this.loop = loop;
        this.sockets = sockets;
    }

    /** Whether adverts for unknown virtual routers shall be seen ({@code log_unknown_vrids}). */
    public synchronized void unknownWanted(boolean wanted) {
        unknownWanted = wanted;
    }

    /**
     * The wire of this key, opened when it is the first use; to be given back by {@link #release}.
     *
     * @param group to join; null for unicast
     * @param receiveBuffer bytes, when it is opened; 0 for the system's
     */
    synchronized Wire acquire(Wire.Key key, InetAddress group, int receiveBuffer) throws SystemCallException {
        Wire wire = wires.get(key);
        if (wire == null) {
            wire = new Wire(key);
            wire.opened(sockets.open(loop, Wire.spec(key, receiveBuffer), wire));
            wires.put(key, wire);
        }
        wire.hold();
        if (group != null) {
            wire.join(group); // an interface that is down: tried again when it is up
        }
        return wire;
    }

    synchronized void release(Wire wire, InetAddress group) {
        if (group != null) {
            wire.leave(group);
        }
        if (wire.release()) {
            wires.remove(wire.key());
            wire.socket().close();
        }
    }

    /** After routers came or went. Loop thread. */
    synchronized void refreshFilters() {
        wires.values().forEach(wire -> wire.refreshFilter(unknownWanted));
    }

    /** An interface is up (again). */
    synchronized void joinAgain(int ifIndex) {
        wires.values().forEach(wire -> {
            if (wire.ifIndex() == ifIndex) {
                wire.joinAgain();
            }
        });
    }

    public synchronized List<Wire> all() {
        return List.copyOf(wires.values());
    }
}
