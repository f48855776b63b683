// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.VirtualServer;
import java.util.Map;

/** What can happen to a virtual server that is there. */
public sealed interface Event {

    /**
     * The checks of a real server say something else.
     *
     * @param realServer which one; events for unknown ones are ignored
     * @param observation what they say together
     * @param cause what the check that changed gave as its cause
     */
    record Observed(Endpoint realServer, Observation observation, String cause) implements Event {}

    /** An operator wants something else of a real server. */
    record Operated(Endpoint realServer, Operator operator) implements Event {}

    /**
     * Addresses of this host came or went.
     *
     * @param here whether one of the virtual server's addresses is on this host
     */
    record Hosted(boolean here) implements Event {}

    /**
     * The configuration of the virtual server changed.
     *
     * @param next the new one, of the same name
     * @param observations what the checks of each of its real servers say now
     * @param initNotifies whether servers that start up are told of
     */
    record Reconfigured(VirtualServer next, Map<Endpoint, Observation> observations, boolean initNotifies)
            implements Event {}

    /** The configuration no longer has the virtual server. */
    record Removed() implements Event {}

    /** The process stops. */
    record Stopped() implements Event {}
}
