// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.IpPrefix;
import io.mainstay.platform.net.Nexthop;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.RouteEncap;
import io.mainstay.platform.net.RouteMetric;
import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Routes.
 *
 * <pre>
 * rtmsg: 0 family  1 to length  2 from length  3 tos  4 table, low byte  5 protocol  6 scope  7 type  8 flags (4)
 *        12 attributes
 * rtnexthop: 0 length (2)  2 flags  3 weight - 1  4 interface (4)  8 attributes
 * </pre>
 */
public final class RouteCodec {
    public static final int NEW = 24;
    public static final int DELETE = 25;
    public static final int GET = 26;
    private static final int HEADER = 12;
    private static final int HOP_HEADER = 8;

    private static final int RTA_DST = 1;
    private static final int RTA_SRC = 2;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_METRICS = 8;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_FLOW = 11;
    private static final int RTA_TABLE = 15;
    private static final int RTA_VIA = 18;
    private static final int RTA_PREF = 20;
    private static final int RTA_ENCAP_TYPE = 21;
    private static final int RTA_ENCAP = 22;
    private static final int RTA_EXPIRES = 23;
    private static final int RTA_TTL_PROPAGATE = 26;
    private static final int RTAX_LOCK = 1;
    private static final int RTAX_CC_ALGO = 16;
    private static final int ONLINK = 4;
    private static final int RTM_F_CLONED = 0x200;

    private RouteCodec() {}

    /** An RTM_NEWROUTE or RTM_DELROUTE; null when it is cut, of another family, or an entry of the cache. */
    public static Route decode(ByteBuffer bytes, int at, int length) {
        if (length < HEADER) {
            return null;
        }
        int family = bytes.get(at) & 0xff;
        int toLength = bytes.get(at + 1) & 0xff;
        int fromLength = bytes.get(at + 2) & 0xff;
        int type = bytes.get(at + 7) & 0xff;
        int flags = bytes.getInt(at + 8);
        int width = Ip.length(family) * 8;
        Route.Type[] types = Route.Type.values();
        if (width < 0 || toLength > width || fromLength > width || (flags & RTM_F_CLONED) != 0) {
            return null;
        }
        if (type < 1 || type > types.length) {
            return null;
        }
        Attributes attributes = new Attributes(bytes, at + HEADER, length - HEADER);
        InetAddress to = Ip.address(family, attributes.bytes(RTA_DST));
        InetAddress from = Ip.address(family, attributes.bytes(RTA_SRC));
        Attributes metrics = attributes.nested(RTA_METRICS);
        return new Route(
                family == Ip.AF_INET6,
                types[type - 1],
                new IpPrefix(Ip.fits(family, to) ? to : any(family), toLength),
                Ip.fits(family, from) ? new IpPrefix(from, fromLength) : null,
                bytes.get(at + 3) & 0xff,
                attributes.u32(RTA_TABLE, bytes.get(at + 4) & 0xff),
                bytes.get(at + 5) & 0xff,
                bytes.get(at + 6) & 0xff,
                attributes.u32(RTA_PRIORITY, 0),
                Ip.address(family, attributes.bytes(RTA_PREFSRC)),
                gateway(family, attributes),
                attributes.u32(RTA_OIF, 0),
                (flags & ONLINK) != 0,
                hops(family, attributes.bytes(RTA_MULTIPATH)),
                metrics(metrics),
                locked(metrics.u32(RTAX_LOCK, 0)),
                metrics.string(RTAX_CC_ALGO),
                attributes.u32(RTA_FLOW, 0),
                attributes.u8(RTA_PREF, -1),
                attributes.u32(RTA_EXPIRES, 0),
                attributes.has(RTA_TTL_PROPAGATE) ? attributes.u8(RTA_TTL_PROPAGATE, 0) != 0 : null,
                encap(attributes),
                flags);
    }

    private static InetAddress any(int family) {
        return Ip.any(family);
    }

    private static InetAddress gateway(int family, Attributes attributes) {
        byte[] via = attributes.bytes(RTA_VIA);
        if (via != null && via.length > 2) {
            int other = ByteBuffer.wrap(via).order(ByteOrder.nativeOrder()).getShort(0);
            return Ip.address(other, java.util.Arrays.copyOfRange(via, 2, via.length));
        }
        return Ip.address(family, attributes.bytes(RTA_GATEWAY));
    }

    private static RouteEncap encap(Attributes attributes) {
        int type = attributes.u16(RTA_ENCAP_TYPE, 0);
        return type == 0 ? null : EncapCodec.read(type, attributes.nested(RTA_ENCAP));
    }

    private static Map<RouteMetric, Integer> metrics(Attributes attributes) {
        Map<RouteMetric, Integer> metrics = new EnumMap<>(RouteMetric.class);
        for (RouteMetric metric : RouteMetric.values()) {
            if (attributes.has(metric.code())) {
                metrics.put(metric, attributes.u32(metric.code(), 0));
            }
        }
        return metrics;
    }

    private static Set<RouteMetric> locked(int bits) {
        Set<RouteMetric> locked = EnumSet.noneOf(RouteMetric.class);
        for (RouteMetric metric : RouteMetric.values()) {
            if ((bits & 1 << metric.code()) != 0) {
                locked.add(metric);
            }
        }
        return locked;
    }

