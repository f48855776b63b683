// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.api.model.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plain blocking sockets on both ends of the proxy; everything they opened is closed with them. */
final class Peers implements Closeable {
    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    /** What a server does with each connection. */
    @FunctionalInterface
    interface Service {
        void serve(Socket socket) throws IOException;
    }

    static final Service ECHO = socket -> {
        socket.getInputStream().transferTo(socket.getOutputStream());
        socket.shutdownOutput();
    };

    /** Says its port, then echoes. */
    static final Service NAMED_ECHO = socket -> {
        socket.getOutputStream().write((socket.getLocalPort() + "\n").getBytes());
        ECHO.serve(socket);
    };

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Endpoint server(String address, Service service) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, address(address));
        open.add(server);
        Thread accepting = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    open.add(socket);
                    Thread serving = new Thread(() -> {
                        try (socket) {
                            service.serve(socket);
                        } catch (IOException e) {
                            // the peer's end of the test says what is right
                        }
                    });
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        return new Endpoint(server.getInetAddress(), server.getLocalPort());
    }

    /** An endpoint that nobody listens on. */
    static Endpoint closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, address("127.0.0.1"))) {
            return new Endpoint(server.getInetAddress(), server.getLocalPort());
        }
    }

    Socket client(Endpoint to) throws IOException {
        return client(to, 0);
    }

    Socket client(Endpoint to, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        if (receiveBuffer > 0) {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(to.address(), to.port()), 5_000);
        return socket;
    }

    @Override
    public void close() {
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException e) {
                // closed is closed
            }
        }
    }
}
