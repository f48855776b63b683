// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ProviderType;

/** Opens sockets for whole Ethernet frames (AF_PACKET). Any thread. */
@ProviderType
public interface LinkSockets {

    /** A socket that only sends, through any interface; share it. */
    LinkSocket open(PunctualLoop loop) throws SystemCallException;

    /**
     * A socket that also receives.
     *
     * @param ifIndex of the interface; 0 for all
     * @param etherType 0x0800, 0x0806, 0x86dd; 3 for all
     * @param filter sees the frame from the destination address on
     * @param handler does not get frames that this host sends
     */
    LinkSocket open(PunctualLoop loop, int ifIndex, int etherType, PacketFilter filter, PacketHandler handler)
            throws SystemCallException;
}
