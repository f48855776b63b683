// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.IpPrefix;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Policy rules.
 *
 * <pre>
 * fib_rule_hdr: 0 family  1 to length  2 from length  3 tos  4 table, low byte  7 action  8 flags (4)  12 attributes
 * </pre>
 */
public final class RuleCodec {
    public static final int NEW = 32;
    public static final int DELETE = 33;
    public static final int GET = 34;
    private static final int HEADER = 12;

    private static final int FRA_DST = 1;
    private static final int FRA_SRC = 2;
    private static final int FRA_IIFNAME = 3;
    private static final int FRA_GOTO = 4;
    private static final int FRA_PRIORITY = 6;
    private static final int FRA_FWMARK = 10;
    private static final int FRA_FLOW = 11;
    private static final int FRA_TUN_ID = 12;
    private static final int FRA_SUPPRESS_IFGROUP = 13;
    private static final int FRA_SUPPRESS_PREFIXLEN = 14;
    private static final int FRA_TABLE = 15;
    private static final int FRA_FWMASK = 16;
    private static final int FRA_OIFNAME = 17;
    private static final int FRA_L3MDEV = 19;
    private static final int FRA_UID_RANGE = 20;
    private static final int FRA_PROTOCOL = 21;
    private static final int FRA_IP_PROTO = 22;
    private static final int FRA_SPORT_RANGE = 23;
    private static final int FRA_DPORT_RANGE = 24;
    private static final int INVERT = 2;

    private RuleCodec() {}

    /** An RTM_NEWRULE or RTM_DELRULE; null when it is cut, of another family, or does what we do not know. */
    public static Rule decode(ByteBuffer bytes, int at, int length) {
        if (length < HEADER) {
            return null;
        }
        int family = bytes.get(at) & 0xff;
        int toLength = bytes.get(at + 1) & 0xff;
        int fromLength = bytes.get(at + 2) & 0xff;
        Rule.Action action = action(bytes.get(at + 7) & 0xff);
        int width = Ip.length(family) * 8;
        if (width < 0 || toLength > width || fromLength > width || action == null) {
            return null;
        }
        Attributes attributes = new Attributes(bytes, at + HEADER, length - HEADER);
        boolean marked = attributes.has(FRA_FWMARK) || attributes.has(FRA_FWMASK);
        return new Rule(
                family == Ip.AF_INET6,
                (bytes.getInt(at + 8) & INVERT) != 0,
                prefix(family, attributes.bytes(FRA_SRC), fromLength),
                prefix(family, attributes.bytes(FRA_DST), toLength),
                attributes.string(FRA_IIFNAME),
                attributes.string(FRA_OIFNAME),
                bytes.get(at + 3) & 0xff,
                attributes.u32(FRA_FWMARK, 0),
                marked ? attributes.u32(FRA_FWMASK, -1) : 0,
                attributes.u32(FRA_PRIORITY, 0) & 0xffff_ffffL,
                action,
                attributes.u32(FRA_TABLE, bytes.get(at + 4) & 0xff),
                attributes.has(FRA_GOTO) ? attributes.u32(FRA_GOTO, 0) & 0xffff_ffffL : -1,
                attributes.u32(FRA_FLOW, 0),
                attributes.u8(FRA_L3MDEV, 0) != 0,
                attributes.u8(FRA_PROTOCOL, 0),
                attributes.u8(FRA_IP_PROTO, 0),
                ports(attributes.bytes(FRA_SPORT_RANGE)),
                ports(attributes.bytes(FRA_DPORT_RANGE)),
                uids(attributes.bytes(FRA_UID_RANGE)),
                Long.reverseBytes(attributes.u64(FRA_TUN_ID, 0)),
                attributes.u32(FRA_SUPPRESS_PREFIXLEN, -1),
                attributes.u32(FRA_SUPPRESS_IFGROUP, -1));
    }

    private static Rule.Action action(int code) {
        for (Rule.Action action : Rule.Action.values()) {
            if (action.code() == code) {
                return action;
            }
        }
        return null;
    }

    private static IpPrefix prefix(int family, byte[] address, int length) {
        return !Ip.fits(family, Ip.address(family, address)) ? null : new IpPrefix(Ip.address(family, address), length);
    }

