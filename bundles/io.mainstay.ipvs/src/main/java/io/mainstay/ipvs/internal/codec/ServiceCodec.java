// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.dataplane.Traffic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.platform.netlink.AttributeWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code IPVS_SVC_ATTR_*}.
 *
 * <pre>
 *  1 AF u16          5 FWMARK u32       9 NETMASK 4 bytes, IPv4 network order, IPv6 prefix length
 *  2 PROTOCOL u16    6 SCHED_NAME text 10 STATS nested
 *  3 ADDR 16 bytes   7 FLAGS 2 × u32   11 PE_NAME text
 *  4 PORT be16       8 TIMEOUT u32     12 STATS64 nested
 * </pre>
 *
 * A service is named by family and mark, or by family, protocol, address and port.
 */
final class ServiceCodec {
    /** Attribute of the command that a service is nested in. */
    static final int SERVICE = 1;

    private static final int AF = 1;
    private static final int PROTOCOL = 2;
    private static final int ADDR = 3;
    private static final int PORT = 4;
    private static final int FWMARK = 5;
    private static final int SCHED_NAME = 6;
    private static final int FLAGS = 7;
    private static final int TIMEOUT = 8;
    private static final int NETMASK = 9;
    private static final int STATS = 10;
    private static final int PE_NAME = 11;
    private static final int STATS64 = 12;

    private static final int ALL_FLAGS = -1;

    private ServiceCodec() {}

    /** What the kernel needs to find a service. */
    static void writeKey(AttributeWriter out, ServiceKey key) {
        if (key instanceof ServiceKey.Fwmark mark) {
            out.u16(AF, mark.ipv6() ? AddressCodec.AF_INET6 : AddressCodec.AF_INET)
                    .u32(FWMARK, (int) mark.mark());
            return;
        }
        ServiceKey.Address address = (ServiceKey.Address) key;
        Endpoint endpoint = address.endpoint();
        out.u16(AF, AddressCodec.family(endpoint.address()))
                .u16(PROTOCOL, number(address.protocol()))
                .bytes(ADDR, AddressCodec.field(endpoint.address()))
                .net16(PORT, endpoint.port());
    }

    static void write(AttributeWriter out, KernelService service) {
        writeKey(out, service.key());
        out.string(SCHED_NAME, service.scheduler());
        if (!service.engine().isEmpty()) {
            out.string(PE_NAME, service.engine());
        }
        out.bytes(FLAGS, flags(service.flags())).u32(TIMEOUT, service.timeoutSeconds());
        if (KernelService.isIpv6(service.key())) {
            out.u32(NETMASK, service.netmask());
        } else {
            out.net32(NETMASK, service.netmask());
        }
    }

    static Decoded<ServiceKey> readKey(Fields in) {
        int family = in.u16(AF);
        if (in.problem() == null && !AddressCodec.known(family)) {
            in.fail(Decoded.Reason.ADDRESS_FAMILY);
        }
        if (in.has(FWMARK)) {
            long mark = in.u32(FWMARK);
            return in.problem() != null
                    ? Decoded.bad(in.problem())
                    : Decoded.good(new ServiceKey.Fwmark(mark, family == AddressCodec.AF_INET6));
        }
        Protocol protocol = protocol(in.u16(PROTOCOL));
        if (in.problem() == null && protocol == null) {
            in.fail(Decoded.Reason.PROTOCOL);
        }
        byte[] address = in.bytes(ADDR, 16);
        int port = in.net16(PORT);
        return in.problem() != null
                ? Decoded.bad(in.problem())
                : Decoded.good(
                        new ServiceKey.Address(protocol, new Endpoint(AddressCodec.address(family, address), port)));
    }

    static Decoded<ServiceRow> read(Fields in) {
        Decoded<ServiceKey> key = readKey(in);
        if (key instanceof Decoded.Bad<ServiceKey> bad) {
            return Decoded.bad(bad.reason());
        }
        ServiceKey found = key.optional().orElseThrow();
        KernelService service = new KernelService(
                found,
                in.text(SCHED_NAME),
                flags(in),
                in.count(TIMEOUT),
                KernelService.isIpv6(found) ? in.count(NETMASK) : in.net32(NETMASK),
                in.has(PE_NAME) ? in.text(PE_NAME) : "");
        Decoded<Traffic> traffic = TrafficCodec.read(in, STATS, STATS64);
        if (traffic instanceof Decoded.Bad<Traffic> bad) {
            in.fail(bad.reason());
        }
        return in.problem() != null
                ? Decoded.bad(in.problem())
                : Decoded.good(new ServiceRow(service, traffic.optional().orElseThrow()));
    }

    /** The flags, and a mask that says that all of them count. */
    private static byte[] flags(int flags) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(flags)
                .putInt(ALL_FLAGS)
                .array();
    }

    private static int flags(Fields in) {
        return ByteBuffer.wrap(in.bytes(FLAGS, 8))
                .order(ByteOrder.nativeOrder())
                .getInt();
    }

    private static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }

    private static Protocol protocol(int number) {
        return switch (number) {
            case 6 -> Protocol.TCP;
            case 17 -> Protocol.UDP;
            case 132 -> Protocol.SCTP;
            default -> null;
        };
    }
}
