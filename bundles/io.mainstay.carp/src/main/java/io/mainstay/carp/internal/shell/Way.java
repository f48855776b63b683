// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.carp.internal.codec.AdvertPacket;
import io.mainstay.carp.internal.codec.BroadcastFrame;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.RawSocket;

/** How an advertisement gets to one destination. Thread-safety: time-critical loop. Sending allocates nothing. */
abstract class Way {
    private final AdvertPacket packet;

    private Way(AdvertPacket packet) {
        this.packet = packet;
    }

    /** Returns an errno; 0 for success. */
    final int send(int advbase, int advskew, int demotion, long counter) {
        return send(packet.prepare(advbase, advskew, demotion, counter));
    }

    abstract int send(byte[] bytes);

    /** To a group or a peer. */
    static Way routed(AdvertPacket packet, RawSocket socket, RawSocket.Target target) {
        return new Way(packet) {
            @Override
            int send(byte[] bytes) {
                return socket.send(target, bytes, 0, bytes.length);
            }
        };
    }

    /** To everybody on the wire. */
    static Way broadcast(AdvertPacket packet, LinkSocket socket, int ifIndex, byte[] mac) {
        BroadcastFrame frame = new BroadcastFrame(mac, packet.length());
        return new Way(packet) {
            @Override
            int send(byte[] bytes) {
                byte[] whole = frame.around(bytes);
                return socket.send(ifIndex, whole, 0, whole.length);
            }
        };
    }
}
