// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoEventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One event loop with what its connections share: the buffer that all of them read into, and idle pipes.
 *
 * <p>Thread-safety: the loop's thread only, but for {@link #index}, {@link #events} and {@link #execute}.
 */
public final class ProxyLoop {
    /** Read at once from a wire. */
    public static final int SCRATCH_BYTES = 64 * 1024;

    private final int index;
    private final IoEventLoop events;
    private final ByteBufAllocator allocator;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final Deque<Runnable> afterEvents = new ArrayDeque<>();
    private final Runnable runAfterEvents = this::runAfterEvents;

    /**
     * Wraps an event loop.
     *
     * @param index from 0, unique among the plane's loops
     * @param allocator of what has to be kept until a peer takes it
     */
    public ProxyLoop(int index, IoEventLoop events, ByteBufAllocator allocator) {
        this.index = index;
        this.events = events;
        this.allocator = allocator;
    }

    public int index() {
        return index;
    }

    public IoEventLoop events() {
        return events;
    }

    /** The buffer to read into and write from within one call; nothing in it survives that. */
    public ByteBuffer scratch() {
        return scratch;
    }

    /** A copy of what is left in a buffer, off the heap; the caller releases it. */
    public ByteBuf keep(ByteBuffer rest) {
        return allocator.directBuffer(rest.remaining()).writeBytes(rest);
    }

    /** Runs a task on the loop's thread, soon. */
    public void execute(Runnable task) {
        events.execute(task);
    }

    /**
     * Runs a task when the events at hand have been handled. Descriptors are closed then: one closed earlier could be given
     * out again by the kernel at once, and an event still at hand for the old socket would be taken for the new one's.
     */
    public void afterEvents(Runnable task) {
        if (afterEvents.isEmpty()) {
            events.execute(runAfterEvents);
        }
        afterEvents.add(task);
    }

    private void runAfterEvents() {
        for (Runnable task; (task = afterEvents.poll()) != null; ) {
            task.run();
        }
    }
}
