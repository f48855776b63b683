// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.SimulatedProtocol;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.simulate.internal.engine.Daemon;
import java.util.List;

/** All protocols with one configuration. */
final class ConfiguredDaemon implements Daemon {
    private final List<SimulatedProtocol> protocols;
    private DesiredState state;

    ConfiguredDaemon(DesiredState state, List<SimulatedProtocol> protocols) {
        this.state = state;
        this.protocols = protocols;
    }

    @Override
    public List<Station> stations(Surroundings surroundings) {
        return protocols.stream()
                .map(protocol -> protocol.station(state, surroundings))
                .toList();
    }

    @Override
    public void reloaded(Change.Reload reload) {
        state = reload.state();
    }
}
