// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.simulate;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.carp.internal.plan.Family;
import io.mainstay.carp.internal.plan.SharedIds;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.platform.simulation.SimulatedProtocol;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;

/** CARP, for simulations. Thread-safety: stateless. */
@Component
public final class CarpProtocol implements SimulatedProtocol {

    @Override
    public String name() {
        return "CARP";
    }

    @Override
    public List<Diagnostic> problems(DesiredState state) {
        return SharedIds.in(state);
    }

    @Override
    public Outline outline(DesiredState state) {
        List<Outline.Router> routers = new ArrayList<>();
        Set<String> interfaces = new TreeSet<>();
        for (CarpInstance instance : state.carp().instances()) {
            interfaces.add(instance.device());
            for (Family family : Family.values()) {
                if (family.spokenBy(instance)) {
                    routers.add(new Outline.Router(
                            instance.name(),
                            "CARP " + instance.vhid() + (family.ipv6() ? " IPv6" : " IPv4"),
                            instance.device(),
                            family.ipv6(),
                            family.configuredSource(instance),
                            family.peers(instance),
                            instance.addresses().stream()
                                    .map(VirtualAddress::address)
                                    .toList()));
                }
            }
        }
        return new Outline(routers, interfaces, Set.of(), Set.of(), Set.of());
    }

    @Override
    public Station station(DesiredState state, Surroundings surroundings) {
        return new CarpStation(state.carp().instances(), surroundings);
    }
}
