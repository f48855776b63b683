// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.loop.ReceiveBuffers;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.SocketFigures;
import io.mainstay.platform.net.SystemCallException;
import java.net.InetAddress;
import java.util.List;

/** A raw IPv4 or IPv6 socket. Thread-safety: as the port says. */
final class RawIpSocket implements RawSocket {
    private static final PacketFilter NOTHING = new PacketFilter(List.of(new PacketFilter.Instruction(0x06, 0, 0, 0)));
    private static final int TC_PRIO_INTERACTIVE = 6;
    private static final int CONTROL_CLASS = 0xc0;

    private final RawSocketSpec spec;
    private final PacketSource source;
    private final NativeMemory sendBuffer = new NativeMemory(ReceiveBuffers.PACKET);

    private RawIpSocket(RawSocketSpec spec, PacketSource source) {
        this.spec = spec;
        this.source = source;
    }

    /** Opens it in the network namespace of the calling thread. */
    static RawIpSocket open(EpollLoop loop, RawSocketSpec spec, PacketHandler handler) throws SystemCallException {
        int family = spec.ipv6() ? Sys.AF_INET6 : Sys.AF_INET;
        String what = (spec.ipv6() ? "AF_INET6" : "AF_INET") + ", SOCK_RAW, protocol " + spec.protocol();
        int fd = Fd.socket(what, family, Sys.SOCK_RAW | Sys.SOCK_NONBLOCK, spec.protocol());
        if (spec.ifIndex() != 0) {
            Fd.option(fd, Sys.SOL_SOCKET, Sys.SO_BINDTOIFINDEX, spec.ifIndex(), "SO_BINDTOIFINDEX");
        }
        if (spec.ipv6()) {
            ipv6(fd, spec);
        } else {
            ipv4(fd, spec);
        }
        Fd.tryOption(fd, Sys.SOL_SOCKET, Sys.SO_TIMESTAMPNS, 1); // without, the time of the turn stands in
        Fd.tryOption(fd, Sys.SOL_SOCKET, Sys.SO_RXQ_OVFL, 1);
        if (spec.trafficClass() >= CONTROL_CLASS) {
            Fd.tryOption(fd, Sys.SOL_SOCKET, Sys.SO_PRIORITY, TC_PRIO_INTERACTIVE);
        }
        if (spec.receiveBuffer() > 0) {
            Fd.receiveBuffer(fd, spec.receiveBuffer());
        }
        int errno = PacketSource.filter(fd, spec.receive() ? spec.filter() : NOTHING);
        if (errno != 0) {
            Libc.C.close(fd);
            throw new SystemCallException("setsockopt", "SO_ATTACH_FILTER", errno);
        }
        PacketSource.drain(fd);
        PacketSource source = new PacketSource(loop, fd, family, spec.ifIndex(), spec.receive() ? handler : null);
        source.start();
        return new RawIpSocket(spec, source);
    }

