// SPDX-License-Identifier: Apache-2.0
/**
 * The seam between the simulation, which has hosts, wires, faults and a clock of its own, and the protocols that run in it.
 * A protocol registers a {@link io.mainstay.platform.simulation.SimulatedProtocol}; the simulation asks it for a
 * {@link io.mainstay.platform.simulation.Station} per start of a host, and hands in packets, time and changes of what the
 * host sees. A station decides with the very classes that decide in a running daemon, and has no clock, thread or socket.
 *
 * <p>Thread rule: one simulation is one thread.
 */
@Export
@Version("1.0.0")
package io.mainstay.platform.simulation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
