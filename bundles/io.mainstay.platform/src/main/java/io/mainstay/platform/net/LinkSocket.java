// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ProviderType;

/** A socket for Ethernet frames. Sending is for the loop's thread; int results are errnos, 0 for success. */
@ProviderType
public interface LinkSocket extends AutoCloseable {

    /** Sends a frame that starts with the destination address; source address as in the frame. */
    int send(int ifIndex, byte[] frame, int offset, int length);

    /** Lets frames to this group address in, on top of the interface's own (PACKET_ADD_MEMBERSHIP). */
    int join(MacAddress group, int ifIndex);

    int leave(MacAddress group, int ifIndex);

    int filter(PacketFilter filter);

    SocketFigures figures();

    @Override
    void close();
}
