// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.DesiredState;
import java.util.List;

/** A protocol that moves addresses and can run in a simulation; an OSGi service. Thread-safety: stateless. */
public interface SimulatedProtocol {

    /** Such as {@code "VRRP"}. */
    String name();

    /** What is wrong with a configuration, whatever host it is for. Pure. */
    List<Diagnostic> problems(DesiredState state);

    /** What of a configuration is this protocol's. Pure; not asked when {@link #problems} has errors. */
    Outline outline(DesiredState state);

    /**
     * This protocol's part of one host's daemon, which has not started yet. One for each start of the host: nothing outlives
     * a crash.
     */
    Station station(DesiredState state, Surroundings surroundings);
}