    private static void ipv4(int fd, RawSocketSpec spec) throws SystemCallException {
        Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_PKTINFO, 1, "IP_PKTINFO");
        Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_TTL, spec.ttl(), "IP_TTL");
        Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_MULTICAST_TTL, spec.ttl(), "IP_MULTICAST_TTL");
        Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_TOS, spec.trafficClass(), "IP_TOS");
        Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_MULTICAST_LOOP, spec.multicastLoop() ? 1 : 0, "IP_MULTICAST_LOOP");
        Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_MULTICAST_ALL, 0, "IP_MULTICAST_ALL");
        if (spec.headerIncluded()) {
            Fd.option(fd, Sys.IPPROTO_IP, Sys.IP_HDRINCL, 1, "IP_HDRINCL");
        }
        if (spec.ifIndex() != 0) {
            NativeMemory interfaceRequest = new NativeMemory(12);
            interfaceRequest.bytes().putInt(8, spec.ifIndex());
            int errno = Fd.result(
                    Libc.C.setsockopt(fd, Sys.IPPROTO_IP, Sys.IP_MULTICAST_IF, interfaceRequest.address(), 12));
            if (errno != 0) {
                Libc.C.close(fd);
                throw new SystemCallException("setsockopt", "IP_MULTICAST_IF = " + spec.ifIndex(), errno);
            }
        }
    }

    private static void ipv6(int fd, RawSocketSpec spec) throws SystemCallException {
        Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_RECVPKTINFO, 1, "IPV6_RECVPKTINFO");
        Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
        Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_UNICAST_HOPS, spec.ttl(), "IPV6_UNICAST_HOPS");
        Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_MULTICAST_HOPS, spec.ttl(), "IPV6_MULTICAST_HOPS");
        Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_TCLASS, spec.trafficClass(), "IPV6_TCLASS");
        Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_MULTICAST_LOOP, spec.multicastLoop() ? 1 : 0, "IPV6_MULTICAST_LOOP");
        Fd.tryOption(fd, Sys.IPPROTO_IPV6, Sys.IPV6_MULTICAST_ALL, 0);
        if (spec.checksumOffset() >= 0) {
            Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_CHECKSUM, spec.checksumOffset(), "IPV6_CHECKSUM");
        }
        if (spec.ifIndex() != 0) {
            Fd.option(fd, Sys.IPPROTO_IPV6, Sys.IPV6_MULTICAST_IF, spec.ifIndex(), "IPV6_MULTICAST_IF");
        }
    }

    @Override
    public Target target(InetAddress to, InetAddress from, int ifIndex) {
        int through = ifIndex == 0 ? spec.ifIndex() : ifIndex;
        return new RawTarget(this, to, spec.headerIncluded() ? null : from, through, sendBuffer.address());
    }

    @Override
    public int send(Target to, byte[] packet, int offset, int length) {
        RawTarget target = (RawTarget) to;
        if (target.owner != this) {
            throw new IllegalArgumentException("the target " + to.address() + " was made by another socket");
        }
        if (source.closed()) {
            return Errno.EBADF;
        }
        if (length > sendBuffer.size()) {
            return Errno.EMSGSIZE;
        }
        sendBuffer.bytes().put(0, packet, offset, length);
        return source.sent(Libc.C.sendmsg(source.fd, target.message(length), Sys.MSG_DONTWAIT));
    }

    @Override
    public int join(InetAddress group, int ifIndex) {
        return membership(group, ifIndex, Sys.IP_ADD_MEMBERSHIP, Sys.IPV6_ADD_MEMBERSHIP);
    }

    @Override
    public int leave(InetAddress group, int ifIndex) {
        return membership(group, ifIndex, Sys.IP_DROP_MEMBERSHIP, Sys.IPV6_DROP_MEMBERSHIP);
    }

    private int membership(InetAddress group, int ifIndex, int ipv4Option, int ipv6Option) {
        if (source.closed()) {
            return Errno.EBADF;
        }
        NativeMemory request = new NativeMemory(20);
        request.bytes().put(0, group.getAddress());
        if (spec.ipv6()) {
            request.bytes().putInt(16, ifIndex);
            return Fd.result(Libc.C.setsockopt(source.fd, Sys.IPPROTO_IPV6, ipv6Option, request.address(), 20));
        }
        request.bytes().putInt(8, ifIndex);
        return Fd.result(Libc.C.setsockopt(source.fd, Sys.IPPROTO_IP, ipv4Option, request.address(), 12));
    }

    @Override
    public int filter(PacketFilter filter) {
        return source.filter(filter);
    }

    @Override
    public int receiveBuffer(int bytes) {
        return source.closed() ? Errno.EBADF : Fd.receiveBuffer(source.fd, bytes);
    }

    @Override
    public SocketFigures figures() {
        return source.figures();
    }

    @Override
    public void close() {
        source.close();
    }
}
