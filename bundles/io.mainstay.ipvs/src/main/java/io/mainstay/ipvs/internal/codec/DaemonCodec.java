// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.platform.netlink.AttributeWriter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * {@code IPVS_DAEMON_ATTR_*}; all from 4 on since Linux 4.3.
 *
 * <pre>
 *  1 STATE u32 (1 master, 2 backup)   4 SYNC_MAXLEN u16    7 MCAST_PORT u16
 *  2 MCAST_IFN text                   5 MCAST_GROUP be32   8 MCAST_TTL u8
 *  3 SYNC_ID u32                      6 MCAST_GROUP6 16 bytes
 * </pre>
 */
final class DaemonCodec {
    /** Attribute of the command that a daemon is nested in. */
    static final int DAEMON = 3;

    private static final int STATE = 1;
    private static final int MCAST_IFN = 2;
    private static final int SYNC_ID = 3;
    private static final int SYNC_MAXLEN = 4;
    private static final int MCAST_GROUP = 5;
    private static final int MCAST_GROUP6 = 6;
    private static final int MCAST_PORT = 7;
    private static final int MCAST_TTL = 8;

    private static final int MASTER = 1;
    private static final int BACKUP = 2;

    private DaemonCodec() {}

    static void write(AttributeWriter out, SyncDaemon daemon) {
        out.u32(STATE, daemon.role() == SyncDaemon.Role.MASTER ? MASTER : BACKUP)
                .string(MCAST_IFN, daemon.networkInterface())
                .u32(SYNC_ID, daemon.syncId());
        if (daemon.maxLength() != 0) {
            out.u16(SYNC_MAXLEN, daemon.maxLength());
        }
        if (daemon.port() != 0) {
            out.u16(MCAST_PORT, daemon.port());
        }
        if (daemon.ttl() != 0) {
            out.u8(MCAST_TTL, daemon.ttl());
        }
        daemon.group().ifPresent(group -> {
            int type = group instanceof Inet6Address ? MCAST_GROUP6 : MCAST_GROUP;
            out.bytes(type, group.getAddress());
        });
    }

    static Decoded<SyncDaemon> read(Fields in) {
        long state = in.u32(STATE);
        if (in.problem() == null && state != MASTER && state != BACKUP) {
            in.fail(Decoded.Reason.OUT_OF_RANGE);
        }
        SyncDaemon daemon = new SyncDaemon(
                state == MASTER ? SyncDaemon.Role.MASTER : SyncDaemon.Role.BACKUP,
                in.text(MCAST_IFN),
                in.count(SYNC_ID),
                in.has(SYNC_MAXLEN) ? in.u16(SYNC_MAXLEN) : 0,
                group(in),
                in.has(MCAST_PORT) ? in.u16(MCAST_PORT) : 0,
                in.has(MCAST_TTL) ? in.u8(MCAST_TTL) : 0);
        return in.problem() != null ? Decoded.bad(in.problem()) : Decoded.good(daemon);
    }

    private static Optional<InetAddress> group(Fields in) {
        if (in.has(MCAST_GROUP6)) {
            return Optional.of(AddressCodec.address(AddressCodec.AF_INET6, in.bytes(MCAST_GROUP6, 16)));
        }
        return in.has(MCAST_GROUP)
                ? Optional.of(AddressCodec.address(AddressCodec.AF_INET, in.bytes(MCAST_GROUP, 4)))
                : Optional.empty();
    }
}
