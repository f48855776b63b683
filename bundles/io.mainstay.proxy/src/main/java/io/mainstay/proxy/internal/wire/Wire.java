// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One TCP socket on one event loop.
 *
 * <p>Readiness is remembered: {@link #readable} stays true from the event on until a read has found the socket empty, and
 * {@link #writable} likewise. Who stops reading while it is readable must come back by himself; there is no second event.
 *
 * <p>Thread-safety: the loop's thread only.
 */
public interface Wire {

    /** Told that readiness may have changed; also of errors, which the next read or write will show. */
    interface Events {
        void ready(Wire wire);

        /** Something failed that cannot fail; the connection must be given up. */
        void failed(Throwable cause);
    }

    /** Registers with the loop; events come from now on, never from within this call. */
    void open(Events events) throws IOException;

    /** Changes who is told. */
    void events(Events events);

    /** Whether a read may find something: bytes, the end, or an error. */
    boolean readable();

    /** Whether a write may take something. */
    boolean writable();

    /**
     * Whether the connection is known to have failed, as far as that can be seen without reading or writing. Meaningful while
     * our own stream has not been ended.
     */
    boolean dead();

    /**
     * Ends a connection attempt.
     *
     * @return whether the connection is there now
     * @throws IOException when it could not be made
     */
    boolean finishConnect() throws IOException;

    /**
     * Sends the acknowledgement that ends the handshake, if it has not gone with the first bytes. To be called once on a
     * connection that was made, after what there was to send has been written.
     */
    void acknowledge();

    /**
     * Reads what is there, at most what the buffer holds.
     *
     * @return number of bytes; 0 when there are none now; -1 when the peer has ended its stream
     */
    int read(ByteBuffer into) throws IOException;

    /** Writes as much as the socket takes now. */
    int write(ByteBuffer from) throws IOException;

    /**
     * Ends our stream (FIN); the peer's goes on.
     *
     * @throws IOException when the connection is dead
     */
    void shutdownOutput() throws IOException;

    /** Closes in good order; idempotent. The descriptor is given back once the loop has handled its current events. */
    void close();

    /** Closes with RST; idempotent. */
    void reset();
}
