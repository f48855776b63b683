// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.relay;

import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.mainstay.proxy.internal.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;

/**
 * One direction of a connection: moves bytes from its source to its sink, and the end of the stream after them.
 *
 * <p>What the sink does not take is kept, and nothing more is read until it has been taken: at most one read's worth, or
 * what a kernel pipe holds. How much is read at once starts small and grows while the sink keeps up, so that a slow reader
 * costs {@value #SMALL_READ} bytes, not more.
 *
 * <p>Thread-safety: the loop's thread only.
 */
final class Flow {
    /** Why {@link #pump} came back. */
    enum Outcome {
        /** The source has nothing now. */
        IDLE,
        /** The sink takes nothing now. */
        BLOCKED,
        /** There is more to do, but others have waited long enough. */
        YIELD,
        /** All has been passed on, the end of the stream too. */
        DONE,
        /** The source's connection is dead. */
        SOURCE_FAILED,
        /** The sink's connection is dead. */
        SINK_FAILED
    }

    private static final int SMALL_READ = 16 * 1024;
    private static final int ROUNDS = 16;

    final Wire source;
    final Wire sink;
    private final ProxyLoop loop;
    private final Splicing splicing;

    private int readSize = SMALL_READ;
    private ByteBuf kept;
    private boolean ended;
    private boolean done;
    private boolean sinkFailed;
    /** Whether a task that goes on with this flow is already waiting. */
    boolean resuming;

    private long moved;

    Flow(Wire source, Wire sink, ProxyLoop loop, Splicing splicing) {
        this.source = source;
        this.sink = sink;
        this.loop = loop;
        this.splicing = splicing;
    }

    boolean done() {
        return done;
    }

    /** Whether bytes wait for the sink. */
    boolean blocked() {
        return kept != null || splicing.held() > 0;
    }

    /** Bytes passed on since the last call. */
    long takeMoved() {
        long count = moved;
        moved = 0;
        return count;
    }

    /**
     * Moves what can be moved.
     *
     * @param last whether the connection is over with this direction's end, so that no FIN needs to be sent
     */
    Outcome pump(boolean last) {
        for (int round = 0; round < ROUNDS; round++) {
            if (blocked() && !flush()) {
                return sinkFailed ? Outcome.SINK_FAILED : Outcome.BLOCKED;
            }
            if (ended) {
                return finish(last);
            }
            try {
                if (source.readable() && splicing.fill(source) > 0) {
                    continue;
                }
                // No spliced bytes may mean that there are none now, or the end: a read tells.
                if (!source.readable() || !copy()) {
                    splicing.pause();
                    return Outcome.IDLE;
                }
            } catch (IOException | NotYetConnectedException | OutOfMemoryError e) {
                return Outcome.SOURCE_FAILED; // without memory for what is to be kept, this connection cannot go on
            }
        }
        return Outcome.YIELD;
    }

    /** Reads once and writes what it got, or keeps it. False when there is nothing to read now. */
    private boolean copy() throws IOException {
        ByteBuffer scratch = loop.scratch().clear().limit(readSize);
        int count = source.read(scratch);
        if (count < 0) {
            ended = true;
            return true;
        }
        if (count == 0) {
            return false;
        }
        splicing.copied(count, count == readSize);
        readSize = count == readSize ? ProxyLoop.SCRATCH_BYTES : readSize;
        pass(scratch.flip());
        return true;
    }

    private void pass(ByteBuffer bytes) {
        try {
            moved += sink.write(bytes);
        } catch (IOException | NotYetConnectedException e) {
            sinkFailed = true;
        }
        if (bytes.hasRemaining()) {
            kept = loop.keep(bytes);
            readSize = SMALL_READ;
        }
    }

    /** Whether nothing is left for the sink. */
    private boolean flush() {
        if (sinkFailed || !sink.writable()) {
            return false;
        }
        try {
            if (kept == null) {
                moved += splicing.drain(sink);
                return splicing.held() == 0;
            }
            int count = sink.write(kept.internalNioBuffer(kept.readerIndex(), kept.readableBytes()));
            moved += count;
            kept.skipBytes(count);
            if (kept.isReadable()) {
                return false;
            }
            kept.release();
            kept = null;
            return true;
        } catch (IOException | NotYetConnectedException e) {
            sinkFailed = true;
            return false;
        }
    }

    private Outcome finish(boolean last) {
        if (!last) {
            try {
                sink.shutdownOutput();
            } catch (IOException e) {
                sinkFailed = true;
                return Outcome.SINK_FAILED;
            }
        }
        done = true;
        release();
        return Outcome.DONE;
    }

    /** Gives back what is held. */
    void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
        splicing.release();
    }
}
