// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;

/**
 * One netlink socket, with a buffer to receive into. The kernel carries out requests while they are sent, so that the answers
 * are there when the sending returns; only dumps go on while they are received.
 *
 * <p>Thread-safety: one thread at a time.
 */
final class NetlinkSocket implements AutoCloseable {
    /** What the kernel fills at most for a dump, and far more than any notification. */
    private static final int BUFFER = 64 * 1024;

    private static final int RECEIVE_SECONDS = 10;

    final int fd;
    private final NativeMemory buffer = new NativeMemory(BUFFER);
    private final NetlinkReader reader = new NetlinkReader(buffer.bytes());
    private int sequence;
    private boolean closed;

    private NetlinkSocket(int fd) {
        this.fd = fd;
    }

    /** Opens one in the network namespace of the calling thread. */
    static NetlinkSocket open(int protocol) throws SystemCallException {
        int fd = Fd.socket("AF_NETLINK, protocol " + protocol, Sys.AF_NETLINK, Sys.SOCK_RAW, protocol);
        NativeMemory address = new NativeMemory(12);
        address.bytes().putShort(0, (short) Sys.AF_NETLINK);
        int errno = Fd.result(Libc.C.bind(fd, address.address(), 12));
        if (errno != 0) {
            Libc.C.close(fd);
            throw new SystemCallException("bind", "AF_NETLINK, protocol " + protocol, errno);
        }
        // Older kernels have less; what is said then is only shorter.
        Fd.tryOption(fd, Sys.SOL_NETLINK, Sys.NETLINK_EXT_ACK, 1);
        Fd.tryOption(fd, Sys.SOL_NETLINK, Sys.NETLINK_CAP_ACK, 1);
        if (protocol == Sys.NETLINK_ROUTE) {
            Fd.tryOption(fd, Sys.SOL_NETLINK, Sys.NETLINK_GET_STRICT_CHK, 1);
        }
        NativeMemory time = new NativeMemory(16);
        time.bytes().putLong(0, RECEIVE_SECONDS);
        Libc.C.setsockopt(fd, Sys.SOL_SOCKET, Sys.SO_RCVTIMEO, time.address(), 16);
        return new NetlinkSocket(fd);
    }

    /** The next of the numbers that tell answers apart; takes {@code count} of them. */
    int nextSequences(int count) {
        int first = sequence + 1;
        sequence += count;
        return first;
    }

    /** Sends bytes as they are; returns an errno. */
    int send(long address, int length) {
        return Fd.result(Libc.C.send(fd, address, length, 0));
    }

    /** Receives a datagram into the reader; an errno, EMSGSIZE when it was larger than the buffer. */
    int receive(int flags) {
        long length = Libc.C.recv(fd, buffer.address(), BUFFER, flags | Sys.MSG_TRUNC);
        if (length < 0) {
            return Libc.errno();
        }
        reader.begin((int) Math.min(length, BUFFER));
        return length > BUFFER ? Errno.EMSGSIZE : 0;
    }

    /** What was received last. */
    NetlinkReader reader() {
        return reader;
    }

    int join(int group) {
        return Fd.tryOption(fd, Sys.SOL_NETLINK, Sys.NETLINK_ADD_MEMBERSHIP, group);
    }

    int leave(int group) {
        return Fd.tryOption(fd, Sys.SOL_NETLINK, Sys.NETLINK_DROP_MEMBERSHIP, group);
    }

    int receiveBuffer(int bytes) {
        return Fd.receiveBuffer(fd, bytes);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.C.close(fd);
        }
    }
}
