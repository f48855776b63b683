// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import java.util.List;

/** What runs on a host. */
public interface Daemon {

    /** Made anew at each start of the host. */
    List<Station> stations(Surroundings surroundings);

    /** The configuration file was replaced; the next start reads it too. */
    void reloaded(Change.Reload reload);
}
