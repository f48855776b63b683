// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.platform.netlink.AttributeWriter;

/**
 * The attributes of the requests, by what each command needs. {@code GET_INFO}, {@code GET_CONFIG}, {@code GET_DAEMON},
 * {@code FLUSH}, and {@code GET_SERVICE} and {@code ZERO} for all services, need {@link #NONE none}.
 */
public final class Requests {
    /** No attributes. */
    public static final byte[] NONE = {};

    private static final int TIMEOUT_TCP = 4;
    private static final int TIMEOUT_TCP_FIN = 5;
    private static final int TIMEOUT_UDP = 6;

    private Requests() {}

    /** For {@code NEW_SERVICE} and {@code SET_SERVICE}. */
    public static byte[] service(KernelService service) {
        return new AttributeWriter()
                .nest(ServiceCodec.SERVICE, out -> ServiceCodec.write(out, service))
                .toBytes();
    }

    /** For {@code DEL_SERVICE}, {@code GET_SERVICE}, {@code GET_DEST} and {@code ZERO}. */
    public static byte[] service(ServiceKey key) {
        return new AttributeWriter()
                .nest(ServiceCodec.SERVICE, out -> ServiceCodec.writeKey(out, key))
                .toBytes();
    }

    /** For {@code NEW_DEST} and {@code SET_DEST}. */
    public static byte[] destination(ServiceKey service, KernelDestination destination) {
        return new AttributeWriter()
                .nest(ServiceCodec.SERVICE, out -> ServiceCodec.writeKey(out, service))
                .nest(DestinationCodec.DESTINATION, out -> DestinationCodec.write(out, destination))
                .toBytes();
    }

    /** For {@code DEL_DEST}. */
    public static byte[] destination(ServiceKey service, Endpoint destination) {
        return new AttributeWriter()
                .nest(ServiceCodec.SERVICE, out -> ServiceCodec.writeKey(out, service))
                .nest(DestinationCodec.DESTINATION, out -> DestinationCodec.writeKey(out, destination))
                .toBytes();
    }

    /** For {@code NEW_DAEMON} and {@code DEL_DAEMON}. */
    public static byte[] daemon(SyncDaemon daemon) {
        return new AttributeWriter()
                .nest(DaemonCodec.DAEMON, out -> DaemonCodec.write(out, daemon))
                .toBytes();
    }

    /** For {@code SET_CONFIG}, which wants all three. */
    public static byte[] timeouts(Timeouts timeouts) {
        return new AttributeWriter()
                .u32(TIMEOUT_TCP, timeouts.tcp())
                .u32(TIMEOUT_TCP_FIN, timeouts.tcpFin())
                .u32(TIMEOUT_UDP, timeouts.udp())
                .toBytes();
    }
}
