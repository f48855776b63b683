// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Descriptors that are watched, and which of them can be read.
 *
 * <p>Thread-safety: {@link #add} and {@link #remove} from any thread; waiting on the loop's. An event for a descriptor that
 * was just removed goes nowhere, or to its successor in the slot, which then finds nothing to read.
 */
final class EpollSet {
    /** epoll_event is packed on x86-64 only. */
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));

    private static final int EVENT = PACKED ? 12 : 16;
    private static final int DATA = PACKED ? 4 : 8;
    static final int MOST = 256;

    private final int epoll;
    private final NativeMemory events = new NativeMemory(EVENT * MOST);
    private final ByteBuffer view = events.bytes();
    private boolean closed;
    private volatile Readable[] readers = new Readable[8];

    EpollSet() throws SystemCallException {
        epoll = Fd.check(Libc.C.epoll_create1(Sys.EPOLL_CLOEXEC), "epoll_create1", "");
    }

    synchronized int add(int fd, Readable reader) throws SystemCallException {
        if (closed) {
            throw new SystemCallException("epoll_ctl", "add descriptor " + fd, Errno.EBADF, "the loop was closed");
        }
        int slot = 0;
        while (slot < readers.length && readers[slot] != null) {
            slot++;
        }
        Readable[] next = Arrays.copyOf(readers, slot == readers.length ? slot * 2 : readers.length);
        next[slot] = reader;
        NativeMemory event = new NativeMemory(EVENT);
        event.bytes().putInt(0, Sys.EPOLLIN).putInt(DATA, slot);
        readers = next;
        int errno = Fd.result(Libc.C.epoll_ctl(epoll, Sys.EPOLL_CTL_ADD, fd, event.address()));
        if (errno != 0) {
            remove(-1, slot);
            throw new SystemCallException("epoll_ctl", "add descriptor " + fd, errno);
        }
        return slot;
    }

    synchronized void remove(int fd, int slot) {
        if (fd >= 0 && !closed) {
            NativeMemory event = new NativeMemory(EVENT);
            Libc.C.epoll_ctl(epoll, Sys.EPOLL_CTL_DEL, fd, event.address());
        }
        Readable[] next = readers.clone();
        next[slot] = null;
        readers = next;
    }

    /** Waits; returns how many can be read, 0 also when interrupted. */
    int await(int timeoutMillis) {
        return Math.max(0, Libc.C.epoll_wait(epoll, events.address(), MOST, timeoutMillis));
    }

    /** The reader of one of the events that {@link #await} found; null when it is gone. */
    Readable reader(int event) {
        int slot = view.getInt(event * EVENT + DATA);
        Readable[] all = readers;
        return slot >= 0 && slot < all.length ? all[slot] : null;
    }

    synchronized void close() {
        closed = true;
        Libc.C.close(epoll);
    }
}
