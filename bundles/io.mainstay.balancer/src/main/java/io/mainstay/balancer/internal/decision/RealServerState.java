// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.model.RealServer;

/**
 * One real server of a virtual server.
 *
 * @param configured what was asked for
 * @param observed what its checks say
 * @param operator what an operator says
 */
public record RealServerState(RealServer configured, Observation observed, Operator operator) {

    public boolean up() {
        return observed.up();
    }

    /** The weight it has, or would have if it were up. */
    public int weight() {
        return operator.draining() ? 0 : observed.applyTo(operator.weight().orElse(configured.weight()));
    }

    /** Its part in the sum that decides the quorum. */
    public int liveWeight() {
        return up() ? weight() : 0;
    }

    RealServerState with(Observation other) {
        return new RealServerState(configured, other, operator);
    }

    RealServerState with(Operator other) {
        return new RealServerState(configured, observed, other);
    }
}
