// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.platform.netlink.Attributes;

/** Reads the attributes of what the kernel answers. */
public final class Answers {
    private static final int TIMEOUT_TCP = 4;
    private static final int TIMEOUT_TCP_FIN = 5;
    private static final int TIMEOUT_UDP = 6;
    private static final int INFO_VERSION = 1;
    private static final int INFO_CONN_TAB_SIZE = 2;

    private Answers() {}

    /**
     * What the kernel's IPVS says of itself.
     *
     * @param version {@code 1.2.1}
     * @param connectionTableSize buckets
     */
    public record Info(String version, int connectionTableSize) {}

    /** To {@code GET_SERVICE}. */
    public static Decoded<ServiceRow> service(Attributes attributes) {
        return ServiceCodec.read(Fields.within(attributes, ServiceCodec.SERVICE));
    }

    /** The service that a request or answer is about. */
    public static Decoded<ServiceKey> serviceKey(Attributes attributes) {
        return ServiceCodec.readKey(Fields.within(attributes, ServiceCodec.SERVICE));
    }

    /** To {@code GET_DEST} for this service. */
    public static Decoded<DestinationRow> destination(Attributes attributes, ServiceKey service) {
        return DestinationCodec.read(Fields.within(attributes, DestinationCodec.DESTINATION), service);
    }

    /** To {@code GET_DAEMON}. */
    public static Decoded<SyncDaemon> daemon(Attributes attributes) {
        return DaemonCodec.read(Fields.within(attributes, DaemonCodec.DAEMON));
    }

    /** To {@code GET_CONFIG}. */
    public static Decoded<Timeouts> timeouts(Attributes attributes) {
        Fields in = Fields.of(attributes);
        Timeouts timeouts = new Timeouts(in.count(TIMEOUT_TCP), in.count(TIMEOUT_TCP_FIN), in.count(TIMEOUT_UDP));
        return in.problem() != null ? Decoded.bad(in.problem()) : Decoded.good(timeouts);
    }

    /** To {@code GET_INFO}. */
    public static Decoded<Info> info(Attributes attributes) {
        Fields in = Fields.of(attributes);
        long version = in.u32(INFO_VERSION);
        int size = in.count(INFO_CONN_TAB_SIZE);
        return in.problem() != null
                ? Decoded.bad(in.problem())
                : Decoded.good(new Info((version >> 16) + "." + (version >> 8 & 0xff) + "." + (version & 0xff), size));
    }
}
