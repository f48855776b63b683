// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.platform.simulation.Outline;
import io.mainstay.simulate.internal.scenario.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which interfaces are on the same wire: those that the operator says; otherwise those of the same name; and those of different
 * names whose routers have the same identity and an address in common, unless each has found its like already. Pure.
 */
final class Wiring {
    private final List<Node> nodes;
    private final Map<Port, Port> parent = new LinkedHashMap<>();
    private final Set<Port> told;

    private Wiring(List<Node> nodes, List<List<Port>> told) {
        this.nodes = nodes;
        this.told = Set.copyOf(told.stream().flatMap(List::stream).toList());
    }

    /** The wire of each port, under the name of its first port. */
    static Map<Port, String> of(List<Node> nodes, List<List<Port>> told) {
        Wiring wiring = new Wiring(nodes, told);
        wiring.join(told);
        Map<Port, String> wires = new LinkedHashMap<>();
        wiring.parent.keySet().forEach(port -> wires.put(port, wiring.root(port).toString()));
        return wires;
    }

    private void join(List<List<Port>> wires) {
        for (Node node : nodes) {
            node.interfaces().forEach(name -> root(new Port(node.name(), name)));
        }
        wires.forEach(ports -> ports.forEach(port -> union(ports.get(0), port)));
        for (Port a : List.copyOf(parent.keySet())) {
            for (Port b : List.copyOf(parent.keySet())) {
                if (a.name().equals(b.name()) && !told.contains(a) && !told.contains(b)) {
                    union(a, b);
                }
            }
        }
        match(Node::initialRouters); // first, so that a file for later does not disturb what is now
        match(Node::routers);
    }

    private void match(Function<Node, List<Outline.Router>> which) {
        for (Node a : nodes) {
            for (Node b : nodes) {
                if (a != b) {
                    which.apply(a).forEach(mine -> which.apply(b).forEach(theirs -> match(a, mine, b, theirs, which)));
                }
            }
        }
    }

    private void match(
            Node a, Outline.Router mine, Node b, Outline.Router theirs, Function<Node, List<Outline.Router>> which) {
        Port one = new Port(a.name(), mine.interfaceName());
        Port other = new Port(b.name(), theirs.interfaceName());
        boolean free = !told.contains(one) && !told.contains(other);
        if (free && alike(mine, theirs) && alone(a, mine, which) && alone(b, theirs, which)) {
            union(one, other);
        }
    }

    private static boolean alike(Outline.Router a, Outline.Router b) {
        return a.identity().equals(b.identity())
                && a.peers().isEmpty()
                && b.peers().isEmpty()
                && a.addresses().stream().anyMatch(b.addresses()::contains);
    }

    /** Whether no router of another host that it is connected to is like it. */
    private boolean alone(Node node, Outline.Router router, Function<Node, List<Outline.Router>> which) {
        Port port = new Port(node.name(), router.interfaceName());
        return nodes.stream()
                .filter(other -> other != node)
                .noneMatch(other -> which.apply(other).stream()
                        .anyMatch(theirs -> alike(router, theirs)
                                && root(port).equals(root(new Port(other.name(), theirs.interfaceName())))));
    }

    private Port root(Port port) {
        Port above = parent.computeIfAbsent(port, p -> p);
        return above.equals(port) ? port : root(above);
    }

    private void union(Port a, Port b) {
        Port first = root(a);
        Port second = root(b);
        if (!first.equals(second)) {
            parent.put(second, first);
        }
    }
}
