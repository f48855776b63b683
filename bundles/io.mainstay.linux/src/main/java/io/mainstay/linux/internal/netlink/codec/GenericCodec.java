// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import io.mainstay.platform.netlink.GenericNetlink.Family;
import java.util.HashMap;
import java.util.Map;

/**
 * Generic netlink, and its family that tells of families.
 *
 * <pre>
 * genlmsghdr: 0 command  1 version  2 -  4 attributes
 * </pre>
 */
public final class GenericCodec {
    private static final int HEADER = 4;
    private static final int CONTROL_FAMILY = 16;
    private static final int GET_FAMILY = 3;
    private static final int FAMILY_ID = 1;
    private static final int FAMILY_NAME = 2;
    private static final int VERSION = 3;
    private static final int MULTICAST_GROUPS = 7;
    private static final int GROUP_NAME = 1;
    private static final int GROUP_ID = 2;

    private GenericCodec() {}

    /** Asks for a family by its name. */
    public static NetlinkRequest family(String name) {
        return request(
                CONTROL_FAMILY,
                0,
                GET_FAMILY,
                1,
                new AttributeWriter().string(FAMILY_NAME, name).toBytes());
    }

    /** The answer to it; null when it is cut. */
    public static Family family(Attributes attributes) {
        int id = attributes.u16(FAMILY_ID, -1);
        String name = attributes.string(FAMILY_NAME);
        if (id < 0 || name.isEmpty()) {
            return null;
        }
        Map<String, Integer> groups = new HashMap<>();
        for (Attributes group : attributes.nested(MULTICAST_GROUPS).all(-1)) {
            groups.put(group.string(GROUP_NAME), group.u32(GROUP_ID, 0));
        }
        return new Family(name, id, attributes.u32(VERSION, 1), groups);
    }

    public static NetlinkRequest request(int family, int flags, int command, int version, byte[] attributes) {
        byte[] body = new byte[HEADER + attributes.length];
        body[0] = (byte) command;
        body[1] = (byte) version;
        System.arraycopy(attributes, 0, body, HEADER, attributes.length);
        return new NetlinkRequest(family, flags, body);
    }

    /** The command of the message that the reader is at; -1 when it is cut. */
    public static int command(NetlinkReader reader) {
        return reader.payloadLength() < HEADER ? -1 : reader.bytes().get(reader.payload()) & 0xff;
    }

    /** A copy of its attributes, to keep. */
    public static Attributes attributes(NetlinkReader reader) {
        int length = Math.max(0, reader.payloadLength() - HEADER);
        byte[] copy = new byte[length];
        if (length > 0) {
            reader.bytes().get(reader.payload() + HEADER, copy);
        }
        return new Attributes(copy, 0, length);
    }
}
