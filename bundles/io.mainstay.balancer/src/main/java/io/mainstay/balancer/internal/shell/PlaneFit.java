// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a data plane cannot do of what a virtual server asks for. The configuration is validated against the planes that were
 * here then; this looks again before a virtual server goes to a plane that came, or was fallen back to, later. Pure.
 */
final class PlaneFit {
    private PlaneFit() {}

    /** One clause per thing that the plane cannot do; empty when it fits. */
    static Set<String> problems(VirtualServer vs, DataPlaneCapabilities plane) {
        Set<String> problems = new LinkedHashSet<>();
        if (!plane.protocols().contains(vs.protocol())) {
            problems.add("protocol " + vs.protocol());
        }
        if (!plane.schedulers().contains(vs.scheduler())) {
            problems.add("scheduler " + vs.scheduler().keyword());
        }
        vs.schedulerFlags().stream()
                .filter(flag -> !plane.schedulerFlags().contains(flag))
                .sorted()
                .forEach(flag -> problems.add("scheduler flag " + flag));
        vs.persistence()
                .map(p -> p.engine())
                .filter(engine ->
                        !engine.isEmpty() && !plane.persistenceEngines().contains(engine))
                .ifPresent(engine -> problems.add("persistence engine " + engine));
        for (ServiceKey key : vs.services()) {
            if (key instanceof ServiceKey.Fwmark && !plane.fwmark()) {
                problems.add("firewall marks");
            } else if (key instanceof ServiceKey.Address address
                    && address.endpoint().port() == 0
                    && !plane.anyPort()) {
                problems.add("a virtual server without a port");
            }
        }
        for (RealServer server : vs.realServers()) {
            destination(vs, server.endpoint(), server.forwarding(), plane, problems);
        }
        vs.sorryServer().ifPresent(s -> destination(vs, s.endpoint(), s.forwarding(), plane, problems));
        return problems;
    }

    private static void destination(
            VirtualServer vs,
            Endpoint endpoint,
            Forwarding forwarding,
            DataPlaneCapabilities plane,
            Set<String> problems) {
        if (!plane.methods().contains(forwarding.method())) {
            problems.add("forwarding method " + forwarding.method());
        }
        if (plane.mixedFamilies() && plane.portTranslation()) {
            return;
        }
        for (ServiceKey key : vs.services()) {
            if (!(key instanceof ServiceKey.Address address)) {
                continue;
            }
            boolean tunnelled = forwarding.method() == Forwarding.Method.TUN;
            if (!plane.mixedFamilies() && !tunnelled && address.endpoint().isIpv6() != endpoint.isIpv6()) {
                problems.add("a real server of another address family than the virtual server");
            }
            if (!plane.portTranslation() && address.endpoint().port() != endpoint.port()) {
                problems.add("a real server's port that differs from the virtual server's");
            }
        }
    }
}
