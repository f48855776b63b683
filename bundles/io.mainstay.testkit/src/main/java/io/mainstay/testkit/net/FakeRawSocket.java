// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.SocketFigures;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps what is sent, and hands over what the test lets arrive. */
public final class FakeRawSocket implements RawSocket {
    private final FakePunctualLoop loop;
    private final RawSocketSpec spec;
    private final PacketHandler handler;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<Membership> memberships = new HashSet<>();
    private Consumer<Sent> wire = packet -> {};
    private PacketFilter filter;
    private int receiveBuffer;
    private int sendErrno;
    private long received;
    private long failures;
    private boolean closed;

    FakeRawSocket(FakePunctualLoop loop, RawSocketSpec spec, PacketHandler handler) {
        this.loop = loop;
        this.spec = spec;
        this.handler = handler;
        filter = spec.filter();
        receiveBuffer = spec.receiveBuffer();
    }

    public RawSocketSpec spec() {
        return spec;
    }

    /** All that was sent, oldest first. */
    public List<Sent> sent() {
        return sent;
    }

    /** Sees each packet as it is sent: to connect networks. */
    public void wire(Consumer<Sent> to) {
        wire = to;
    }

    /** Lets sends return this errno from now on; 0 ends it. */
    public void failSends(int errno) {
        sendErrno = errno;
    }

    public Set<Membership> memberships() {
        return memberships;
    }

    /** Forgets all memberships, as when the interface went away. */
    public void loseMemberships() {
        memberships.clear();
    }

    public PacketFilter filter() {
        return filter;
    }

    public int receiveBuffer() {
        return receiveBuffer;
    }

    public boolean closed() {
        return closed;
    }

    /** A packet arrives. The filter is not applied. */
    public void receive(byte[] content, InetAddress from, InetAddress to, int ttl) {
        receive(new FakePacket(content, from, to, ttl, spec.ifIndex(), loop.now()));
    }

    /** A packet arrives. */
    public void receive(FakePacket packet) {
        loop.packet(() -> {
            if (!closed && spec.receive()) {
                received++;
                handler.packet(packet, loop.now());
            }
        });
    }

    /** Receiving reports a problem. */
    public void problem(int errno) {
        loop.packet(() -> handler.problem(errno, loop.now()));
    }

    @Override
    public Target target(InetAddress to, InetAddress source, int ifIndex) {
        return new FakeTarget(to, source, ifIndex == 0 ? spec.ifIndex() : ifIndex);
    }

    @Override
    public int send(Target to, byte[] packet, int offset, int length) {
        int errno = closed ? Errno.EBADF : sendErrno;
        if (errno != 0) {
            failures++;
            return errno;
        }
        FakeTarget target = (FakeTarget) to;
        Sent each = new Sent(
                target.address,
                target.source,
                target.ifIndex,
                Arrays.copyOfRange(packet, offset, offset + length),
                loop.now());
        sent.add(each);
        wire.accept(each);
        return 0;
    }

    @Override
    public int join(InetAddress group, int ifIndex) {
        return memberships.add(new Membership(group, ifIndex)) ? 0 : Errno.EADDRINUSE;
    }

    @Override
    public int leave(InetAddress group, int ifIndex) {
        return memberships.remove(new Membership(group, ifIndex)) ? 0 : Errno.EADDRNOTAVAIL;
    }

    @Override
    public int filter(PacketFilter wanted) {
        filter = wanted;
        return 0;
    }

    @Override
    public int receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return 0;
    }

    @Override
    public SocketFigures figures() {
        return new SocketFigures(received, 0, sent.size(), failures, sendErrno);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One packet that was sent. */
    public record Sent(InetAddress to, InetAddress source, int ifIndex, byte[] content, long atNanos) {}

    /** A group joined on an interface. */
    public record Membership(InetAddress group, int ifIndex) {}

    private record FakeTarget(InetAddress address, InetAddress source, int ifIndex) implements Target {}
}
