// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Addresses of interfaces.
 *
 * <pre>
 * ifaddrmsg: 0 family  1 prefix length  2 flags, low byte  3 scope  4 interface (4)  8 attributes
 * </pre>
 */
public final class AddressCodec {
    public static final int NEW = 20;
    public static final int DELETE = 21;
    public static final int GET = 22;
    private static final int HEADER = 8;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_LABEL = 3;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_CACHEINFO = 6;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_PROTO = 11;

    private AddressCodec() {}

    /** An RTM_NEWADDR or RTM_DELADDR; null when it is cut, or of another family. */
    public static InterfaceAddress decode(ByteBuffer bytes, int at, int length) {
        if (length < HEADER) {
            return null;
        }
        int family = bytes.get(at) & 0xff;
        int prefix = bytes.get(at + 1) & 0xff;
        Attributes attributes = new Attributes(bytes, at + HEADER, length - HEADER);
        InetAddress local = Ip.address(family, attributes.bytes(IFA_LOCAL));
        InetAddress address = Ip.address(family, attributes.bytes(IFA_ADDRESS));
        InetAddress own = local == null ? address : local;
        if (!Ip.fits(family, own) || prefix > Ip.length(family) * 8) {
            return null;
        }
        byte[] cache = attributes.bytes(IFA_CACHEINFO);
        long preferred = InterfaceAddress.FOREVER;
        long valid = InterfaceAddress.FOREVER;
        if (cache != null && cache.length >= 8) {
            ByteBuffer times = ByteBuffer.wrap(cache).order(ByteOrder.nativeOrder());
            preferred = times.getInt(0) & 0xffff_ffffL;
            valid = times.getInt(4) & 0xffff_ffffL;
        }
        return new InterfaceAddress(
                bytes.getInt(at + 4),
                own,
                prefix,
                address == null || address.equals(own) ? null : address,
                Ip.address(family, attributes.bytes(IFA_BROADCAST)),
                bytes.get(at + 3) & 0xff,
                attributes.string(IFA_LABEL),
                attributes.u32(IFA_FLAGS, bytes.get(at + 2) & 0xff),
                valid,
                preferred,
                attributes.u8(IFA_PROTO, 0));
    }

    /** Asks for all of both families. */
    public static NetlinkRequest list() {
        return new NetlinkRequest(GET, NetlinkReader.F_DUMP, new byte[HEADER]);
    }

    /** @param replace give the present one the new flags and lifetimes, rather than EEXIST */
    public static NetlinkRequest add(InterfaceAddress address, boolean replace) {
        AttributeWriter writer = selectors(address);
        if (address.broadcast() != null) {
            writer.bytes(IFA_BROADCAST, address.broadcast().getAddress());
        }
        writer.u32(IFA_FLAGS, address.flags());
        if (address.validSeconds() != InterfaceAddress.FOREVER
                || address.preferredSeconds() != InterfaceAddress.FOREVER) {
            byte[] times = new byte[16];
            ByteBuffer.wrap(times)
                    .order(ByteOrder.nativeOrder())
                    .putInt((int) address.preferredSeconds())
                    .putInt((int) address.validSeconds());
            writer.bytes(IFA_CACHEINFO, times);
        }
        if (address.protocol() != 0) {
            writer.u8(IFA_PROTO, address.protocol());
        }
        int flags = NetlinkReader.F_CREATE | (replace ? NetlinkReader.F_REPLACE : NetlinkReader.F_EXCL);
        return new NetlinkRequest(NEW, flags, writer.toBytes());
    }

    public static NetlinkRequest delete(InterfaceAddress address) {
        return new NetlinkRequest(DELETE, 0, selectors(address).toBytes());
    }

    private static AttributeWriter selectors(InterfaceAddress address) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) Ip.family(address.ipv6());
        header[1] = (byte) address.prefixLength();
        header[2] = (byte) address.flags();
        header[3] = (byte) address.scope();
        ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putInt(4, address.ifIndex());
        byte[] own = address.address().getAddress();
        AttributeWriter writer = new AttributeWriter()
                .raw(header)
                .bytes(IFA_LOCAL, own)
                .bytes(
                        IFA_ADDRESS,
                        address.peer() == null ? own : address.peer().getAddress());
        return address.label().isEmpty() ? writer : writer.string(IFA_LABEL, address.label());
    }
}
