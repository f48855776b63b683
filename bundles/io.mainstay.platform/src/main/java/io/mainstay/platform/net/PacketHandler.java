// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes packets, on the loop's thread. */
@ConsumerType
public interface PacketHandler {

    /**
     * A packet came.
     *
     * @param packet valid during the call only
     * @param now of the turn
     */
    void packet(ReceivedPacket packet, long now);

    /**
     * Receiving reports a problem once: {@link Errno#ENETDOWN} when the interface went down. The socket stays usable, and
     * receives again when the interface is up, but group memberships may be lost with it.
     */
    default void problem(int errno, long now) {}
}
