// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.net.InetAddress;
import java.util.Objects;

/**
 * What a received packet of one family must be like, apart from the {@link CarpShape}.
 *
 * @param ownAddress our address on this wire, where we send from
 * @param group that multicast and broadcast adverts are sent to
 * @param unicast peers may send to {@code ownAddress}, from any distance
 * @param tieBreak which address is lower
 * @param replay what to do about a counter that was used before
 */
public record Expected(InetAddress ownAddress, InetAddress group, boolean unicast, TieBreak tieBreak, Replay replay) {

    public Expected {
        Objects.requireNonNull(tieBreak, "tieBreak");
        Objects.requireNonNull(replay, "replay");
        if (ownAddress.getAddress().length != group.getAddress().length) {
            throw new IllegalArgumentException(ownAddress + " and " + group + " are of different families");
        }
    }

    /** What to do about a counter that was used before. */
    public enum Replay {
        /** Nothing, as all other CARPs: not even notice it. */
        ACCEPT,
        /** Count it. */
        ALARM,
        /** Count it, and drop the packet. */
        REFUSE
    }
}
