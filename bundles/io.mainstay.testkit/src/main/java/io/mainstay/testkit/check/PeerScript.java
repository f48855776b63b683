// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import java.io.IOException;
import java.net.Socket;

/**
 * What a TCP peer does with one connection. Runs on a thread of its own; the socket is closed when it returns. An
 * {@link IOException} ends the connection and is of no other consequence.
 */
@FunctionalInterface
public interface PeerScript {

    void serve(Socket socket) throws IOException;

    /** Says nothing and waits until the other side goes. */
    static PeerScript silent() {
        return socket -> {
            while (socket.getInputStream().read() >= 0) {
                // not interested
            }
        };
    }

    /** Reads what comes first, then answers with these bytes and closes. */
    static PeerScript answering(byte[] answer) {
        return socket -> {
            socket.getInputStream().read(new byte[8192]);
            socket.getOutputStream().write(answer);
        };
    }
}
