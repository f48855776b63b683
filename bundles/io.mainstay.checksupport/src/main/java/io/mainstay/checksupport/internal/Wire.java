// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.checksupport.NetworkOptions;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What is between a conversation's datagrams and the socket. Thread-safety: the lane's thread only. */
interface Wire {
    /** UDP: datagrams as they are. */
    Wire UDP = new Wire() {
        @Override
        public Socket open(NetworkOptions network) throws IOException {
            return EpollSockets.openDatagram(network);
        }

        @Override
        public byte[] request(byte[] data) {
            return data;
        }

        @Override
        public ByteBuffer reply(ByteBuffer datagram) {
            return datagram;
        }
    };

    /** A non-blocking socket with a probe's options, not connected yet. */
    Socket open(NetworkOptions network) throws IOException;

    /** What is sent for {@code data}. */
    byte[] request(byte[] data);

    /** The data of a datagram that has come; null when it is somebody else's. */
    ByteBuffer reply(ByteBuffer datagram);
}
