// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a unix-domain socket and serves its clients. Any thread may close it. */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    private final SocketFile file;
    private final ServerSocketChannel listener;
    private final Session.Factory sessions;
    private final Limits limits;
    private final Watchdog watchdog = new Watchdog();
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong number = new AtomicLong();

    private ConsoleServer(SocketFile file, ServerSocketChannel listener, Session.Factory sessions, Limits limits) {
        this.file = file;
        this.listener = listener;
        this.sessions = sessions;
        this.limits = limits;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException the socket cannot be had; the message says why and what to do
     */
    public static ConsoleServer open(Path socket, Session.Factory sessions) throws IOException {
        return open(socket, sessions, Limits.USUAL);
    }

    static ConsoleServer open(Path socket, Session.Factory sessions, Limits limits) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            ConsoleServer server = new ConsoleServer(SocketFile.bind(listener, socket), listener, sessions, limits);
            server.daemon("console-accept", server::accept);
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                serve(listener.accept());
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException e) {
                if (!listener.isOpen()) {
                    return;
                }
                LOG.warn("console {}: cannot accept a client: {}; next try in a second", file, e.toString());
                pause();
            }
        }
    }

    /** Out of file descriptors, most likely: trying again at once would only use up a processor. */
    private static void pause() {
        LockSupport.parkNanos(1_000_000_000L);
    }

    private void serve(SocketChannel channel) throws IOException {
        if (clients.size() >= limits.clients()) {
            try (channel) {
                byte[] why =
                        ("more than " + limits.clients() + " clients; close one\n").getBytes(StandardCharsets.UTF_8);
                // both fit into the socket's empty buffer: this cannot block the accepting thread
                channel.write(new Frame(Frame.ERROR, why).encode());
                channel.write(Frame.exit(1).encode());
            }
            return;
        }
        clients.add(channel);
        if (!listener.isOpen()) {
            channel.close(); // close() may have looked through the clients before this one was added
        }
        String name = "console-" + number.incrementAndGet();
        Client client = new Client(name, channel, sessions, limits, watchdog);
        daemon(name, () -> {
            try (channel) {
                client.run();
            } catch (IOException e) {
                LOG.debug("{}: {}", name, e.toString());
            } finally {
                clients.remove(channel);
            }
        });
    }

    /** Ends all clients and removes the socket. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("console {}: {}", file, e.toString());
        }
        file.remove();
        for (SocketChannel client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                LOG.debug("console {}: {}", file, e.toString());
            }
        }
        watchdog.close();
    }
}
