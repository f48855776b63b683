// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.loop.ReceiveBuffers;
import io.mainstay.platform.net.ReceivedPacket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A view of one slot of the receive buffers, used again for every packet of a socket.
 *
 * <pre>
 * cmsghdr: 0 length (8)  8 level (4)  12 type (4)  16 data, aligned to 8
 * </pre>
 */
final class IncomingPacket implements ReceivedPacket {
    private static final int CMSG_HEADER = 16;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV4_DESTINATION = 16;
    private static final int IPV4_HEADER = 20;

    private final ReceiveBuffers buffers;
    private final int family;
    private int slot;
    private long now;
    private ByteBuffer bytes;
    private int ifIndex;
    private int hopLimit;
    private int destinationAt;
    private long realtime;
    private long drops;

    /** @param family AF_INET, AF_INET6 or AF_PACKET */
    IncomingPacket(ReceiveBuffers buffers, int family) {
        this.buffers = buffers;
        this.family = family;
    }

    /** Looks at a slot; false when it holds nothing that is of use. */
    boolean load(int next, int boundTo, long at) {
        slot = next;
        now = at;
        bytes = buffers.packet(next);
        ifIndex = boundTo;
        hopLimit = -1;
        destinationAt = -1;
        realtime = 0;
        readControl();
        ByteBuffer names = buffers.names();
        int name = buffers.nameAt(next);
        return switch (family) {
            case Sys.AF_INET -> bytes.limit() >= IPV4_HEADER;
            case Sys.AF_INET6 -> true;
            default -> {
                ifIndex = names.getInt(name + 4);
                yield bytes.limit() >= 14 && names.get(name + 10) != Sys.PACKET_OUTGOING;
            }
        };
    }

    private void readControl() {
        ByteBuffer controls = buffers.controls();
        int at = buffers.controlAt(slot);
        int end = at + buffers.controlLength(slot);
        while (end - at >= CMSG_HEADER) {
            long length = controls.getLong(at);
            if (length < CMSG_HEADER || length > end - at) {
                return;
            }
            int data = at + CMSG_HEADER;
            int level = controls.getInt(at + 8);
            int type = controls.getInt(at + 12);
            if (level == Sys.SOL_SOCKET && type == Sys.SO_TIMESTAMPNS) {
                realtime = controls.getLong(data) * 1_000_000_000L + controls.getLong(data + 8);
            } else if (level == Sys.SOL_SOCKET && type == Sys.SO_RXQ_OVFL) {
                drops = controls.getInt(data) & 0xffff_ffffL;
            } else if (level == Sys.IPPROTO_IP && type == Sys.IP_PKTINFO) {
                ifIndex = controls.getInt(data);
            } else if (level == Sys.IPPROTO_IPV6 && type == Sys.IPV6_PKTINFO) {
                destinationAt = data;
                ifIndex = controls.getInt(data + 16);
            } else if (level == Sys.IPPROTO_IPV6 && type == Sys.IPV6_HOPLIMIT) {
                hopLimit = controls.getInt(data);
            }
            at += (int) (length + 7 & ~7);
        }
    }

    /** Packets that the kernel could not queue, since the socket was opened. */
    long drops() {
        return drops;
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return bytes.limit();
    }

    @Override
    public boolean truncated() {
        return buffers.truncated(slot);
    }

    @Override
    public int ifIndex() {
        return ifIndex;
    }

    @Override
    public int ttl() {
        return family == Sys.AF_INET ? bytes.get(8) & 0xff : hopLimit;
    }

    @Override
    public int source(byte[] into) {
        return switch (family) {
            case Sys.AF_INET -> copy(bytes, IPV4_SOURCE, 4, into);
            case Sys.AF_INET6 -> copy(buffers.names(), buffers.nameAt(slot) + 8, 16, into);
            default -> copy(bytes, 6, 6, into);
        };
    }

    @Override
    public int destination(byte[] into) {
        return switch (family) {
            case Sys.AF_INET -> copy(bytes, IPV4_DESTINATION, 4, into);
            case Sys.AF_INET6 -> destinationAt < 0 ? 0 : copy(buffers.controls(), destinationAt, 16, into);
            default -> copy(bytes, 0, 6, into);
        };
    }

    private static int copy(ByteBuffer from, int at, int length, byte[] into) {
        from.get(at, into, 0, length);
        return length;
    }

    @Override
    public long arrivedNanos() {
        return realtime == 0 ? now : realtime + buffers.realtimeToMonotonic();
    }

    @Override
    public long arrivedRealtimeNanos() {
        return realtime;
    }

    @Override
    public InetAddress sourceAddress() {
        byte[] address = new byte[family == Sys.AF_INET ? 4 : 16];
        return family == Sys.AF_PACKET ? null : address(address, source(address));
    }

    @Override
    public InetAddress destinationAddress() {
        byte[] address = new byte[family == Sys.AF_INET ? 4 : 16];
        return family == Sys.AF_PACKET ? null : address(address, destination(address));
    }

    private static InetAddress address(byte[] bytes, int length) {
        try {
            return length == 0 ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
