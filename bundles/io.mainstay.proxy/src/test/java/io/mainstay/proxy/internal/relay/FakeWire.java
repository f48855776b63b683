// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.relay;

import io.mainstay.proxy.internal.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A wire made of arrays: the test is the peer and the kernel. */
final class FakeWire implements Wire {
    private final Deque<ByteBuffer> incoming = new ArrayDeque<>();
    private final StringBuilder outgoing = new StringBuilder();
    private Events events;
    private boolean peerEnded;
    private boolean dead;
    private boolean readable;
    private boolean writable = true;
    private int room = Integer.MAX_VALUE;
    private int largestRead;
    String end = "";

    /** The peer sends. */
    void send(String text) {
        sendQuietly(text);
        readable = true;
        events.ready(this);
    }

    /** The peer sends, and the event is still on its way. */
    void sendQuietly(String text) {
        incoming.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        readable = true;
    }

    /** The peer ends its stream. */
    void finish() {
        peerEnded = true;
        readable = true;
        events.ready(this);
    }

    /** The peer resets the connection; what it had sent can still be read. */
    void die() {
        dieQuietly();
        readable = true;
        writable = true;
        events.ready(this);
    }

    void dieQuietly() {
        dead = true;
        room = Integer.MAX_VALUE;
    }

    /** The peer's window: how much it takes from now on. */
    void room(int bytes) {
        room = bytes;
        if (bytes > 0 && !writable) {
            writable = true;
            events.ready(this);
        }
    }

    /** What the peer has received. */
    String received() {
        String text = outgoing.toString();
        outgoing.setLength(0);
        return text;
    }

    int largestRead() {
        return largestRead;
    }

    int unread() {
        return incoming.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    @Override
    public void open(Events newEvents) {
        events = newEvents;
    }

    @Override
    public void events(Events newEvents) {
        events = newEvents;
    }

    @Override
    public boolean readable() {
        return readable;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public boolean dead() {
        return dead;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public void acknowledge() {}

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (incoming.isEmpty()) {
            if (dead) {
                throw new IOException("Connection reset by peer");
            }
            if (peerEnded) {
                return -1;
            }
            readable = false;
            return 0;
        }
        int count = 0;
        while (into.hasRemaining() && !incoming.isEmpty()) {
            ByteBuffer next = incoming.peek();
            while (into.hasRemaining() && next.hasRemaining()) {
                into.put(next.get());
                count++;
            }
            if (!next.hasRemaining()) {
                incoming.poll();
            }
        }
        if (incoming.isEmpty() && !peerEnded && !dead) {
            readable = false;
        }
        largestRead = Math.max(largestRead, count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (dead) {
            throw new IOException("Broken pipe");
        }
        int count = 0;
        while (from.hasRemaining() && room > 0) {
            outgoing.append((char) (from.get() & 0xff));
            room--;
            count++;
        }
        if (from.hasRemaining()) {
            writable = false;
        }
        return count;
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (dead) {
            throw new IOException("Transport endpoint is not connected");
        }
        outgoing.append("<FIN>");
    }

    @Override
    public void close() {
        if (end.isEmpty()) {
            end = "closed";
        }
    }

    @Override
    public void reset() {
        if (end.isEmpty()) {
            end = "reset";
        }
    }
}
