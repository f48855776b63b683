// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A raw socket. Sending is for the loop's thread, everything else for any. Methods that return an int return an errno, 0 for
 * success.
 */
@ProviderType
public interface RawSocket extends AutoCloseable {

    /**
     * Prepares a place to send to, once; it is then used without allocating.
     *
     * @param to group or peer
     * @param source null to let the kernel choose; ignored with {@link RawSocketSpec#headerIncluded} (it is in the header)
     * @param ifIndex interface to send through; 0 for what the socket is bound to, or the route says
     */
    Target target(InetAddress to, InetAddress source, int ifIndex);

    /** Sends one packet: with {@link RawSocketSpec#headerIncluded} from the IP header on, else what follows it. */
    int send(Target to, byte[] packet, int offset, int length);

    /** Joins a group on an interface; EADDRINUSE when joined already. To be repeated when the interface came back. */
    int join(InetAddress group, int ifIndex);

    int leave(InetAddress group, int ifIndex);

    /** Replaces what the kernel hands over; packets already queued stay. */
    int filter(PacketFilter filter);

    /** Sets the receive buffer, by force where allowed. */
    int receiveBuffer(int bytes);

    SocketFigures figures();

    /** No handler is called any more once this returns on the loop's thread; elsewhere after the current turn. */
    @Override
    void close();

    /** A prepared destination; only for the socket that made it. */
    interface Target {

        InetAddress address();
    }
}
