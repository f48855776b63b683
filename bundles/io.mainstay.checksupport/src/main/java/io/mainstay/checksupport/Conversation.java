// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.ProbeResult;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A checker's part of one connection, or of one exchange of datagrams: what it says, and how it understands the answer. One
 * object per probe; all methods are called on the lane. It ends the probe with {@link Line#end}; an exception thrown ends it as
 * broken.
 */
@ConsumerType
public interface Conversation {

    /**
     * Whether the peer speaks first. Only saves work: a conversation that says nothing in {@link #opened} is noticed anyway,
     * at the price of two system calls.
     */
    default boolean awaitsGreeting() {
        return false;
    }

    /** The connection is there, with TLS when asked for. */
    void opened(Line line);

    /** TLS, which {@link Line#startTls} has asked for, is there. What is sent from now on is encrypted. */
    default void secured(Line line) {}

    /**
     * Bytes have come; of an exchange of datagrams, exactly one of them.
     *
     * @param bytes valid during the call only; what is not read is lost
     */
    void received(Line line, ByteBuffer bytes);

    /**
     * The peer has finished its side; nothing more will come. An implementation that does not end the probe here leaves it
     * to be ended as closed early. Never called for datagrams.
     */
    default void closed(Line line) {}

    /**
     * The peer has let a step's time pass.
     *
     * @return what that means; empty for the usual failure by time-out
     */
    default Optional<ProbeResult> silent() {
        return Optional.empty();
    }
}
