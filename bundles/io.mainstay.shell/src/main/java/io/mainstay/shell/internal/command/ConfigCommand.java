// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.config.Position;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.shell.internal.text.Table;
import io.mainstay.shell.internal.text.Units;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A summary of the running configuration. */
final class ConfigCommand implements Command {

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "a summary of the running configuration, with the place where each virtual server is configured";
    }

    @Override
    public Reply run(Call call, Services services) {
        DesiredState state = services.configuration().current();
        StringBuilder text = new StringBuilder();
        text.append("number ").append(state.number());
        text.append(", router id ").append(state.globals().routerId());
        text.append(", data plane ").append(state.globals().dataPlane()).append('\n');
        Table table = new Table(
                Table.Column.left("VIRTUAL SERVER"),
                Table.Column.left("SCHEDULER"),
                Table.Column.right("QUORUM"),
                Table.Column.right("SERVERS"),
                Table.Column.flexible("CHECKS"),
                Table.Column.flexible("CONFIGURED AT"));
        for (VirtualServer server : state.virtualServers()) {
            table.row(
                    server.name(),
                    server.scheduler().keyword(),
                    server.quorum(),
                    server.realServers().size(),
                    types(server).entrySet().stream()
                            .map(type -> type.getValue() + " " + type.getKey())
                            .collect(Collectors.joining(", ")),
                    origin(state, server).map(Position::toString).orElse(""));
        }
        text.append(table.isEmpty() ? "no virtual server is configured\n" : "\n" + table.render("  ", call.width()));
        return Reply.ok(json(state), text.toString());
    }

    private static Optional<Position> origin(DesiredState state, VirtualServer server) {
        return Optional.ofNullable(state.origins().get(server.name()));
    }

    private static Map<String, Integer> types(VirtualServer server) {
        Map<String, Integer> types = new TreeMap<>();
        for (RealServer real : server.realServers()) {
            for (CheckSpec check : real.checks()) {
                types.merge(check.type(), 1, Integer::sum);
            }
        }
        return types;
    }

    private static Map<String, Object> json(DesiredState state) {
        return object(
                "number",
                state.number(),
                "routerId",
                state.globals().routerId(),
                "dataPlane",
                state.globals().dataPlane(),
                "virtualServers",
                state.virtualServers().stream()
                        .map(server -> object(
                                "virtualServer", server.name(),
                                "protocol", Views.word(server.protocol()),
                                "services",
                                        server.services().stream()
                                                .map(Views::key)
                                                .toList(),
                                "scheduler", server.scheduler().keyword(),
                                "quorum", server.quorum(),
                                "hysteresis", server.hysteresis(),
                                "dataPlane", server.dataPlane(),
                                "persistenceSeconds",
                                        server.persistence()
                                                .map(p -> p.timeout().toSeconds()),
                                "sorryServer",
                                        server.sorryServer()
                                                .map(sorry -> sorry.endpoint().toString()),
                                "configuredAt", origin(state, server).map(Position::toString),
                                "checks", types(server),
                                "realServers",
                                        server.realServers().stream()
                                                .map(ConfigCommand::realServer)
                                                .toList()))
                        .toList());
    }

    private static Map<String, Object> realServer(RealServer real) {
        return object(
                "realServer", real.endpoint().toString(),
                "weight", real.weight(),
                "forwarding", Views.word(real.forwarding().method()),
                "checks",
                        real.checks().stream()
                                .map(check -> object(
                                        "check", check.id().toString(),
                                        "delayLoopMillis",
                                                Units.millis(check.timing().delayLoop())))
                                .toList());
    }
}
