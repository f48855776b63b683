// SPDX-License-Identifier: Apache-2.0
/**
 * Hosts, wires and time that exist in one thread only. Every run follows from its seed. It knows no protocol: what runs on a
 * host is a {@link io.mainstay.platform.simulation.Station}.
 *
 * <p>Thread rule: one world is one thread.
 */
package io.mainstay.simulate.internal.engine;
