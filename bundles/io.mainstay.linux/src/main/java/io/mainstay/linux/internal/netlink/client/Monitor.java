// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket that hears what changes in a namespace, and a thread that reads it. Groups are joined while somebody listens to
 * their topic. When the kernel drops messages (ENOBUFS), every topic is read anew and tells the differences.
 *
 * <p>Thread-safety: any thread; topics belong to the monitor's own.
 */
final class Monitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
    private static final int POLLIN = 1;

    private final NetlinkSocket socket;
    private final int wakeFd;
    private final NativeMemory polled = new NativeMemory(16);
    private final NativeMemory one = new NativeMemory(8);
    private final NativeMemory counter = new NativeMemory(8);
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<Topic> joined = new ArrayList<>();
    private final Thread thread;
    private boolean ended;
    private volatile boolean closing;
    private volatile long overruns;

    Monitor(Namespace namespace, int protocol, int receiveBuffer, String name) throws SystemCallException {
        socket = namespace.call(() -> NetlinkSocket.open(protocol));
        socket.receiveBuffer(receiveBuffer);
        wakeFd = Fd.check(Libc.C.eventfd(0, Sys.SOCK_NONBLOCK | Sys.SOCK_CLOEXEC), "eventfd", "");
        one.bytes().putLong(0, 1);
        polled.bytes().putInt(0, socket.fd).putShort(4, (short) POLLIN);
        polled.bytes().putInt(8, wakeFd).putShort(12, (short) POLLIN);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** How often messages were lost. */
    long overruns() {
        return overruns;
    }

    /** Does something on the monitor's thread and waits for it. */
    <T> T call(Callable<T> task) throws SystemCallException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Runnable command = () -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        };
        if (Thread.currentThread() == thread) {
            command.run();
        } else {
            post(command);
        }
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemCallException("netlink", "monitor", Errno.EINTR);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SystemCallException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Does something on the monitor's thread, later. */
    void post(Runnable command) {
        commands.add(command);
        if (!wake()) {
            runCommands();
        }
    }

    /** Joins a topic's groups and reads its state, unless that was done. Monitor's thread. */
    void begin(Topic topic) throws SystemCallException {
        if (joined.contains(topic)) {
            return;
        }
        for (int group : topic.groups()) {
            int errno = socket.join(group);
            if (errno != 0) {
                throw new SystemCallException("setsockopt", "NETLINK_ADD_MEMBERSHIP = " + group, errno);
            }
        }
        joined.add(topic);
        topic.resync();
    }

    /** Leaves a topic's groups when nobody listens any more. Monitor's thread. */
    void endUnwanted(Topic topic) {
        if (!topic.wanted() && joined.remove(topic)) {
            topic.groups().forEach(socket::leave);
        }
    }

    private void run() {
        while (!closing) {
            Libc.C.poll(polled.address(), 2, -1);
            if (polled.bytes().getShort(14) != 0) {
                Libc.C.read(wakeFd, counter.address(), 8);
                runCommands();
            }
            if (polled.bytes().getShort(6) != 0 && !closing) {
                receive();
            }
        }
        socket.close();
        synchronized (commands) {
            ended = true;
            Libc.C.close(wakeFd);
        }
        runCommands();
    }

    /** False when nobody is there to be woken. */
    private boolean wake() {
        synchronized (commands) {
            if (!ended) {
                Libc.C.write(wakeFd, one.address(), 8);
            }
            return !ended;
        }
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    /** Reads the socket empty before anything is read anew: what is still queued is older than that. */
    private void receive() {
        boolean lost = false;
        int errno = socket.receive(Sys.MSG_DONTWAIT);
        while (errno == 0 || errno == Errno.ENOBUFS || errno == Errno.EMSGSIZE || errno == Errno.EINTR) {
            if (errno == 0) {
                NetlinkReader reader = socket.reader();
                while (reader.next()) {
                    tell(reader);
                }
            } else if (errno != Errno.EINTR) {
                lost = true;
            }
            errno = socket.receive(Sys.MSG_DONTWAIT);
        }
        if (errno != Errno.EAGAIN) {
            LOG.warn(
                    "the network is no longer watched: {}", SystemCallException.describe("recv", "netlink", errno, ""));
            closing = true;
        } else if (lost) {
            overruns++;
            LOG.info("the kernel dropped messages about network changes: reading everything anew");
            resync();
        }
    }

    private void tell(NetlinkReader reader) {
        for (Topic topic : joined) {
            try {
                if (topic.message(reader)) {
                    return;
                }
            } catch (RuntimeException e) {
                LOG.error("a message of type {} about a network change could not be told", reader.type(), e);
            }
        }
    }

    private void resync() {
        for (Topic topic : joined) {
            try {
                topic.resync();
            } catch (SystemCallException | RuntimeException e) {
                LOG.error("the state of the network could not be read anew", e);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        wake();
    }
}
