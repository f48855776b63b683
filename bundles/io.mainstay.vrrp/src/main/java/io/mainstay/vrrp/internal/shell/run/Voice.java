// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VrrpTransport.OldUnicastChecksum;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.vrrp.internal.codec.AdvertPacket;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.Transport;
import java.net.InetAddress;
import java.util.List;

/**
 * The adverts of a router, ready to be sent: one packet to the group, or one to each peer.
 *
 * <p>Thread-safety: time-critical loop, once it is made.
 */
final class Voice {
    private static final int TTL = 255;

    private final RawSocket socket;
    private final InetAddress source;
    private final byte[] sourceBytes;
    private final AdvertPacket[] packets;
    private final RawSocket.Target[] targets;
    private int lastErrno;
    private long failures;

    Voice(RouterPlan plan, RawSocket socket, InetAddress source, int ifIndex) {
        this.socket = socket;
        this.source = source;
        sourceBytes = source.getAddress();
        Transport transport = plan.transport();
        List<InetAddress> to = transport
                .group()
                .map(List::of)
                .orElseGet(() ->
                        transport.peers().stream().map(UnicastPeer::address).toList());
        int ttl = transport.unicast() ? transport.ttl().orElse(TTL) : TTL;
        packets = new AdvertPacket[to.size()];
        targets = new RawSocket.Target[to.size()];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = new AdvertPacket(plan.shape(), source, to.get(i), ttl);
            targets[i] = socket.target(to.get(i), source, ifIndex);
        }
        if (transport.unicast() && transport.oldChecksum() == OldUnicastChecksum.ALWAYS) {
            checksumFor(transport.oldGroup());
        }
    }

    /** Checksums as if the adverts went to this group. */
    void checksumFor(InetAddress group) {
        for (AdvertPacket packet : packets) {
            packet.checksumFor(group);
        }
    }

    /** Sends the advert to all. */
    void send(int priority) {
        for (int i = 0; i < packets.length; i++) {
            byte[] bytes = packets[i].prepare(priority);
            int errno = socket.send(targets[i], bytes, 0, bytes.length);
            if (errno != 0) {
                lastErrno = errno;
                failures++;
            }
        }
    }

    /** AH: go on above this number. */
    void continueSequence(int received) {
        for (AdvertPacket packet : packets) {
            packet.continueSequence(received);
        }
    }

    /** AH: go on where another voice of the same router was. */
    void continueSequence(Voice before) {
        for (AdvertPacket packet : before.packets) {
            continueSequence(packet.sequence());
        }
    }

    InetAddress source() {
        return source;
    }

    byte[] sourceBytes() {
        return sourceBytes;
    }

    long failures() {
        return failures;
    }

    int lastErrno() {
        return lastErrno;
    }
}