    private static List<Nexthop> hops(int family, byte[] all) {
        List<Nexthop> hops = new ArrayList<>();
        ByteBuffer bytes = all == null ? null : ByteBuffer.wrap(all).order(ByteOrder.nativeOrder());
        int at = 0;
        while (all != null && all.length - at >= HOP_HEADER) {
            int length = bytes.getShort(at) & 0xffff;
            if (length < HOP_HEADER || length > all.length - at) {
                break;
            }
            Attributes attributes = new Attributes(bytes, at + HOP_HEADER, length - HOP_HEADER);
            hops.add(new Nexthop(
                    gateway(family, attributes),
                    bytes.getInt(at + 4),
                    (bytes.get(at + 3) & 0xff) + 1,
                    (bytes.get(at + 2) & ONLINK) != 0,
                    encap(attributes),
                    attributes.u32(RTA_FLOW, 0)));
            at += (length + 3) & ~3;
        }
        return hops;
    }

    /** Asks for all of both families. */
    public static NetlinkRequest list() {
        return new NetlinkRequest(GET, NetlinkReader.F_DUMP, new byte[HEADER]);
    }

    public static NetlinkRequest add(Route route, Change.Placement placement) {
        int flags = NetlinkReader.F_CREATE
                | switch (placement) {
                    case ADD -> NetlinkReader.F_EXCL;
                    case REPLACE -> NetlinkReader.F_REPLACE;
                    case APPEND -> NetlinkReader.F_APPEND;
                    case PREPEND -> 0;
                };
        return new NetlinkRequest(NEW, flags, body(route));
    }

    public static NetlinkRequest delete(Route route) {
        return new NetlinkRequest(DELETE, 0, body(route));
    }

    private static byte[] body(Route route) {
        byte[] header = new byte[HEADER];
        int family = Ip.family(route.ipv6());
        header[0] = (byte) family;
        header[1] = (byte) route.destination().length();
        header[2] = (byte) (route.from() == null ? 0 : route.from().length());
        header[3] = (byte) route.tos();
        header[4] = (byte) (route.table() > 0 && route.table() < 256 ? route.table() : 0);
        header[5] = (byte) route.protocol();
        header[6] = (byte) route.scope();
        header[7] = (byte) (route.type().ordinal() + 1);
        ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putInt(8, route.onlink() ? ONLINK : 0);
        AttributeWriter writer = new AttributeWriter().raw(header);
        writer.bytes(
                RTA_DST,
                Ip.masked(route.destination().address(), route.destination().length()));
        if (route.from() != null) {
            writer.bytes(RTA_SRC, Ip.masked(route.from().address(), route.from().length()));
        }
        writer.u32(RTA_TABLE, route.table());
        if (route.metric() != 0) {
            writer.u32(RTA_PRIORITY, route.metric());
        }
        if (route.source() != null) {
            writer.bytes(RTA_PREFSRC, route.source().getAddress());
        }
        gateway(writer, family, route.gateway());
        if (route.ifIndex() != 0) {
            writer.u32(RTA_OIF, route.ifIndex());
        }
        if (!route.nexthops().isEmpty()) {
            writer.bytes(RTA_MULTIPATH, hops(family, route.nexthops()));
        }
        metrics(writer, route);
        if (route.realms() != 0) {
            writer.u32(RTA_FLOW, route.realms());
        }
        if (route.preference() >= 0) {
            writer.u8(RTA_PREF, route.preference());
        }
        if (route.expiresSeconds() != 0) {
            writer.u32(RTA_EXPIRES, route.expiresSeconds());
        }
        if (route.ttlPropagate() != null) {
            writer.u8(RTA_TTL_PROPAGATE, route.ttlPropagate() ? 1 : 0);
        }
        encap(writer, route.encap());
        return writer.toBytes();
    }

    private static void gateway(AttributeWriter writer, int family, InetAddress gateway) {
        if (gateway == null) {
            return;
        }
        byte[] address = gateway.getAddress();
        if (address.length == Ip.length(family)) {
            writer.bytes(RTA_GATEWAY, address);
        } else {
            ByteBuffer via = ByteBuffer.allocate(2 + address.length).order(ByteOrder.nativeOrder());
            writer.bytes(
                    RTA_VIA,
                    via.putShort((short) Ip.family(gateway)).put(address).array());
        }
    }

    private static void metrics(AttributeWriter writer, Route route) {
        int bits = 0;
        for (RouteMetric metric : route.locked()) {
            bits |= 1 << metric.code();
        }
        int lock = bits;
        if (route.metrics().isEmpty() && lock == 0 && route.congestionControl().isEmpty()) {
            return;
        }
        writer.nest(RTA_METRICS, metrics -> {
            if (lock != 0) {
                metrics.u32(RTAX_LOCK, lock);
            }
            route.metrics().forEach((metric, value) -> metrics.u32(metric.code(), value));
            if (!route.congestionControl().isEmpty()) {
                metrics.string(RTAX_CC_ALGO, route.congestionControl());
            }
        });
    }

    private static void encap(AttributeWriter writer, RouteEncap encap) {
        if (encap != null) {
            writer.u16(RTA_ENCAP_TYPE, EncapCodec.type(encap));
            writer.nest(RTA_ENCAP, content -> EncapCodec.write(content, encap));
        }
    }

    private static byte[] hops(int family, List<Nexthop> hops) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Nexthop hop : hops) {
            AttributeWriter attributes = new AttributeWriter();
            gateway(attributes, family, hop.gateway());
            encap(attributes, hop.encap());
            if (hop.realms() != 0) {
                attributes.u32(RTA_FLOW, hop.realms());
            }
            byte[] header = new byte[HOP_HEADER];
            ByteBuffer.wrap(header)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) (HOP_HEADER + attributes.length()))
                    .put((byte) (hop.onlink() ? ONLINK : 0))
                    .put((byte) (hop.weight() - 1))
                    .putInt(hop.ifIndex());
            all.writeBytes(header);
            all.writeBytes(attributes.toBytes());
        }
        return all.toByteArray();
    }
}
