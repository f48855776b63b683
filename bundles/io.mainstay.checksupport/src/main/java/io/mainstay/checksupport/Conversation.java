// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A checker's part of one connection: what it says, and how it understands the answer. One object per probe; all methods
 * are called on the lane. It ends the probe with {@link Line#end}; an exception thrown ends it as broken.
 */
@ConsumerType
public interface Conversation {

    /** The connection is there, with TLS when asked for. */
    void opened(Line line);

    /**
     * Bytes have come.
     *
     * @param bytes valid during the call only; what is not read is lost
     */
    void received(Line line, ByteBuffer bytes);

    /**
     * The peer has finished its side; nothing more will come. An implementation that does not end the probe here leaves it
     * to be ended as closed early.
     */
    void closed(Line line);
}
