// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import java.io.IOException;

/**
 * A kernel pipe that moves bytes from one wire to another without bringing them here (splice(2)).
 *
 * <p>Thread-safety: the loop's thread only.
 */
public interface Conduit {

    /** Bytes in the pipe. */
    int held();

    /**
     * Moves what there is from a wire into the pipe.
     *
     * @return number of bytes; 0 when there are none now, and also at the end of the stream: a {@link Wire#read} tells which
     */
    int fill(Wire from) throws IOException;

    /** Moves what the pipe holds into a wire, as far as that takes it. */
    int drain(Wire to) throws IOException;

    /** Closes the pipe, or keeps it for the next one when it is empty. */
    void release();
}
