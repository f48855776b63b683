// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.SocketFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the frames that are sent, and hands over what the test lets arrive. */
public final class FakeLinkSocket implements LinkSocket {
    private final FakePunctualLoop loop;
    private final int ifIndex;
    private final int etherType;
    private final PacketHandler handler;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<MacAddress> groups = new HashSet<>();
    private PacketFilter filter;
    private int sendErrno;
    private long received;
    private long failures;
    private boolean closed;

    FakeLinkSocket(FakePunctualLoop loop, int ifIndex, int etherType, PacketFilter filter, PacketHandler handler) {
        this.loop = loop;
        this.ifIndex = ifIndex;
        this.etherType = etherType;
        this.filter = filter;
        this.handler = handler;
    }

    /** Interface that it receives from; 0 for all. */
    public int ifIndex() {
        return ifIndex;
    }

    /** 0 when it only sends. */
    public int etherType() {
        return etherType;
    }

    /** All that was sent, oldest first. */
    public List<Sent> sent() {
        return sent;
    }

    public Set<MacAddress> groups() {
        return groups;
    }

    public PacketFilter filter() {
        return filter;
    }

    public boolean closed() {
        return closed;
    }

    /** Lets sends return this errno from now on; 0 ends it. */
    public void failSends(int errno) {
        sendErrno = errno;
    }

    /** A frame arrives. The filter is not applied. */
    public void receive(byte[] frame, int from) {
        loop.packet(() -> {
            if (!closed && handler != null) {
                received++;
                handler.packet(new FakePacket(frame, null, null, -1, from, loop.now()), loop.now());
            }
        });
    }

    /** Receiving reports a problem. */
    public void problem(int errno) {
        loop.packet(() -> handler.problem(errno, loop.now()));
    }

    @Override
    public int send(int to, byte[] frame, int offset, int length) {
        int errno = closed ? Errno.EBADF : sendErrno;
        if (errno != 0) {
            failures++;
            return errno;
        }
        sent.add(new Sent(to, Arrays.copyOfRange(frame, offset, offset + length), loop.now()));
        return 0;
    }

    @Override
    public int join(MacAddress group, int on) {
        groups.add(group);
        return 0;
    }

    @Override
    public int leave(MacAddress group, int on) {
        return groups.remove(group) ? 0 : Errno.EADDRNOTAVAIL;
    }

    @Override
    public int filter(PacketFilter wanted) {
        filter = wanted;
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

    /** One frame that was sent. */
    public record Sent(int ifIndex, byte[] frame, long atNanos) {}
}
