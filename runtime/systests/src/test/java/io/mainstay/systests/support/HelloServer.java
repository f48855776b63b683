// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Says a word to everybody who connects; the peer of the example's checker. */
public final class HelloServer implements AutoCloseable {
    private final String address = Loopback.next();
    private final ServerSocket socket;
    private final AtomicInteger visits = new AtomicInteger();
    private volatile String word = "hello";

    public HelloServer() {
        try {
            socket = new ServerSocket(7001, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "hello");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket visitor = socket.accept()) {
                visits.incrementAndGet();
                visitor.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the visitor has gone, or the test is over
            }
        }
    }

    public void say(String what) {
        word = what;
    }

    public int visits() {
        return visits.get();
    }

    public String endpoint() {
        return address + ":7001";
    }

    public String inConfig() {
        return address + " 7001";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
