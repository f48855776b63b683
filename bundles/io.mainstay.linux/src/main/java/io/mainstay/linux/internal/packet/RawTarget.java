// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.platform.net.RawSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A destination with its message header laid out for sendmsg.
 *
 * <pre>
 *   0 sockaddr_in / sockaddr_in6 (32)
 *  32 msghdr (56): name*, namelen, iov*, iovlen, control*, controllen, flags
 *  88 iovec (16): base* (the socket's send buffer), length (set for each packet)
 * 104 cmsghdr + in_pktinfo / in6_pktinfo (40), when source or interface are to be chosen
 * </pre>
 */
final class RawTarget implements RawSocket.Target {
    private static final int HEADER = 32;
    private static final int VECTOR = 88;
    private static final int CONTROL = 104;
    private static final int CMSG_HEADER = 16;

    final RawIpSocket owner;
    private final InetAddress address;
    private final NativeMemory memory = new NativeMemory(160);

    RawTarget(RawIpSocket owner, InetAddress address, InetAddress source, int ifIndex, long sendBuffer) {
        this.owner = owner;
        this.address = address;
        ByteBuffer bytes = memory.bytes();
        boolean ipv6 = address instanceof Inet6Address;
        bytes.putShort(0, (short) (ipv6 ? Sys.AF_INET6 : Sys.AF_INET));
        bytes.put(ipv6 ? 8 : 4, address.getAddress());
        if (ipv6 && (address.isLinkLocalAddress() || address.isMulticastAddress())) {
            bytes.putInt(24, ifIndex);
        }
        bytes.putLong(HEADER, memory.address());
        bytes.putInt(HEADER + 8, ipv6 ? 28 : 16);
        bytes.putLong(HEADER + 16, memory.address() + VECTOR);
        bytes.putLong(HEADER + 24, 1);
        bytes.putLong(VECTOR, sendBuffer);
        if (source != null || ifIndex != 0) {
            int length = CMSG_HEADER + (ipv6 ? 20 : 12);
            bytes.putLong(HEADER + 32, memory.address() + CONTROL);
            bytes.putLong(HEADER + 40, ipv6 ? 40 : 32);
            bytes.putLong(CONTROL, length);
            bytes.putInt(CONTROL + 8, ipv6 ? Sys.IPPROTO_IPV6 : Sys.IPPROTO_IP);
            bytes.putInt(CONTROL + 12, ipv6 ? Sys.IPV6_PKTINFO : Sys.IP_PKTINFO);
            int data = CONTROL + CMSG_HEADER;
            bytes.putInt(ipv6 ? data + 16 : data, ifIndex);
            if (source != null) {
                bytes.put(ipv6 ? data : data + 4, source.getAddress());
            }
        }
    }

    /** Address of the message header, for a packet of this length. */
    long message(int length) {
        memory.bytes().putLong(VECTOR + 8, length);
        return memory.address() + HEADER;
    }

    @Override
    public InetAddress address() {
        return address;
    }
}
