// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.model.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP server on a loopback address that behaves as told. Close it after use.
 *
 * <p>Thread-safety: any thread.
 */
public final class LoopbackPeer implements AutoCloseable {
    private static final String V4 = "127.0.0.1";
    private static final String V6 = "::1";

    private final ServerSocket listener;
    private final List<SocketChannel> fillers = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    private LoopbackPeer(ServerSocket listener) {
        this.listener = listener;
    }

    /** A peer that runs {@code script} for each connection. */
    public static LoopbackPeer serving(PeerScript script) {
        return serving(V4, script);
    }

    /** As {@link #serving}, on {@code ::1}. */
    public static LoopbackPeer servingV6(PeerScript script) {
        return serving(V6, script);
    }

    private static LoopbackPeer serving(String address, PeerScript script) {
        LoopbackPeer peer = new LoopbackPeer(listen(address, 1024));
        Thread acceptor = new Thread(() -> peer.accept(script), "peer-" + peer.listener.getLocalPort());
        acceptor.setDaemon(true);
        acceptor.start();
        return peer;
    }

    /** Whether this host has the IPv6 loopback address. */
    public static boolean hasIpv6() {
        try (ServerSocket probe = listen(V6, 1)) {
            return true;
        } catch (UncheckedIOException | IOException e) {
            return false;
        }
    }

    /** An endpoint at which nobody listens: connections are refused. */
    public static Endpoint refusing() {
        try (ServerSocket closed = listen(V4, 1)) {
            return new Endpoint(closed.getInetAddress(), closed.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A peer that answers nothing at all, not even a SYN: its queue of waiting connections is full. */
    public static LoopbackPeer blackHole() {
        LoopbackPeer peer = new LoopbackPeer(listen(V4, 1));
        try {
            // The kernel drops SYNs once the queue is full; how many it holds is its own matter.
            boolean full = false;
            while (!full && peer.fillers.size() < 64) {
                SocketChannel filler = SocketChannel.open();
                peer.fillers.add(filler);
                filler.configureBlocking(false);
                filler.connect(peer.listener.getLocalSocketAddress());
                full = !connects(filler);
            }
            if (!full) {
                throw new IllegalStateException("could not fill the queue of a listening socket");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return peer;
    }

    private static boolean connects(SocketChannel channel) throws IOException {
        for (int i = 0; i < 20; i++) {
            if (channel.finishConnect()) {
                return true;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return false;
    }

    /** Accepts, reads what comes first, then resets the connection. */
    public static LoopbackPeer resetting() {
        return serving(socket -> {
            readWhatComesFirst(socket);
            socket.setSoLinger(true, 0);
        });
    }

    /** Accepts, reads what comes first, then closes without a word. */
    public static LoopbackPeer closing() {
        return serving(LoopbackPeer::readWhatComesFirst);
    }

    /** Waits a moment only: in some protocols the server speaks first, and then nothing comes. */
    private static void readWhatComesFirst(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        try {
            socket.getInputStream().read(new byte[8192]);
        } catch (SocketTimeoutException e) {
            // then it is closed unread
        }
    }

    /** Sends one byte of {@code answer} after the other, each after a pause; starts over when it is through, for ever. */
    public static LoopbackPeer dripping(byte[] answer, int pauseMillis) {
        return serving(socket -> {
            for (int i = 0; ; i = (i + 1) % answer.length) {
                socket.getOutputStream().write(answer[i]);
                LockSupport.parkNanos(pauseMillis * 1_000_000L);
            }
        });
    }

    private static ServerSocket listen(String address, int backlog) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0), backlog);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    private void accept(PeerScript script) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                accepted.incrementAndGet();
                Thread server = new Thread(
                        () -> serve(script, socket), Thread.currentThread().getName() + "-serve");
                server.setDaemon(true);
                server.start();
            } catch (IOException e) {
                // closed, or a client that went before it was accepted
            }
        }
    }

    private void serve(PeerScript script, Socket socket) {
        try (socket) {
            script.serve(socket);
        } catch (IOException e) {
            // the other side has gone
        } finally {
            open.remove(socket);
            finished.incrementAndGet();
        }
    }

    public Endpoint endpoint() {
        return new Endpoint(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Of the accepted connections, those whose script has come to its end. */
    public int finished() {
        return finished.get();
    }

    /** Reads from {@code in} up to and including the first {@code end}, or until it ends. */
    public static byte[] readThrough(InputStream in, byte[] end) throws IOException {
        byte[] read = new byte[256];
        int length = 0;
        while (length < end.length || !Arrays.equals(read, length - end.length, length, end, 0, end.length)) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            if (length == read.length) {
                read = Arrays.copyOf(read, 2 * length);
            }
            read[length++] = (byte) next;
        }
        return Arrays.copyOf(read, length);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Iterator<Socket> sockets = open.iterator(); sockets.hasNext(); ) {
                sockets.next().close();
            }
            for (SocketChannel filler : fillers) {
                filler.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
