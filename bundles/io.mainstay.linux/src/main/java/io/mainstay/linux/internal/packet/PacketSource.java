// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.loop.Readable;
import io.mainstay.linux.internal.loop.ReceiveBuffers;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.SocketFigures;
import io.mainstay.platform.net.SystemCallException;
import java.nio.ByteBuffer;

/**
 * The part that raw and link sockets share: the descriptor, receiving in batches, the filter, figures, closing.
 *
 * <p>Thread-safety: receiving and {@link #sent} on the loop's thread; the rest on any.
 */
final class PacketSource implements Readable {
    /** No more than this many packets at once: a flood must not keep timers from firing. */
    static final int MOST_PER_TURN = 2048;

    private static final int INSTRUCTION = 8;

    final int fd;
    private final EpollLoop loop;
    private final int boundTo;
    private final PacketHandler handler;
    private final IncomingPacket packet;
    private int slot = -1;
    private volatile boolean closed;
    private volatile long received;
    private volatile long dropped;
    private volatile long sent;
    private volatile long sendFailures;
    private volatile int lastErrno;

    /** @param handler null when nothing is received */
    PacketSource(EpollLoop loop, int fd, int family, int boundTo, PacketHandler handler) {
        this.loop = loop;
        this.fd = fd;
        this.boundTo = boundTo;
        this.handler = handler;
        packet = new IncomingPacket(loop.buffers(), family);
    }

    /** Starts receiving. */
    void start() throws SystemCallException {
        if (handler != null) {
            loop.execute(() -> {
                if (loop.buffers().isCold()) {
                    PacketWarmUp.run(loop);
                }
            });
            slot = loop.watch(fd, this);
        }
    }

    @Override
    public int readable(long now) {
        ReceiveBuffers buffers = loop.buffers();
        int total = 0;
        int count;
        do {
            if (closed) {
                return total;
            }
            count = buffers.receive(fd);
            if (count < 0) {
                problem(now);
                break;
            }
            hand(buffers, count, now);
            total += count;
        } while (count == ReceiveBuffers.BATCH && total < MOST_PER_TURN);
        if (total > 0) {
            received += total;
        }
        return total;
    }

    private void hand(ReceiveBuffers buffers, int count, long now) {
        int next = 0;
        try {
            while (next < count) {
                int current = next++;
                if (packet.load(current, boundTo, now) && !closed) {
                    handler.packet(packet, now);
                }
                buffers.release(current);
            }
        } finally {
            if (next > 0) {
                buffers.release(next - 1);
            }
            if (packet.drops() != dropped) {
                dropped = packet.drops();
            }
            if (next < count) { // the handler threw: the others get their packets before the loop hears of it
                handRest(buffers, next, count, now);
            }
        }
    }

    private void handRest(ReceiveBuffers buffers, int first, int count, long now) {
        for (int i = first; i < count; i++) {
            try {
                if (packet.load(i, boundTo, now) && !closed) {
                    handler.packet(packet, now);
                }
            } catch (RuntimeException e) {
                // the first one is on its way to the loop, which logs and counts it
                continue;
            } finally {
                buffers.release(i);
            }
        }
    }

    private void problem(long now) {
        int errno = Libc.errno();
        if (errno != Errno.EAGAIN && errno != Errno.EINTR) {
            lastErrno = errno;
            handler.problem(errno, now);
        }
    }

    /** Counts a send; returns its errno. */
    int sent(long result) {
        if (result >= 0) {
            sent++;
            return 0;
        }
        int errno = Libc.errno();
        sendFailures++;
        lastErrno = errno;
        return errno;
    }

    boolean closed() {
        return closed;
    }

    int filter(PacketFilter filter) {
        return closed ? Errno.EBADF : filter(fd, filter);
    }

    /** Attaches a classic BPF program, or none; returns an errno. */
    static int filter(int fd, PacketFilter filter) {
        int count = filter.program().size();
        if (count == 0) {
            int errno = Fd.tryOption(fd, Sys.SOL_SOCKET, Sys.SO_DETACH_FILTER, 0);
            return errno == Errno.ENOENT ? 0 : errno;
        }
        NativeMemory program = new NativeMemory(count * INSTRUCTION);
        ByteBuffer code = program.bytes();
        for (PacketFilter.Instruction each : filter.program()) {
            code.putShort((short) each.code());
            code.put((byte) each.jumpTrue()).put((byte) each.jumpFalse());
            code.putInt(each.k());
        }
        NativeMemory header = new NativeMemory(16);
        header.bytes().putShort(0, (short) count).putLong(8, program.address());
        return Fd.result(Libc.C.setsockopt(fd, Sys.SOL_SOCKET, Sys.SO_ATTACH_FILTER, header.address(), header.size()));
    }

    /** Throws away what was queued before the socket was completely set up. */
    static void drain(int fd) {
        NativeMemory nothing = new NativeMemory(8);
        while (Libc.C.recv(fd, nothing.address(), 1, Sys.MSG_DONTWAIT) >= 0) {
            continue;
        }
    }

    SocketFigures figures() {
        return new SocketFigures(received, dropped, sent, sendFailures, lastErrno);
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (slot >= 0) {
            loop.unwatch(fd, slot);
        } else {
            Libc.C.close(fd);
        }
    }
}
