// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.api.config.NearestKeyword;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.simulate.internal.scenario.Event;
import io.mainstay.simulate.internal.scenario.Port;
import io.mainstay.simulate.internal.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether the things that a scenario names are there. Pure. */
final class Fit {
    private final List<Node> nodes;
    private final List<String> problems = new ArrayList<>();

    Fit(List<Node> nodes) {
        this.nodes = nodes;
    }

    List<String> check(Scenario scenario) {
        scenario.events().forEach(this::check);
        scenario.wires().forEach(wire -> wire.forEach(this::port));
        scenario.addresses().keySet().forEach(this::port);
        return problems;
    }

    private void check(Event event) {
        if (event instanceof Event.Link link) {
            port(link.port());
        } else if (event instanceof Event.Script script) {
            named(
                    script.host(),
                    "vrrp_script",
                    script.name(),
                    node(script.host()).names(Outline::scripts));
        } else if (event instanceof Event.Process process) {
            named(
                    process.host(),
                    "vrrp_track_process",
                    process.name(),
                    node(process.host()).names(Outline::processes));
        } else if (event instanceof Event.FileValue file) {
            named(file.host(), "track_file", file.name(), node(file.host()).names(Outline::files));
        } else if (event instanceof Event.Delete delete) {
            Set<String> addresses = new TreeSet<>();
            node(delete.host()).routers().forEach(r -> r.addresses().forEach(a -> addresses.add(a.getHostAddress())));
            named(delete.host(), "virtual address", delete.address().getHostAddress(), addresses);
        } else if (event instanceof Event.Partition partition) {
            partition
                    .sides()
                    .forEach(side ->
                            side.stream().filter(port -> !port.name().isEmpty()).forEach(this::port));
        }
    }

    private void port(Port port) {
        named(
                port.host(),
                "interface that a router uses or tracks",
                port.name(),
                node(port.host()).interfaces());
    }

    private void named(String host, String kind, String name, Collection<String> known) {
        if (!known.contains(name)) {
            String near = NearestKeyword.of(name, known)
                    .map(n -> "; did you mean '" + n + "'?")
                    .orElse("");
            String there = known.isEmpty() ? "it has none" : "it has: " + String.join(", ", known);
            String problem = host + " has no " + kind + " '" + name + "'" + near + " (" + there + ")";
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
    }

    private Node node(String host) {
        return nodes.stream().filter(n -> n.name().equals(host)).findFirst().orElseThrow();
    }
}