    private static Rule.Range ports(byte[] range) {
        if (range == null || range.length < 4) {
            return null;
        }
        ByteBuffer numbers = ByteBuffer.wrap(range).order(ByteOrder.nativeOrder());
        return new Rule.Range(numbers.getShort(0) & 0xffff, numbers.getShort(2) & 0xffff);
    }

    private static Rule.Range uids(byte[] range) {
        if (range == null || range.length < 8) {
            return null;
        }
        ByteBuffer numbers = ByteBuffer.wrap(range).order(ByteOrder.nativeOrder());
        return new Rule.Range(numbers.getInt(0) & 0xffff_ffffL, numbers.getInt(4) & 0xffff_ffffL);
    }

    /** Asks for all of both families. */
    public static NetlinkRequest list() {
        return new NetlinkRequest(GET, NetlinkReader.F_DUMP, new byte[HEADER]);
    }

    public static NetlinkRequest add(Rule rule) {
        return new NetlinkRequest(NEW, NetlinkReader.F_CREATE | NetlinkReader.F_EXCL, body(rule));
    }

    public static NetlinkRequest delete(Rule rule) {
        return new NetlinkRequest(DELETE, 0, body(rule));
    }

    private static byte[] body(Rule rule) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) Ip.family(rule.ipv6());
        header[1] = (byte) (rule.to() == null ? 0 : rule.to().length());
        header[2] = (byte) (rule.from() == null ? 0 : rule.from().length());
        header[3] = (byte) rule.tos();
        header[4] = (byte) (rule.table() < 256 ? rule.table() : 0);
        header[7] = (byte) rule.action().code();
        ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putInt(8, rule.invert() ? INVERT : 0);
        AttributeWriter writer = new AttributeWriter().raw(header);
        prefix(writer, FRA_SRC, rule.from());
        prefix(writer, FRA_DST, rule.to());
        name(writer, FRA_IIFNAME, rule.iif());
        name(writer, FRA_OIFNAME, rule.oif());
        if (rule.markMask() != 0) {
            writer.u32(FRA_FWMARK, rule.mark()).u32(FRA_FWMASK, rule.markMask());
        }
        optional(writer, FRA_PRIORITY, rule.priority(), -1);
        optional(writer, FRA_TABLE, rule.table(), 0);
        optional(writer, FRA_GOTO, rule.gotoPriority(), -1);
        optional(writer, FRA_FLOW, rule.realms(), 0);
        if (rule.l3mdev()) {
            writer.u8(FRA_L3MDEV, 1);
        }
        if (rule.protocol() != 0) {
            writer.u8(FRA_PROTOCOL, rule.protocol());
        }
        if (rule.ipProtocol() != 0) {
            writer.u8(FRA_IP_PROTO, rule.ipProtocol());
        }
        ports(writer, FRA_SPORT_RANGE, rule.sourcePorts());
        ports(writer, FRA_DPORT_RANGE, rule.destinationPorts());
        if (rule.uids() != null) {
            byte[] range = new byte[8];
            ByteBuffer.wrap(range)
                    .order(ByteOrder.nativeOrder())
                    .putInt((int) rule.uids().from())
                    .putInt((int) rule.uids().to());
            writer.bytes(FRA_UID_RANGE, range);
        }
        if (rule.tunnelId() != 0) {
            writer.u64(FRA_TUN_ID, Long.reverseBytes(rule.tunnelId()));
        }
        optional(writer, FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength(), -1);
        optional(writer, FRA_SUPPRESS_IFGROUP, rule.suppressGroup(), -1);
        return writer.toBytes();
    }

    private static void prefix(AttributeWriter writer, int type, IpPrefix prefix) {
        if (prefix != null && prefix.length() > 0) {
            writer.bytes(type, Ip.masked(prefix.address(), prefix.length()));
        }
    }

    private static void name(AttributeWriter writer, int type, String name) {
        if (!name.isEmpty()) {
            writer.string(type, name);
        }
    }

    private static void optional(AttributeWriter writer, int type, long value, long absent) {
        if (value != absent) {
            writer.u32(type, (int) value);
        }
    }

    private static void ports(AttributeWriter writer, int type, Rule.Range range) {
        if (range != null) {
            byte[] numbers = new byte[4];
            ByteBuffer.wrap(numbers)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) range.from())
                    .putShort((short) range.to());
            writer.bytes(type, numbers);
        }
    }
}
