// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.ReceivedPacket;
import io.mainstay.platform.net.SystemCallException;
import java.net.InetAddress;

/**
 * The socket of one interface and family, for all instances on it.
 *
 * <p>Thread-safety: {@link #join}, {@link #socket} and {@link #close} any thread; everything else the time-critical loop.
 */
final class Wire implements PacketHandler, AutoCloseable {
    private static final int LONGEST = 2048;

    private final boolean ipv6;
    private final int ifIndex;
    private final RawSocket socket;
    private final Runner[] members = new Runner[256];
    private final long[] foreign = new long[DropReason.values().length];
    private final byte[] bytes = new byte[LONGEST];
    private final byte[] from = new byte[16];
    private final byte[] to = new byte[16];
    private Runner anyMember;

    Wire(RawSockets sockets, PunctualLoop loop, int ifIndex, boolean ipv6) throws SystemCallException {
        this.ifIndex = ifIndex;
        this.ipv6 = ipv6;
        RawSocketSpec spec = RawSocketSpec.vrrp(ipv6, ifIndex)
                .withHeaderIncluded(!ipv6)
                .withTrafficClass(Runner.TRAFFIC_CLASS)
                .withChecksumOffset(-1); // CARP's has no pseudo-header
        socket = sockets.open(loop, spec, this);
    }

    RawSocket socket() {
        return socket;
    }

    /** Also repeated when the interface comes back, which may have cost the membership. Returns an errno; 0 for success. */
    int join(InetAddress group) {
        int errno = socket.join(group, ifIndex);
        return errno == io.mainstay.platform.net.Errno.EADDRINUSE ? 0 : errno;
    }

    void admit(int vhid, Runner member) {
        members[vhid] = member;
        anyMember = member;
    }

    void dismiss(int vhid, Runner member) {
        if (members[vhid] == member) {
            members[vhid] = null;
        }
        if (anyMember == member) {
            anyMember = null;
            for (Runner other : members) {
                anyMember = other == null ? anyMember : other;
            }
        }
    }

    @Override
    public void packet(ReceivedPacket packet, long now) {
        int length = Math.min(packet.length(), LONGEST);
        packet.bytes().get(0, bytes, 0, length);
        packet.source(from);
        packet.destination(to);
        int vhid = ipv6 ? AdvertDecoder.vhidOfIpv6(bytes, length) : AdvertDecoder.vhidOfIpv4(bytes, length);
        Runner member = vhid < 0 ? null : members[vhid];
        if (member != null) {
            member.packet(ipv6, bytes, length, from, to, packet.ttl(), now);
        } else if (anyMember != null) {
            foreign[
                    anyMember
                            .decode(ipv6, bytes, length, from, to, packet.ttl())
                            .ordinal()]++;
        }
    }

    /** Packets for no instance of this wire, by what they are. */
    long foreign(DropReason reason) {
        return foreign[reason.ordinal()];
    }

    /** Packets that the kernel dropped because they came too fast. */
    long overruns() {
        return socket.figures().dropped();
    }

    @Override
    public void close() {
        socket.close();
    }
}
