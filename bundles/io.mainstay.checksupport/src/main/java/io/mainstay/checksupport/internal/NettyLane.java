// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.platform.Lane;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop with what all probes on it share: buffers and step time-outs.
 *
 * <p>Thread-safety: {@link #execute}, {@link #thread} and {@link #close} from any thread; all else on the loop.
 */
final class NettyLane implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLane.class);
    private static final int READ_BUFFER = 64 * 1024;
    private static final int WRITE_BUFFER = 8 * 1024;

    private final boolean epoll;
    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final Timeouts timeouts = new Timeouts();
    private volatile Thread thread;
    private volatile boolean closing;
    private boolean sweeping;
    private ByteBuffer readBuffer;
    private ByteBuffer writeBuffer;

    NettyLane(String name, boolean epoll) {
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(
                1,
                (ThreadFactory) task -> newThread(name, task),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.loop = group.next();
    }

    private Thread newThread(String name, Runnable task) {
        FastThreadLocalThread created = new FastThreadLocalThread(null, task, name);
        created.setDaemon(true);
        thread = created;
        return created;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        closing = true;
        try {
            // Netty alone would leave a line open that was started in the loop's last round.
            loop.execute(timeouts::closeAll);
        } catch (RejectedExecutionException e) {
            LOG.debug("lane {} is closed already", thread);
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Whether the loop's transport is the kernel's epoll. */
    boolean epoll() {
        return epoll;
    }

    /** Whether no line may be opened any more. */
    boolean closing() {
        return closing;
    }

    IoEventLoop loop() {
        return loop;
    }

    /** For what comes in; its content is of no meaning after the event that filled it. */
    ByteBuffer readBuffer() {
        if (readBuffer == null) {
            readBuffer = ByteBuffer.allocateDirect(READ_BUFFER);
        }
        return readBuffer;
    }

    /** For what goes out; its content is of no meaning after the call that filled it. */
    ByteBuffer writeBuffer() {
        if (writeBuffer == null) {
            writeBuffer = ByteBuffer.allocateDirect(WRITE_BUFFER);
        }
        return writeBuffer;
    }

    /** {@link #writeBuffer()}, empty and with room for {@code size} bytes. */
    ByteBuffer writeBuffer(int size) {
        if (size > WRITE_BUFFER && (writeBuffer == null || writeBuffer.capacity() < size)) {
            writeBuffer = ByteBuffer.allocateDirect(READ_BUFFER);
        }
        return writeBuffer().clear();
    }

    /** Keeps an open line until {@link #unlimit}, and sets or moves its time-out. */
    void limit(Timeouts.Entry entry, long nanosFromNow) {
        timeouts.set(entry, System.nanoTime() + nanosFromNow);
        if (!sweeping) {
            sweeping = true;
            scheduleSweep();
        }
    }

    void unlimit(Timeouts.Entry entry) {
        timeouts.remove(entry);
    }

    private void sweep() {
        sweeping = false;
        if (timeouts.sweep(System.nanoTime()) && !sweeping) {
            sweeping = true;
            scheduleSweep();
        }
    }

    private void scheduleSweep() {
        try {
            loop.schedule(this::sweep, Timeouts.TICK_NANOS, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("lane {} is closing; its lines end with it", thread);
        }
    }
}
