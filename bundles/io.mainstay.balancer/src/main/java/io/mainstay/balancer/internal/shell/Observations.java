// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.balancer.internal.decision.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads from the check engine what a real server's checks say together. Thread-safety: as {@link Checks#find}.
 */
record Observations(Checks checks) {

    /** Of all real servers that have checks; the others are up. */
    Map<Endpoint, Observation> of(VirtualServer vs) {
        Map<Endpoint, Observation> observations = new HashMap<>();
        for (RealServer server : vs.realServers()) {
            if (!server.checks().isEmpty()) {
                observations.put(server.endpoint(), of(server, null));
            }
        }
        return observations;
    }

    /** Of one, of whose checks one has just changed; that one need not be asked. */
    Observation of(RealServer server, CheckView fresh) {
        List<CheckView> views = new ArrayList<>(server.checks().size());
        for (CheckSpec spec : server.checks()) {
            if (fresh != null && fresh.id().equals(spec.id())) {
                views.add(fresh);
            } else {
                checks.find(spec.id()).ifPresent(views::add);
            }
        }
        return Observation.of(views);
    }
}
