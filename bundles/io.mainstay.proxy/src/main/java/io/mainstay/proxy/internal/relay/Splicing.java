// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.relay;

import io.mainstay.proxy.internal.wire.Conduit;
import io.mainstay.proxy.internal.wire.Conduits;
import io.mainstay.proxy.internal.wire.Wire;
import java.io.IOException;

/**
 * Decides when a direction is worth a kernel pipe, and holds one while it moves bytes. A pipe costs two descriptors, so it is
 * given back whenever the source pauses.
 *
 * <p>Thread-safety: the loop's thread only.
 */
final class Splicing {
    private final Conduits conduits;
    private final long from;
    private boolean on;
    private Conduit conduit;
    /** Bytes copied in full reads without a pause of the source. */
    private long burst;

    /**
     * For one direction, copying at first.
     *
     * @param from bytes moved in one go from which on a pipe is used; {@link Long#MAX_VALUE} for never
     */
    Splicing(Conduits conduits, long from) {
        this.conduits = conduits;
        this.from = from;
    }

    /** Bytes that are in the pipe. */
    int held() {
        return conduit == null ? 0 : conduit.held();
    }

    /** Learns of a read of this many bytes that was not spliced. */
    void copied(int count, boolean full) {
        burst = full ? burst + count : 0;
        on = burst >= from;
    }

    /**
     * Moves what there is into the pipe, when this direction is spliced.
     *
     * @return number of bytes; 0 when a read has to tell what there is
     */
    int fill(Wire source) throws IOException {
        if (!on) {
            return 0;
        }
        if (conduit == null) {
            conduit = conduits.take();
            if (conduit == null) {
                on = false;
                burst = 0; // asked for again when as much has passed
                return 0;
            }
        }
        return conduit.fill(source);
    }

    /** Moves what the pipe holds into the sink, as far as that takes it. */
    int drain(Wire sink) throws IOException {
        int moved = 0;
        while (conduit.held() > 0) {
            int count = conduit.drain(sink);
            if (count == 0) {
                break;
            }
            moved += count;
        }
        return moved;
    }

    /** The source pauses. */
    void pause() {
        if (conduit != null && conduit.held() == 0) {
            release();
        }
    }

    /** Gives the pipe back, with what is in it. */
    void release() {
        if (conduit != null) {
            conduits.giveBack(conduit);
            conduit = null;
        }
    }
}
