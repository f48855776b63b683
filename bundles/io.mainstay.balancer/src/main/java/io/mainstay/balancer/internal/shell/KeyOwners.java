// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which virtual server has which service: a data plane can have each only once, and the first in configured order has it.
 *
 * @param keys the services of each virtual server, by its name
 * @param conflicts services that a later virtual server asks for too
 */
record KeyOwners(Map<String, List<ServiceKey>> keys, List<Conflict> conflicts) {

    /**
     * A service asked for twice.
     *
     * @param owner the virtual server that has it
     * @param other the one that goes without
     */
    record Conflict(ServiceKey key, String owner, String other) {}

    static KeyOwners of(List<VirtualServer> servers) {
        Map<ServiceKey, String> owners = new HashMap<>();
        Map<String, List<ServiceKey>> keys = new HashMap<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (VirtualServer server : servers) {
            List<ServiceKey> own = new ArrayList<>(server.services().size());
            for (ServiceKey key : server.services()) {
                String owner = owners.putIfAbsent(key, server.name());
                if (owner == null) {
                    own.add(key);
                } else if (!owner.equals(server.name())) {
                    conflicts.add(new Conflict(key, owner, server.name()));
                }
            }
            keys.put(server.name(), List.copyOf(own));
        }
        return new KeyOwners(keys, List.copyOf(conflicts));
    }
}
