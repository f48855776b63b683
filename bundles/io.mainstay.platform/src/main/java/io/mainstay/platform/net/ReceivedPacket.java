// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** A packet in the receive buffer. Valid only during {@link PacketHandler#packet}; nothing here but the last two allocates. */
@ProviderType
public interface ReceivedPacket {

    /**
     * From position 0 to limit: IPv4 raw sockets give the IP header and what follows, IPv6 raw sockets what follows the
     * header, link sockets the frame from the destination address on.
     */
    ByteBuffer bytes();

    /** Of {@link #bytes}. */
    int length();

    /** Whether it was longer than the receive buffer, and the rest is lost. */
    boolean truncated();

    /** Interface it came in through. */
    int ifIndex();

    /** TTL or hop limit; -1 on link sockets. */
    int ttl();

    /** 4, 16 or (link sockets: the MAC address) 6 bytes into {@code into}; returns how many. */
    int source(byte[] into);

    /** 4 or 16 bytes of the destination address; link sockets: 6 bytes of the destination MAC. Returns how many. */
    int destination(byte[] into);

    /** When the kernel had it, on the loop's clock; the turn's {@code now} when the kernel did not say. */
    long arrivedNanos();

    /** When the kernel had it, in nanoseconds since 1970; 0 when it did not say. */
    long arrivedRealtimeNanos();

    /** The sender's address; null on link sockets. */
    InetAddress sourceAddress();

    /** The destination's address; null on link sockets. */
    InetAddress destinationAddress();
}
