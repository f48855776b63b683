// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/** Numeric metrics of a route; {@code code} is the kernel's RTAX_… number. */
public enum RouteMetric {
    MTU(2),
    WINDOW(3),
    RTT(4),
    RTTVAR(5),
    SSTHRESH(6),
    CWND(7),
    ADVMSS(8),
    REORDERING(9),
    HOPLIMIT(10),
    INITCWND(11),
    FEATURES(12),
    RTO_MIN(13),
    INITRWND(14),
    QUICKACK(15),
    FASTOPEN_NO_COOKIE(17);

    private final int code;

    RouteMetric(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
