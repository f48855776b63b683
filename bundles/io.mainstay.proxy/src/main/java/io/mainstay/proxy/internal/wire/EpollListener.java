// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.mainstay.api.model.Endpoint;
import io.mainstay.proxy.internal.schedule.Client;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening socket in the epoll sets of all loops. EPOLLEXCLUSIVE wakes one idle loop per connection instead of all.
 * SO_REUSEPORT with a socket per loop would spread by hash, also to a loop that is busy, and would let a second process
 * share the port without a word.
 */
final class EpollListener implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(EpollListener.class);
    private static final int EPOLLEXCLUSIVE = 1 << 28;
    private static final EpollIoOps INCOMING = EpollIoOps.EPOLLIN.with(EpollIoOps.valueOf(EPOLLEXCLUSIVE));
    /** Accepted at a time before other sockets of the loop get their turn. */
    private static final int ACCEPT_AT_ONCE = 32;

    private static final long PAUSE_MILLIS = 200;
    private static final int ECONNABORTED = -103;
    private static final int EPROTO = -71;

    private final Socket socket;
    private final Endpoint local;
    private final List<Entrance> entrances = new ArrayList<>();

    EpollListener(Socket socket, Endpoint local) {
        this.socket = socket;
        this.local = local;
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public void start(Iterable<ProxyLoop> loops, Acceptor acceptor) {
        for (ProxyLoop loop : loops) {
            Entrance entrance = new Entrance(loop, acceptor);
            entrances.add(entrance);
            loop.execute(entrance::open);
        }
    }

    /** The descriptor is closed only when no loop can use it any more: its number may be given out again at once. */
    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<?>[] left = entrances.stream().map(Entrance::leave).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(left).whenComplete((done, failure) -> {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.warn("closing the listener on {} failed", local, e);
            }
        });
    }

    /** The listener's place in one loop. */
    private final class Entrance implements EpollIoHandle {
        private final ProxyLoop loop;
        private final Acceptor acceptor;
        private final byte[] address = new byte[25];
        private IoRegistration registration;
        private boolean left;

        Entrance(ProxyLoop loop, Acceptor acceptor) {
            this.loop = loop;
            this.acceptor = acceptor;
        }

        void open() {
            if (!left) {
                registration = loop.events().register(this).getNow();
                if (registration != null) {
                    registration.submit(INCOMING);
                }
            }
        }

        CompletableFuture<Void> leave() {
            return CompletableFuture.runAsync(
                    () -> {
                        left = true;
                        if (registration != null) {
                            registration.cancel();
                        }
                    },
                    loop::execute);
        }

        @Override
        public void handle(IoRegistration from, IoEvent event) {
            for (int i = 0; i < ACCEPT_AT_ONCE && !left; i++) {
                int fd;
                try {
                    fd = socket.accept(address);
                } catch (NativeIoException e) {
                    if (e.expectedErr() == ECONNABORTED || e.expectedErr() == EPROTO) {
                        continue; // that one client's connection has died in the queue
                    }
                    pause(e);
                    return;
                } catch (IOException e) {
                    pause(e);
                    return;
                }
                if (fd < 0) {
                    return;
                }
                try {
                    acceptor.accepted(loop, new EpollWire(loop, new Socket(fd), true), client());
                } catch (RuntimeException | Error e) {
                    LOG.error("an accepted connection could not be handled", e); // must not end the loop
                }
            }
        }

        /** Without a pause the loop would spin: the connection stays in the queue. */
        private void pause(IOException cause) {
            loop.events().schedule(this::open, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            registration.cancel();
            registration = null;
            report(cause);
        }

        /** Out of descriptors, even a class that is needed for the first time may not be loaded. */
        private void report(IOException cause) {
            try {
                acceptor.troubled(cause);
            } catch (RuntimeException | Error e) {
                LOG.error("accepting on {} fails", local, cause);
            }
        }

        /** From Netty's form: length, address, for IPv6 the scope, port as a four-byte integer. */
        private Client client() {
            boolean ipv6 = address[0] == 24;
            return ipv6
                    ? new Client(number(1, 8), number(9, 8), true, (int) number(21, 4))
                    : new Client(0, number(1, 4), false, (int) number(5, 4));
        }

        private long number(int offset, int length) {
            long number = 0;
            for (int i = offset; i < offset + length; i++) {
                number = number << 8 | address[i] & 0xff;
            }
            return number;
        }

        @Override
        public FileDescriptor fd() {
            return socket;
        }

        @Override
        public void close() {
            left = true;
        }
    }
}
