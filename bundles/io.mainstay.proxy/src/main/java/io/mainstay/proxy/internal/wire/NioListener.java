// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.mainstay.api.model.Endpoint;
import io.mainstay.proxy.internal.schedule.Client;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening channel in the selectors of all loops; the loop that comes first gets the connection. */
final class NioListener implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(NioListener.class);
    private static final int ACCEPT_AT_ONCE = 32;
    private static final long PAUSE_MILLIS = 200;

    private final ServerSocketChannel channel;
    private final Endpoint local;
    private final List<Entrance> entrances = new ArrayList<>();

    NioListener(ServerSocketChannel channel, Endpoint local) {
        this.channel = channel;
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

    /** A channel's descriptor is freed when every selector has run without it; each loop is made to. */
    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<?>[] left = entrances.stream().map(Entrance::leave).toArray(CompletableFuture[]::new);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("closing the listener on {} failed", local, e);
        }
        return CompletableFuture.allOf(left);
    }

    /** The listener's place in one loop. */
    private final class Entrance extends NioSelectableChannelIoHandle<ServerSocketChannel> {
        private final ProxyLoop loop;
        private final Acceptor acceptor;
        private IoRegistration registration;
        private boolean left;

        Entrance(ProxyLoop loop, Acceptor acceptor) {
            super(channel);
            this.loop = loop;
            this.acceptor = acceptor;
        }

        void open() {
            if (!left && channel.isOpen()) {
                registration = loop.events().register(this).getNow();
                if (registration != null) {
                    registration.submit(NioIoOps.ACCEPT);
                }
            }
        }

        CompletableFuture<Void> leave() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.execute(() -> {
                left = true;
                if (registration != null) {
                    registration.cancel();
                }
                // The selector forgets a cancelled key at its next round: two tasks later it has been through one.
                loop.events().schedule(() -> done.complete(null), 1, TimeUnit.MILLISECONDS);
            });
            return done;
        }

        @Override
        protected void handle(ServerSocketChannel from, SelectionKey key) {
            for (int i = 0; i < ACCEPT_AT_ONCE && !left; i++) {
                SocketChannel accepted;
                try {
                    accepted = channel.accept();
                } catch (IOException e) {
                    pause(e);
                    return;
                }
                if (accepted == null) {
                    return;
                }
                try {
                    accepted.configureBlocking(false);
                    accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                    InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
                    acceptor.accepted(loop, new NioWire(loop, accepted), Client.of(remote));
                } catch (IOException e) {
                    LOG.debug("a client has gone before it was served", e);
                    closeQuietly(accepted);
                } catch (RuntimeException | Error e) {
                    LOG.error("an accepted connection could not be handled", e); // must not end the loop
                    closeQuietly(accepted);
                }
            }
        }

        private static void closeQuietly(SocketChannel accepted) {
            try {
                accepted.close();
            } catch (IOException e) {
                LOG.debug("close failed", e);
            }
        }

        private void pause(IOException cause) {
            if (!channel.isOpen()) {
                return;
            }
            loop.events().schedule(this::resume, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            registration.submit(NioIoOps.NONE);
            try {
                acceptor.troubled(cause);
            } catch (RuntimeException | Error e) {
                LOG.error("accepting on {} fails", local, cause);
            }
        }

        private void resume() {
            if (!left && channel.isOpen()) {
                registration.submit(NioIoOps.ACCEPT);
            }
        }

        @Override
        public void close() throws IOException {
            left = true;
            channel.close();
        }
    }
}
