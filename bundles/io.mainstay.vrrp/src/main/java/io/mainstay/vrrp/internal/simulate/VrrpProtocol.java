// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.platform.simulation.SimulatedProtocol;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.vrrp.internal.plan.InstanceProblems;
import io.mainstay.vrrp.internal.plan.PlanBuilder;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** VRRP, for simulations. Thread-safety: stateless. */
@Component
public final class VrrpProtocol implements SimulatedProtocol {

    @Override
    public String name() {
        return "VRRP";
    }

    @Override
    public List<Diagnostic> problems(DesiredState state) {
        return InstanceProblems.of(state);
    }

    @Override
    public Outline outline(DesiredState state) {
        return VrrpOutline.of(PlanBuilder.plan(state.vrrp()));
    }

    @Override
    public Station station(DesiredState state, Surroundings surroundings) {
        return new VrrpStation(
                PlanBuilder.plan(state.vrrp()),
                reload -> PlanBuilder.plan(reload.state().vrrp()),
                surroundings,
                Watch.NONE);
    }
}
