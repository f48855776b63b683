// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.simulate.internal.engine.Quality;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to be simulated.
 *
 * @param hosts in order of the command line, names unique
 * @param events in order of time, then of the command line
 * @param quality of all wires, until an event changes it
 * @param length of the simulation
 * @param seed what happens by chance follows from it
 * @param tolerance spans without exactly one holder that are no longer than this are told and do not count
 * @param json whether the report is JSON
 * @param wires ports that are connected to each other, whatever their names are
 * @param addresses of hosts, on their ports
 */
public record Scenario(
        List<HostFile> hosts,
        List<Event> events,
        Quality quality,
        Duration length,
        long seed,
        Duration tolerance,
        boolean json,
        List<List<Port>> wires,
        Map<Port, List<InetAddress>> addresses) {
    public Scenario {
        hosts = List.copyOf(hosts);
        events = List.copyOf(events);
        wires = List.copyOf(wires);
        addresses = Map.copyOf(addresses);
    }

    /**
     * A host and its configuration.
     *
     * @param name as events call it
     * @param file its keepalived.conf
     */
    public record HostFile(String name, String file) {}
}
