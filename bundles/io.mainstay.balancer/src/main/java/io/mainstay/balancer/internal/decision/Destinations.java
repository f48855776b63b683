// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.SorryServer;
import io.mainstay.api.model.VirtualServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The destinations that a virtual server's state implies. While the sorry server has the traffic, live real servers are out
 * of the pool (weight 0 with {@code inhibit_on_failure}); whatever happens to them meanwhile shows once quorum is back.
 */
public final class Destinations {
    private Destinations() {}

    /** One complete description per key; all have the same destinations. */
    public static List<VirtualService> services(VirtualServerState state, Collection<ServiceKey> keys) {
        List<Destination> destinations = of(state);
        VirtualServer vs = state.configured();
        List<VirtualService> services = new ArrayList<>(keys.size());
        for (ServiceKey key : keys) {
            services.add(new VirtualService(
                    key,
                    vs.scheduler(),
                    vs.schedulerFlags(),
                    vs.persistence(),
                    vs.onePacket(),
                    vs.hashed(),
                    vs.drain(),
                    vs.connectionLimit(),
                    destinations));
        }
        return services;
    }

    /** In configured order, the sorry server last; endpoints are unique. */
    public static List<Destination> of(VirtualServerState state) {
        boolean sorry = state.sorryServerActive();
        Optional<SorryServer> configured = state.configured().sorryServer();
        List<Destination> destinations = new ArrayList<>(state.servers().size() + 1);
        boolean sorryIsRealServer = false;
        for (RealServerState server : state.servers()) {
            boolean same = configured.isPresent()
                    && configured.get().endpoint().equals(server.configured().endpoint());
            if (sorry && same) {
                continue; // the sorry server's entry stands for both
            }
            if (server.up() && !sorry) {
                destinations.add(destination(server.configured(), server.weight()));
            } else if (server.configured().inhibitOnFailure()) {
                destinations.add(destination(server.configured(), 0));
            } else {
                continue;
            }
            sorryIsRealServer |= same;
        }
        if (configured.isPresent() && (sorry || configured.get().inhibit() && !sorryIsRealServer)) {
            SorryServer server = configured.get();
            destinations.add(new Destination(server.endpoint(), sorry ? 1 : 0, server.forwarding(), 0, 0));
        }
        return destinations;
    }

    private static Destination destination(RealServer server, int weight) {
        return new Destination(
                server.endpoint(), weight, server.forwarding(), server.upperThreshold(), server.lowerThreshold());
    }
}
