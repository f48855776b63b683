// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.command;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.platform.simulation.SimulatedConfiguration;
import io.mainstay.platform.simulation.SimulatedProtocol;
import io.mainstay.simulate.internal.report.JsonReport;
import io.mainstay.simulate.internal.report.Report;
import io.mainstay.simulate.internal.report.TextReport;
import io.mainstay.simulate.internal.run.Node;
import io.mainstay.simulate.internal.run.Simulation;
import io.mainstay.simulate.internal.run.Timeline;
import io.mainstay.simulate.internal.scenario.CommandLine;
import io.mainstay.simulate.internal.scenario.Event;
import io.mainstay.simulate.internal.scenario.Scenario;
import io.mainstay.simulate.internal.scenario.Scenario.HostFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the words of a command line to an exit code. */
public final class SimulateCommand {
    /** Every address had exactly one holder, but for the first election and for what is tolerated. */
    static final int FINE = 0;
    /** Some address had none, or several. */
    static final int PROBLEMS = 1;
    /** The command line or a configuration is wrong. */
    static final int WRONG = 2;

    private final SimulatedConfiguration configuration;
    private final List<SimulatedProtocol> protocols;
    private final PrintStream out;
    private final PrintStream err;
    private boolean refused;

    public SimulateCommand(
            SimulatedConfiguration configuration, List<SimulatedProtocol> protocols, PrintStream out, PrintStream err) {
        this.configuration = configuration;
        this.protocols = List.copyOf(protocols);
        this.out = out;
        this.err = err;
    }

    /** Runs and reports; returns the exit code. */
    public int run(List<String> words) {
        CommandLine line = CommandLine.parse(words);
        if (line.help()) {
            out.print(Help.TEXT);
            return FINE;
        }
        if (line.scenario().isEmpty()) {
            return refuse(line.problems());
        }
        Scenario scenario = line.scenario().get();
        List<Node> nodes = new ArrayList<>();
        scenario.hosts().forEach(host -> nodes.add(node(host, scenario)));
        if (refused) {
            return WRONG;
        }
        if (nodes.stream()
                .allMatch(node ->
                        node.outlines().stream().allMatch(o -> o.routers().isEmpty()))) {
            return refuse(List.of("there is nothing to simulate: neither a vrrp_instance nor a carp_instance in "
                    + String.join(
                            ", ", scenario.hosts().stream().map(HostFile::file).toList())));
        }
        Simulation simulation = new Simulation(scenario, nodes, protocols);
        List<String> problems = simulation.problems();
        if (!problems.isEmpty()) {
            return refuse(problems);
        }
        Timeline timeline = simulation.run();
        Report report = new Report(scenario, simulation.wires(), timeline);
        out.print(scenario.json() ? JsonReport.of(report) : TextReport.of(report));
        return report.problems().isEmpty() ? FINE : PROBLEMS;
    }

    private int refuse(List<String> problems) {
        problems.forEach(problem -> err.println("mainstay simulate: " + problem));
        return WRONG;
    }

    private Node node(HostFile host, Scenario scenario) {
        DesiredState state = read(host.file(), host.name());
        Map<Event.Reload, DesiredState> reloads = new LinkedHashMap<>();
        for (Event event : scenario.events()) {
            if (event instanceof Event.Reload reload && reload.host().equals(host.name())) {
                reloads.put(reload, read(reload.file(), host.name()));
            }
        }
        List<Outline> initial = new ArrayList<>();
        List<Outline> later = new ArrayList<>();
        if (!refused) {
            for (SimulatedProtocol protocol : protocols) {
                initial.add(protocol.outline(state));
                reloads.values().forEach(next -> later.add(protocol.outline(next)));
            }
        }
        return new Node(host.name(), host.file(), state, reloads, initial, later);
    }

    private DesiredState read(String file, String host) {
        Interpretation interpretation = configuration.read(file, host);
        List<Diagnostic> diagnostics = new ArrayList<>(interpretation.diagnostics());
        if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
            protocols.forEach(protocol -> diagnostics.addAll(protocol.problems(interpretation.state())));
        }
        diagnostics.forEach(err::println);
        refused |= diagnostics.stream().anyMatch(Diagnostic::isError);
        return interpretation.state();
    }
}
