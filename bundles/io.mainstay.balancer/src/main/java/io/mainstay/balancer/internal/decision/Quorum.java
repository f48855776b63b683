// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.model.VirtualServer;

/** When quorum is gained and lost. Spec: keepalived.md 3.3, "Quorum and hysteresis". */
final class Quorum {
    private Quorum() {}

    /** Whether a virtual server that has no quorum, or is new, has it now. */
    static boolean gained(VirtualServer server, long liveWeight) {
        return liveWeight >= (long) server.quorum() + server.hysteresis();
    }

    /** Whether a virtual server that has quorum has it no longer. */
    static boolean lost(VirtualServer server, long liveWeight) {
        return liveWeight == 0 || liveWeight < (long) server.quorum() - server.hysteresis();
    }

    static String gainCause(VirtualServer server, long liveWeight) {
        return "live weight " + liveWeight + " >= quorum " + server.quorum() + plus(server.hysteresis());
    }

    static String lossCause(VirtualServer server, long liveWeight) {
        return liveWeight == 0
                ? "no live weight, quorum " + server.quorum()
                : "live weight " + liveWeight + " < quorum " + server.quorum() + minus(server.hysteresis());
    }

    static String startCause(VirtualServer server, long liveWeight) {
        return "starts without quorum: live weight " + liveWeight + " < quorum " + server.quorum()
                + plus(server.hysteresis());
    }

    private static String plus(int hysteresis) {
        return hysteresis == 0 ? "" : " + hysteresis " + hysteresis;
    }

    private static String minus(int hysteresis) {
        return hysteresis == 0 ? "" : " - hysteresis " + hysteresis;
    }
}
