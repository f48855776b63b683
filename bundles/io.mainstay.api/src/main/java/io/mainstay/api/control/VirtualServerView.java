// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.model.VirtualServer;
import java.util.List;

/**
 * A virtual server as it is now.
 *
 * @param configured what was asked for
 * @param dataPlane name of the plane that carries it
 * @param quorumUp whether it has quorum
 * @param liveWeight sum of the effective weights of live real servers
 * @param sorryServerActive whether the sorry server gets the traffic
 * @param suspended {@code ha_suspend} holds it
 * @param realServers in configured order
 * @param services what the data plane says, one per service key
 */
public record VirtualServerView(
        VirtualServer configured,
        String dataPlane,
        boolean quorumUp,
        long liveWeight,
        boolean sorryServerActive,
        boolean suspended,
        List<RealServerView> realServers,
        List<ServiceStatus> services) {

    public VirtualServerView {
        realServers = List.copyOf(realServers);
        services = List.copyOf(services);
    }
}
