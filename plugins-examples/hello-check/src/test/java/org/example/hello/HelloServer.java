// SPDX-License-Identifier: Apache-2.0
package org.example.hello;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Something to check: says a word to everybody. {@code java HelloServer.java PORT [WORD]}. */
public final class HelloServer {
    private HelloServer() {}

    public static void main(String[] args) throws IOException {
        String word = args.length > 1 ? args[1] : "hello";
        try (ServerSocket listener =
                new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket client = listener.accept()) {
                    client.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // this client has gone; the next one
                }
            }
        }
    }
}
