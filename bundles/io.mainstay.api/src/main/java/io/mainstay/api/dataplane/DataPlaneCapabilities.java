// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import java.util.Set;

/**
 * What a data plane can do. What is not in here is refused with a diagnostic at the line that asks for it.
 *
 * @param name the plane's name: {@code "proxy"}, {@code "ipvs"}
 * @param protocols transports
 * @param methods forwarding methods
 * @param schedulers schedulers
 * @param schedulerFlags scheduler flags, in the operator's spelling
 * @param fwmark whether services by firewall mark are possible
 * @param anyPort whether a service of all ports (port 0) is possible
 * @param mixedFamilies whether real servers may be of another address family than the virtual server without a tunnel
 * @param portTranslation whether a real server's port may differ from the virtual server's
 * @param persistenceEngines kernel persistence engines
 */
public record DataPlaneCapabilities(
        String name,
        Set<Protocol> protocols,
        Set<Forwarding.Method> methods,
        Set<Scheduler> schedulers,
        Set<String> schedulerFlags,
        boolean fwmark,
        boolean anyPort,
        boolean mixedFamilies,
        boolean portTranslation,
        Set<String> persistenceEngines) {

    public DataPlaneCapabilities {
        protocols = Set.copyOf(protocols);
        methods = Set.copyOf(methods);
        schedulers = Set.copyOf(schedulers);
        schedulerFlags = Set.copyOf(schedulerFlags);
        persistenceEngines = Set.copyOf(persistenceEngines);
    }
}
