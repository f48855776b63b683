// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.proxy.internal.service.Timers;
import io.mainstay.proxy.internal.wire.EpollTransport;
import io.mainstay.proxy.internal.wire.NioTransport;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.mainstay.proxy.internal.wire.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The plane's event loops and what they need. Thread-safety: any thread. */
final class EventLoops {
    private static final int PAGE_BYTES = 8192;
    /** Chunks of 256 KiB instead of Netty's 4 MiB: only what a slow peer has not taken yet is allocated at all. */
    private static final int CHUNK_ORDER = 5;

    private final Transport transport;
    private final String fallback;
    private final EventLoopGroup group;
    private final List<ProxyLoop> loops;
    private final PooledByteBufAllocator allocator;

    EventLoops(ProxySettings settings) {
        fallback = missing(settings.transport());
        transport = settings.transport() == ProxySettings.TransportChoice.NIO || !fallback.isEmpty()
                ? new NioTransport()
                : new EpollTransport();
        allocator = new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 64, 16, false);
        group = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("proxy", true), transport.ioHandlers());
        List<ProxyLoop> all = new ArrayList<>(settings.threads());
        for (int i = 0; i < settings.threads(); i++) {
            all.add(new ProxyLoop(i, (IoEventLoop) group.next(), allocator));
        }
        loops = List.copyOf(all);
    }

    private static String missing(ProxySettings.TransportChoice wanted) {
        if (wanted == ProxySettings.TransportChoice.NIO || Epoll.isAvailable()) {
            return "";
        }
        Throwable cause = Epoll.unavailabilityCause();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    Transport transport() {
        return transport;
    }

    /** Why native epoll is not used although it was wanted; empty when it is, or was not. */
    String fallback() {
        return fallback;
    }

    List<ProxyLoop> loops() {
        return loops;
    }

    PooledByteBufAllocator allocator() {
        return allocator;
    }

    /** Timers on the first loop's thread. */
    Timers timers() {
        return EventLoops.this::schedule;
    }

    private Runnable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = loops.get(0).events().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Ends the threads, soon. */
    CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(done -> closed.complete(null));
        return closed;
    }
}
