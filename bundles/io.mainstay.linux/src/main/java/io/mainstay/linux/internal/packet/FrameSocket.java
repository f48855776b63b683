// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.loop.ReceiveBuffers;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.SocketFigures;
import io.mainstay.platform.net.SystemCallException;

/**
 * An AF_PACKET socket.
 *
 * <pre>
 * sockaddr_ll, 20 bytes: 0 family  2 protocol (network order)  4 interface  8 …  11 address length  12 address
 * behind it, to send: 24 msghdr (56), 80 iovec (16)
 * </pre>
 *
 * <p>Thread-safety: as the port says.
 */
final class FrameSocket implements LinkSocket {
    private static final int ADDRESS = 20;
    private static final int MESSAGE = 24;
    private static final int VECTOR = MESSAGE + 56;

    private final PacketSource source;
    private final NativeMemory sendBuffer = new NativeMemory(ReceiveBuffers.PACKET);
    private final NativeMemory to = new NativeMemory(VECTOR + 16);

    private FrameSocket(PacketSource source) {
        this.source = source;
        to.bytes().putShort(0, (short) Sys.AF_PACKET).put(11, (byte) 6);
        to.bytes().putLong(MESSAGE, to.address()).putInt(MESSAGE + 8, ADDRESS);
        to.bytes().putLong(MESSAGE + 16, to.address() + VECTOR).putLong(MESSAGE + 24, 1);
        to.bytes().putLong(VECTOR, sendBuffer.address());
    }

    /** Opens it in the network namespace of the calling thread; with protocol 0 it receives nothing before it is bound. */
    static FrameSocket open(EpollLoop loop, int ifIndex, int etherType, PacketFilter filter, PacketHandler handler)
            throws SystemCallException {
        int fd = Fd.socket("AF_PACKET, SOCK_RAW", Sys.AF_PACKET, Sys.SOCK_RAW | Sys.SOCK_NONBLOCK, 0);
        PacketSource source = new PacketSource(loop, fd, Sys.AF_PACKET, ifIndex, handler);
        if (handler != null) {
            Fd.tryOption(fd, Sys.SOL_PACKET, Sys.PACKET_IGNORE_OUTGOING, 1); // older kernels: told by the packet type
            Fd.tryOption(fd, Sys.SOL_SOCKET, Sys.SO_TIMESTAMPNS, 1);
            Fd.tryOption(fd, Sys.SOL_SOCKET, Sys.SO_RXQ_OVFL, 1);
            int errno = PacketSource.filter(fd, filter);
            if (errno == 0) {
                NativeMemory address = new NativeMemory(ADDRESS);
                address.bytes().putShort(0, (short) Sys.AF_PACKET);
                address.bytes().put(2, (byte) (etherType >>> 8)).put(3, (byte) etherType);
                address.bytes().putInt(4, ifIndex);
                errno = Fd.result(Libc.C.bind(fd, address.address(), ADDRESS));
            }
            if (errno != 0) {
                Libc.C.close(fd);
                throw new SystemCallException(
                        "bind", "AF_PACKET, type " + Integer.toHexString(etherType) + ", interface " + ifIndex, errno);
            }
        }
        source.start();
        return new FrameSocket(source);
    }

    @Override
    public int send(int ifIndex, byte[] frame, int offset, int length) {
        if (source.closed()) {
            return Errno.EBADF;
        }
        if (length > sendBuffer.size()) {
            return Errno.EMSGSIZE;
        }
        sendBuffer.bytes().put(0, frame, offset, length);
        to.bytes().putInt(4, ifIndex);
        to.bytes().putLong(VECTOR + 8, length);
        return source.sent(Libc.C.sendmsg(source.fd, to.address() + MESSAGE, Sys.MSG_DONTWAIT));
    }

    @Override
    public int join(MacAddress group, int ifIndex) {
        return membership(Sys.PACKET_ADD_MEMBERSHIP, group, ifIndex);
    }

    @Override
    public int leave(MacAddress group, int ifIndex) {
        return membership(Sys.PACKET_DROP_MEMBERSHIP, group, ifIndex);
    }

    private int membership(int option, MacAddress group, int ifIndex) {
        if (source.closed()) {
            return Errno.EBADF;
        }
        NativeMemory request = new NativeMemory(16);
        request.bytes()
                .putInt(0, ifIndex)
                .putShort(4, (short) Sys.PACKET_MR_MULTICAST)
                .putShort(6, (short) 6);
        request.bytes().put(8, group.bytes());
        return Fd.result(Libc.C.setsockopt(source.fd, Sys.SOL_PACKET, option, request.address(), 16));
    }

    @Override
    public int filter(PacketFilter filter) {
        return source.filter(filter);
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
