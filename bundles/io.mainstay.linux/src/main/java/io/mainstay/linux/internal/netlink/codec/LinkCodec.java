// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.NewLink;
import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Interfaces.
 *
 * <pre>
 * ifinfomsg: 0 family  1 -  2 hardware type (2)  4 index (4)  8 flags (4)  12 changed flags (4)  16 attributes
 * </pre>
 */
public final class LinkCodec {
    public static final int NEW = 16;
    public static final int DELETE = 17;
    public static final int GET = 18;
    public static final int SET = 19;
    static final int HEADER = 16;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_OPERSTATE = 16;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_GROUP = 27;
    private static final int IFLA_CARRIER = 33;
    private static final int IFLA_LINK_NETNSID = 37;
    private static final int INFO_KIND = 1;
    private static final int INFO_DATA = 2;
    private static final int MODE = 1;
    private static final int IPVLAN_FLAGS = 2;
    private static final int VRF_TABLE = 1;
    private static final int VETH_PEER = 1;
    private static final int INET6_ADDR_GEN_MODE = 8;
    private static final int[] MACVLAN_MODES = {1, 2, 4, 8};
    private static final int AF_UNSPEC = 0;

    private LinkCodec() {}

    /** An RTM_NEWLINK or RTM_DELLINK; null when it is cut, or about something else than an interface (bridge ports). */
    public static Link decode(ByteBuffer bytes, int at, int length) {
        if (length < HEADER || bytes.get(at) != AF_UNSPEC) {
            return null;
        }
        Attributes attributes = new Attributes(bytes, at + HEADER, length - HEADER);
        if (!attributes.has(IFLA_IFNAME) || !attributes.has(IFLA_MTU)) {
            return null; // a wireless event, which is not about the interface
        }
        Attributes info = attributes.nested(IFLA_LINKINFO);
        String kind = info.string(INFO_KIND);
        Attributes data = info.nested(INFO_DATA);
        byte[] mac = attributes.bytes(IFLA_ADDRESS);
        int state = attributes.u8(IFLA_OPERSTATE, 0);
        Link.OperState[] states = Link.OperState.values();
        return new Link(
                bytes.getInt(at + 4),
                attributes.string(IFLA_IFNAME),
                bytes.getShort(at + 2) & 0xffff,
                bytes.getInt(at + 8),
                state < states.length ? states[state] : Link.OperState.UNKNOWN,
                attributes.u8(IFLA_CARRIER, 1) != 0,
                attributes.u32(IFLA_MTU, 0),
                mac == null || mac.length != 6 ? MacAddress.ZERO : MacAddress.of(mac),
                kind,
                attributes.u32(IFLA_MASTER, 0),
                attributes.u32(IFLA_LINK, 0),
                attributes.has(IFLA_LINK_NETNSID),
                kind.equals("macvlan") ? mode(data.u32(MODE, 0)) : null,
                kind.equals("vrf") ? data.u32(VRF_TABLE, 0) : 0);
    }

    private static NewLink.Mode mode(int number) {
        for (NewLink.Mode mode : NewLink.Mode.values()) {
            if (MACVLAN_MODES[mode.ordinal()] == number) {
                return mode;
            }
        }
        return null;
    }

    /** Asks for all. */
    public static NetlinkRequest list() {
        return new NetlinkRequest(GET, NetlinkReader.F_DUMP, header(0, 0, 0).toBytes());
    }

    public static NetlinkRequest get(int index) {
        return new NetlinkRequest(GET, 0, header(index, 0, 0).toBytes());
    }

    public static NetlinkRequest get(String name) {
        return new NetlinkRequest(
                GET, 0, header(0, 0, 0).string(IFLA_IFNAME, name).toBytes());
    }

    public static NetlinkRequest create(NewLink link) {
        AttributeWriter writer = header(0, 0, 0).string(IFLA_IFNAME, link.name());
        if (link instanceof NewLink.Macvlan macvlan) {
            writer.u32(IFLA_LINK, macvlan.parent());
            if (macvlan.mac() != null) {
                writer.bytes(IFLA_ADDRESS, macvlan.mac().bytes());
            }
            int mode = MACVLAN_MODES[macvlan.mode().ordinal()];
            writer.nest(
                    IFLA_LINKINFO,
                    info -> info.string(INFO_KIND, "macvlan").nest(INFO_DATA, data -> data.u32(MODE, mode)));
        } else if (link instanceof NewLink.Ipvlan ipvlan) {
            writer.u32(IFLA_LINK, ipvlan.parent());
            writer.nest(
                    IFLA_LINKINFO,
                    info -> info.string(INFO_KIND, "ipvlan")
                            .nest(
                                    INFO_DATA,
                                    data -> data.u16(MODE, 0)
                                            .u16(IPVLAN_FLAGS, ipvlan.flag().ordinal())));
        } else if (link instanceof NewLink.VethPair pair) {
            writer.nest(
                    IFLA_LINKINFO,
                    info -> info.string(INFO_KIND, "veth")
                            .nest(
                                    INFO_DATA,
                                    data -> data.nest(
                                            VETH_PEER,
                                            peer -> peer.raw(new byte[HEADER]).string(IFLA_IFNAME, pair.peer()))));
        } else {
            writer.nest(IFLA_LINKINFO, info -> info.string(INFO_KIND, "dummy"));
        }
        return new NetlinkRequest(NEW, NetlinkReader.F_CREATE | NetlinkReader.F_EXCL, writer.toBytes());
    }

    public static NetlinkRequest delete(int index) {
        return new NetlinkRequest(DELETE, 0, header(index, 0, 0).toBytes());
    }

    public static NetlinkRequest up(int index, boolean up) {
        return new NetlinkRequest(
                NEW, 0, header(index, up ? Link.IFF_UP : 0, Link.IFF_UP).toBytes());
    }

    public static NetlinkRequest mac(int index, MacAddress mac) {
        return new NetlinkRequest(
                NEW, 0, header(index, 0, 0).bytes(IFLA_ADDRESS, mac.bytes()).toBytes());
    }

    public static NetlinkRequest mtu(int index, int mtu) {
        return new NetlinkRequest(NEW, 0, header(index, 0, 0).u32(IFLA_MTU, mtu).toBytes());
    }

    public static NetlinkRequest master(int index, int master) {
        return new NetlinkRequest(
                NEW, 0, header(index, 0, 0).u32(IFLA_MASTER, master).toBytes());
    }

    public static NetlinkRequest group(int index, int group) {
        return new NetlinkRequest(
                NEW, 0, header(index, 0, 0).u32(IFLA_GROUP, group).toBytes());
    }

    public static NetlinkRequest addressGeneration(int index, Change.AddressGeneration mode) {
        return new NetlinkRequest(
                NEW,
                0,
                header(index, 0, 0)
                        .nest(
                                IFLA_AF_SPEC,
                                families -> families.nest(
                                        Ip.AF_INET6, inet6 -> inet6.u8(INET6_ADDR_GEN_MODE, mode.ordinal())))
                        .toBytes());
    }

    private static AttributeWriter header(int index, int flags, int changed) {
        byte[] header = new byte[HEADER];
        ByteBuffer.wrap(header)
                .order(ByteOrder.nativeOrder())
                .putInt(4, index)
                .putInt(8, flags)
                .putInt(12, changed);
        return new AttributeWriter().raw(header);
    }
}
