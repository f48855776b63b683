// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.dataplane.Traffic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.Tunnel;
import io.mainstay.platform.netlink.AttributeWriter;

/**
 * {@code IPVS_DEST_ATTR_*}.
 *
 * <pre>
 *  1 ADDR 16 bytes     6 L_THRESH u32        11 ADDR_FAMILY u16 (since Linux 3.18)
 *  2 PORT be16         7 ACTIVE_CONNS u32    12 STATS64 nested
 *  3 FWD_METHOD u32    8 INACT_CONNS u32     13 TUN_TYPE u8  (since Linux 5.3)
 *  4 WEIGHT u32        9 PERSIST_CONNS u32   14 TUN_PORT be16
 *  5 U_THRESH u32     10 STATS nested        15 TUN_FLAGS u16
 * </pre>
 */
final class DestinationCodec {
    /** Attribute of the command that a destination is nested in. */
    static final int DESTINATION = 2;

    private static final int ADDR = 1;
    private static final int PORT = 2;
    private static final int FWD_METHOD = 3;
    private static final int WEIGHT = 4;
    private static final int U_THRESH = 5;
    private static final int L_THRESH = 6;
    private static final int ACTIVE_CONNS = 7;
    private static final int INACT_CONNS = 8;
    private static final int PERSIST_CONNS = 9;
    private static final int STATS = 10;
    private static final int ADDR_FAMILY = 11;
    private static final int STATS64 = 12;
    private static final int TUN_TYPE = 13;
    private static final int TUN_PORT = 14;
    private static final int TUN_FLAGS = 15;

    private DestinationCodec() {}

    /** What the kernel needs to find a destination. */
    static void writeKey(AttributeWriter out, Endpoint endpoint) {
        out.u16(ADDR_FAMILY, AddressCodec.family(endpoint.address()))
                .bytes(ADDR, AddressCodec.field(endpoint.address()))
                .net16(PORT, endpoint.port());
    }

    static void write(AttributeWriter out, KernelDestination destination) {
        writeKey(out, destination.endpoint());
        out.u32(FWD_METHOD, destination.method())
                .u32(WEIGHT, destination.weight())
                .u8(TUN_TYPE, destination.tunnel().type())
                .net16(TUN_PORT, destination.tunnel().port())
                .u16(TUN_FLAGS, destination.tunnel().flags())
                .u32(U_THRESH, destination.upperThreshold())
                .u32(L_THRESH, destination.lowerThreshold());
    }

    /** @param service whose destination it is; older kernels take the family from it */
    static Decoded<DestinationRow> read(Fields in, ServiceKey service) {
        int family = in.has(ADDR_FAMILY)
                ? in.u16(ADDR_FAMILY)
                : KernelService.isIpv6(service) ? AddressCodec.AF_INET6 : AddressCodec.AF_INET;
        if (in.problem() == null && !AddressCodec.known(family)) {
            in.fail(Decoded.Reason.ADDRESS_FAMILY);
        }
        byte[] address = in.bytes(ADDR, 16);
        int port = in.net16(PORT);
        int method = (int) in.u32(FWD_METHOD) & KernelDestination.METHOD_MASK;
        int weight = in.count(WEIGHT);
        int upper = in.count(U_THRESH);
        int lower = in.count(L_THRESH);
        Tunnel tunnel = method == KernelDestination.TUNNEL && in.has(TUN_TYPE)
                ? new Tunnel(
                        in.u8(TUN_TYPE),
                        in.has(TUN_PORT) ? in.net16(TUN_PORT) : 0,
                        in.has(TUN_FLAGS) ? in.u16(TUN_FLAGS) : 0)
                : Tunnel.PLAIN;
        long active = in.has(ACTIVE_CONNS) ? in.u32(ACTIVE_CONNS) : 0;
        long inactive = in.has(INACT_CONNS) ? in.u32(INACT_CONNS) : 0;
        long persistent = in.has(PERSIST_CONNS) ? in.u32(PERSIST_CONNS) : 0;
        Decoded<Traffic> traffic = TrafficCodec.read(in, STATS, STATS64);
        if (traffic instanceof Decoded.Bad<Traffic> bad) {
            in.fail(bad.reason());
        }
        if (in.problem() != null) {
            return Decoded.bad(in.problem());
        }
        KernelDestination destination = new KernelDestination(
                new Endpoint(AddressCodec.address(family, address), port), method, weight, upper, lower, tunnel);
        return Decoded.good(new DestinationRow(
                destination, active, inactive, persistent, traffic.optional().orElseThrow()));
    }
}
