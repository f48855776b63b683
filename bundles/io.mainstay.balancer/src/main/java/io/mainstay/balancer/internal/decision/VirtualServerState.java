// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.VirtualServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One virtual server.
 *
 * @param configured what was asked for
 * @param quorumUp whether it has quorum; decided with hysteresis, so not a function of the rest
 * @param suspended whether its checks are suspended because none of its addresses is on this host
 * @param servers in configured order
 */
public record VirtualServerState(
        VirtualServer configured, boolean quorumUp, boolean suspended, List<RealServerState> servers) {
    public VirtualServerState {
        servers = List.copyOf(servers);
    }

    /** The sum of the live real servers' weights: what the quorum is decided by. */
    public long liveWeight() {
        long sum = 0;
        for (RealServerState server : servers) {
            sum += server.liveWeight();
        }
        return sum;
    }

    public int serversUp() {
        int up = 0;
        for (RealServerState server : servers) {
            if (server.up()) {
                up++;
            }
        }
        return up;
    }

    /** Whether the sorry server gets the traffic. */
    public boolean sorryServerActive() {
        return !quorumUp && configured.sorryServer().isPresent();
    }

    public Optional<RealServerState> find(Endpoint endpoint) {
        int index = indexOf(endpoint);
        return index < 0 ? Optional.empty() : Optional.of(servers.get(index));
    }

    int indexOf(Endpoint endpoint) {
        for (int i = 0; i < servers.size(); i++) {
            if (servers.get(i).configured().endpoint().equals(endpoint)) {
                return i;
            }
        }
        return -1;
    }

    VirtualServerState with(int index, RealServerState server) {
        List<RealServerState> changed = new ArrayList<>(servers);
        changed.set(index, server);
        return new VirtualServerState(configured, quorumUp, suspended, changed);
    }

    VirtualServerState withQuorum(boolean up) {
        return new VirtualServerState(configured, up, suspended, servers);
    }

    VirtualServerState withSuspended(boolean now) {
        return new VirtualServerState(configured, quorumUp, now, servers);
    }
}
