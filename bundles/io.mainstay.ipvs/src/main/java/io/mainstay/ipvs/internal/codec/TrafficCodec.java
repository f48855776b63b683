// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.dataplane.Traffic;

/**
 * {@code IPVS_STATS_ATTR_*}, in its old form (all but the bytes of 32 bits) or, since Linux 4.1, all of 64 bits.
 *
 * <pre>
 *  1 CONNS   2 INPKTS   3 OUTPKTS   4 INBYTES   5 OUTBYTES
 *  6 CPS     7 INPPS    8 OUTPPS    9 INBPS    10 OUTBPS
 * </pre>
 */
final class TrafficCodec {
    private static final int CONNS = 1;
    private static final int INPKTS = 2;
    private static final int OUTPKTS = 3;
    private static final int INBYTES = 4;
    private static final int OUTBYTES = 5;
    private static final int CPS = 6;
    private static final int INPPS = 7;
    private static final int OUTPPS = 8;
    private static final int INBPS = 9;
    private static final int OUTBPS = 10;

    private TrafficCodec() {}

    /** The wide form when it is there, else the narrow one, else none. */
    static Decoded<Traffic> read(Fields in, int narrowType, int wideType) {
        if (!in.has(narrowType) && !in.has(wideType)) {
            return Decoded.good(Traffic.NONE);
        }
        boolean wide = in.has(wideType);
        Fields stats = in.within(wide ? wideType : narrowType);
        Traffic traffic = new Traffic(
                count(stats, CONNS, wide),
                count(stats, INPKTS, wide),
                count(stats, OUTPKTS, wide),
                count(stats, INBYTES, true),
                count(stats, OUTBYTES, true),
                count(stats, CPS, wide),
                count(stats, INPPS, wide),
                count(stats, OUTPPS, wide),
                count(stats, INBPS, wide),
                count(stats, OUTBPS, wide));
        return stats.problem() != null ? Decoded.bad(stats.problem()) : Decoded.good(traffic);
    }

    private static long count(Fields stats, int type, boolean wide) {
        return wide ? stats.u64(type) : stats.u32(type);
    }
}
