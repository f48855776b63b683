// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.RouteEncap;
import io.mainstay.platform.netlink.AttributeWriter;
import io.mainstay.platform.netlink.Attributes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Light-weight tunnels of routes (RTA_ENCAP). */
final class EncapCodec {
    private static final int MPLS = 1;
    private static final int IP = 2;
    private static final int ILA = 3;
    private static final int IP6 = 4;

    private EncapCodec() {}

    /** The kernel's number of the kind. */
    static int type(RouteEncap encap) {
        if (encap instanceof RouteEncap.Mpls) {
            return MPLS;
        } else if (encap instanceof RouteEncap.Ip ip) {
            return ip.ipv6() ? IP6 : IP;
        }
        return ILA;
    }

    static void write(AttributeWriter writer, RouteEncap encap) {
        if (encap instanceof RouteEncap.Mpls mpls) {
            ByteBuffer stack = ByteBuffer.allocate(4 * mpls.labels().size());
            for (int i = 0; i < mpls.labels().size(); i++) {
                int bottom = i == mpls.labels().size() - 1 ? 0x100 : 0;
                stack.putInt(mpls.labels().get(i) << 12 | bottom);
            }
            writer.bytes(1, stack.array());
            if (mpls.ttl() != 0) {
                writer.u8(2, mpls.ttl());
            }
        } else if (encap instanceof RouteEncap.Ip ip) {
            writer.bytes(1, ByteBuffer.allocate(8).putLong(ip.id()).array());
            if (ip.destination() != null) {
                writer.bytes(2, ip.destination().getAddress());
            }
            if (ip.source() != null) {
                writer.bytes(3, ip.source().getAddress());
            }
            writer.u8(4, ip.ttl()).u8(5, ip.tos());
            if (ip.flags() != 0) {
                writer.net16(6, ip.flags());
            }
        } else if (encap instanceof RouteEncap.Ila ila) {
            writer.bytes(1, ByteBuffer.allocate(8).putLong(ila.locator()).array());
            if (ila.checksumMode() >= 0) {
                writer.u8(2, ila.checksumMode());
            }
        }
    }

    /** Null for kinds that we do not know, and for what is cut. */
    static RouteEncap read(int type, Attributes attributes) {
        byte[] first = attributes.bytes(1);
        return switch (type) {
            case MPLS -> {
                List<Integer> labels = new ArrayList<>();
                for (int i = 0; first != null && i + 4 <= first.length; i += 4) {
                    labels.add(ByteBuffer.wrap(first).getInt(i) >>> 12);
                }
                yield labels.isEmpty() ? null : new RouteEncap.Mpls(labels, attributes.u8(2, 0));
            }
            case IP, IP6 -> {
                int family = type == IP6 ? Ip.AF_INET6 : Ip.AF_INET;
                yield new RouteEncap.Ip(
                        type == IP6,
                        first == null || first.length < 8
                                ? 0
                                : ByteBuffer.wrap(first).getLong(),
                        Ip.address(family, attributes.bytes(3)),
                        Ip.address(family, attributes.bytes(2)),
                        attributes.u8(5, 0),
                        attributes.u8(4, 0),
                        attributes.net16(6, 0));
            }
            case ILA ->
                first == null || first.length < 8
                        ? null
                        : new RouteEncap.Ila(ByteBuffer.wrap(first).getLong(), attributes.u8(2, -1));
            default -> null;
        };
    }
}
