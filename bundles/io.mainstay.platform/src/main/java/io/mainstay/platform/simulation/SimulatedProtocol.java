// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import io.mainstay.api.model.DesiredState;

/** A protocol that moves addresses and can run in a simulation; an OSGi service. Thread-safety: stateless. */
public interface SimulatedProtocol {

    /** Such as {@code "VRRP"}. */
    String name();

    /** What of a configuration is this protocol's. Pure. */
    Outline outline(DesiredState state);

    /**
     * This protocol's part of one host's daemon, which has not started yet. One for each start of the host: nothing outlives
     * a crash.
     *
     * @throws IllegalArgumentException the configuration cannot run in a simulation; the message says why and what to do
     */
    Station station(DesiredState state, Surroundings surroundings);
}
