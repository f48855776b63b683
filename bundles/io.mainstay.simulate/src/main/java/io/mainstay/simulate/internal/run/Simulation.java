// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.platform.simulation.SimulatedProtocol;
import io.mainstay.simulate.internal.engine.Host;
import io.mainstay.simulate.internal.engine.Nic;
import io.mainstay.simulate.internal.engine.Quality;
import io.mainstay.simulate.internal.engine.World;
import io.mainstay.simulate.internal.scenario.Event;
import io.mainstay.simulate.internal.scenario.Port;
import io.mainstay.simulate.internal.scenario.Scenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A scenario with its hosts, ready to run once. */
public final class Simulation {
    private final Scenario scenario;
    private final List<Node> nodes;
    private final List<SimulatedProtocol> protocols;
    private final Map<Port, String> wires;
    private final Addressing addressing;
    private final Map<String, Host> hosts = new HashMap<>();

    /** @param nodes the scenario's hosts, in its order */
    public Simulation(Scenario scenario, List<Node> nodes, List<SimulatedProtocol> protocols) {
        this.scenario = scenario;
        this.nodes = nodes;
        this.protocols = protocols;
        wires = Wiring.of(nodes, scenario.wires());
        addressing = Addressing.of(nodes, scenario.addresses());
    }

    /** What of the scenario does not fit the configurations; empty when it can run. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(new Fit(nodes).check(scenario));
        problems.addAll(addressing.problems());
        return problems;
    }

    /** Runs it. */
    public Timeline run() {
        Timeline timeline = new Timeline(nodes.stream()
                .flatMap(node -> node.routers().stream())
                .map(Outline.Router::addresses)
                .flatMap(List::stream)
                .distinct()
                .toList());
        World world = new World(0, scenario.seed(), timeline);
        timeline.of(world);
        world.network().quality(scenario.quality());
        List<String> wireNames = List.copyOf(new LinkedHashSet<>(wires.values()));
        for (Node node : nodes) {
            List<Nic> nics = new ArrayList<>();
            int number = nodes.indexOf(node) + 1;
            for (String name : node.interfaces()) {
                Port port = new Port(node.name(), name);
                int wire = wireNames.indexOf(wires.get(port)) + 1;
                nics.add(new Nic(
                        name,
                        wires.get(port),
                        addressing.ipv4(port, wire, number),
                        addressing.ipv6(port, wire, number)));
            }
            hosts.put(node.name(), world.add(node.name(), nics, new ConfiguredDaemon(node.state(), protocols)));
        }
        for (Event event : scenario.events()) {
            world.agenda().at(event.at().toNanos(), () -> happen(world, timeline, event));
        }
        world.agenda().advance(scenario.length().toNanos());
        timeline.end();
        return timeline;
    }

    private void happen(World world, Timeline timeline, Event event) {
        if (event instanceof Event.Power power) {
            power(hosts.get(power.host()), power.kind());
        } else if (event instanceof Event.Jump jump) {
            hosts.get(jump.host()).jump(jump.by().toNanos());
        } else if (event instanceof Event.Link link) {
            hosts.get(link.port().host()).change(new Change.Link(link.port().name(), link.up()));
        } else if (event instanceof Event.Script script) {
            hosts.get(script.host()).change(new Change.Script(script.name(), script.passes()));
        } else if (event instanceof Event.Process process) {
            hosts.get(process.host()).change(new Change.Process(process.name(), process.runs()));
        } else if (event instanceof Event.FileValue file) {
            hosts.get(file.host()).change(new Change.FileValue(file.name(), file.value()));
        } else if (event instanceof Event.Delete delete) {
            hosts.get(delete.host()).change(new Change.AddressDeleted(delete.address()));
        } else if (event instanceof Event.Reload reload) {
            Node node = nodes.stream()
                    .filter(n -> n.name().equals(reload.host()))
                    .findFirst()
                    .orElseThrow();
            hosts.get(reload.host()).change(new Change.Reload(node.reloads().get(reload)));
        } else if (event instanceof Event.Partition partition) {
            partition(world, partition);
            timeline.happened(text(partition));
        } else if (event instanceof Event.Wires change) {
            Quality quality = change.change().apply(world.network().quality());
            world.network().quality(quality);
            timeline.happened(text(quality));
        }
    }

    private static void power(Host host, Event.Kind kind) {
        switch (kind) {
            case START -> host.start();
            case STOP -> host.stop();
            case KILL -> host.kill();
            case CRASH -> host.crash();
            case PAUSE -> host.pause();
            case RESUME -> host.resume();
        }
    }

    private void partition(World world, Event.Partition partition) {
        List<List<Port>> sides = partition.sides();
        for (int from = 0; from < (partition.oneWay() ? 1 : sides.size()); from++) {
            for (int to = 0; to < sides.size(); to++) {
                if (from != to) {
                    cut(world, sides.get(from), sides.get(to), partition.cut());
                }
            }
        }
    }

    private void cut(World world, List<Port> from, List<Port> to, boolean cut) {
        for (Port speaker : from) {
            for (Port listener : to) {
                Host a = hosts.get(speaker.host());
                Host b = hosts.get(listener.host());
                for (String wire : wires(speaker, listener)) {
                    if (cut) {
                        world.network().block(a, b, wire);
                    } else {
                        world.network().unblock(a, b, wire);
                    }
                }
            }
        }
    }

    private static String text(Event.Partition partition) {
        List<String> sides = partition.sides().stream()
                .map(side -> side.stream().map(Port::toString).collect(Collectors.joining(" and ")))
                .toList();
        if (partition.oneWay()) {
            return "what " + sides.get(0) + " says "
                    + (partition.cut() ? "does not reach " : "reaches ")
                    + String.join(", ", sides.subList(1, sides.size()))
                    + (partition.cut() ? " any more" : " again");
        }
        return String.join(" | ", sides)
                + (partition.cut() ? " do not hear each other any more" : " hear each other again");
    }

    private static String text(Quality quality) {
        String delay = millis(quality.delayNanos());
        return "packets take "
                + (quality.jitterNanos() == 0
                        ? delay + " ms"
                        : delay + " to " + millis(quality.delayNanos() + quality.jitterNanos()) + " ms")
                + ", " + percent(quality.loss()) + " % are lost, " + percent(quality.duplication()) + " % come twice";
    }

    private static String millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
    }

    private static String percent(double part) {
        return BigDecimal.valueOf(Math.round(part * 1e6), 4)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The wires that a partition between two ports is about. */
    private Set<String> wires(Port speaker, Port listener) {
        Port named = speaker.name().isEmpty() ? listener : speaker;
        if (!named.name().isEmpty()) {
            return Set.of(wires.get(named));
        }
        return Set.copyOf(wires.values());
    }

    /** Which ports share a wire, by the wire's name. */
    public Map<String, List<String>> wires() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        wires.forEach((port, wire) ->
                all.computeIfAbsent(wire, w -> new ArrayList<>()).add(port.toString()));
        return all;
    }
}
