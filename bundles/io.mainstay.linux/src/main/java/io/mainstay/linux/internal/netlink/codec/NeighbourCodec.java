// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.Neighbour;
import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * ARP and ND entries.
 *
 * <pre>
 * ndmsg: 0 family  1 -  4 interface (4)  8 state (2)  10 flags  11 type  12 attributes
 * </pre>
 */
public final class NeighbourCodec {
    public static final int NEW = 28;
    public static final int DELETE = 29;
    public static final int GET = 30;
    private static final int HEADER = 12;
    private static final int NDA_DST = 1;
    private static final int NDA_LLADDR = 2;

    private NeighbourCodec() {}

    /** An RTM_NEWNEIGH or RTM_DELNEIGH; null when it is cut, or of another family (bridge entries). */
    public static Neighbour decode(ByteBuffer bytes, int at, int length) {
        if (length < HEADER) {
            return null;
        }
        int family = bytes.get(at) & 0xff;
        Attributes attributes = new Attributes(bytes, at + HEADER, length - HEADER);
        InetAddress address = Ip.address(family, attributes.bytes(NDA_DST));
        if (!Ip.fits(family, address)) {
            return null;
        }
        byte[] mac = attributes.bytes(NDA_LLADDR);
        return new Neighbour(
                bytes.getInt(at + 4),
                address,
                mac == null || mac.length != 6 ? null : MacAddress.of(mac),
                bytes.getShort(at + 8) & 0xffff);
    }

    /** Asks for all of both families. */
    public static NetlinkRequest list() {
        return new NetlinkRequest(GET, NetlinkReader.F_DUMP, new byte[HEADER]);
    }

    public static NetlinkRequest set(Neighbour neighbour) {
        return new NetlinkRequest(
                NEW, NetlinkReader.F_CREATE | NetlinkReader.F_REPLACE, body(neighbour, neighbour.state()));
    }

    public static NetlinkRequest delete(Neighbour neighbour) {
        return new NetlinkRequest(DELETE, 0, body(neighbour, 0));
    }

    private static byte[] body(Neighbour neighbour, int state) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) Ip.family(neighbour.address());
        ByteBuffer.wrap(header)
                .order(ByteOrder.nativeOrder())
                .putInt(4, neighbour.ifIndex())
                .putShort(8, (short) state);
        AttributeWriter writer = new AttributeWriter()
                .raw(header)
                .bytes(NDA_DST, neighbour.address().getAddress());
        if (neighbour.mac() != null) {
            writer.bytes(NDA_LLADDR, neighbour.mac().bytes());
        }
        return writer.toBytes();
    }
}
