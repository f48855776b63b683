// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.RealServerView;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.model.Endpoint;
import io.mainstay.shell.internal.text.Table;
import io.mainstay.shell.internal.text.Units;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Real servers with their counters, one table per virtual server. */
final class ServersCommand implements Command {

    @Override
    public String name() {
        return "servers";
    }

    @Override
    public String usage() {
        return "[vs]";
    }

    @Override
    public String summary() {
        return "the real servers of all virtual servers, or of one: state, weight, connections, bytes, failed checks";
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        List<VirtualServerView> all = services.balancer().virtualServers();
        List<VirtualServerView> shown =
                call.words().isEmpty() ? all : List.of(Selection.virtualServer(all, call.word(0)));
        StringBuilder text = new StringBuilder();
        for (VirtualServerView in : shown) {
            text.append(text.isEmpty() ? "" : "\n").append(heading(in)).append('\n');
            Views.problems(in)
                    .forEach(problem -> text.append("  ! ").append(problem).append('\n'));
            if (!in.realServers().isEmpty()) {
                text.append(table(in).render("  ", call.width()));
            }
        }
        return Reply.ok(
                shown.stream().map(ServersCommand::json).toList(),
                text.isEmpty() ? "no virtual server is configured\n" : text.toString());
    }

    private static Map<String, Object> json(VirtualServerView in) {
        Map<String, Object> json = Views.virtualServer(in);
        json.put(
                "realServers",
                in.realServers().stream()
                        .map(server -> Views.realServer(in, server))
                        .toList());
        return json;
    }

    private static String heading(VirtualServerView in) {
        return in.configured().name() + "  " + in.configured().scheduler().keyword() + " on " + in.dataPlane()
                + ", quorum " + Views.upDown(in.quorumUp()) + " (live weight " + in.liveWeight()
                + ", needs " + in.configured().quorum() + ")"
                + in.configured()
                        .sorryServer()
                        .map(sorry ->
                                ", sorry server " + sorry.endpoint() + (in.sorryServerActive() ? " ACTIVE" : " idle"))
                        .orElse("")
                + (in.suspended() ? ", suspended" : "");
    }

    private static Table table(VirtualServerView in) {
        Table table = new Table(
                Table.Column.left("REAL SERVER"),
                Table.Column.left("STATE"),
                Table.Column.right("WEIGHT"),
                Table.Column.right("ACTIVE"),
                Table.Column.right("TOTAL"),
                Table.Column.right("FAILED"),
                Table.Column.right("IN"),
                Table.Column.right("OUT"),
                Table.Column.flexible("FAILED CHECKS"));
        for (RealServerView server : in.realServers()) {
            Endpoint endpoint = server.configured().endpoint();
            table.row(
                    endpoint,
                    Views.state(server),
                    weight(server),
                    Units.count(Views.sum(in, endpoint, DestinationStatus::activeConnections)),
                    Units.count(Views.sum(in, endpoint, DestinationStatus::connections)),
                    Units.count(Views.sum(in, endpoint, DestinationStatus::failedConnections)),
                    Units.count(Views.sum(in, endpoint, DestinationStatus::bytesIn)),
                    Units.count(Views.sum(in, endpoint, DestinationStatus::bytesOut)),
                    server.failedChecks().stream()
                            .map(check -> shortened(check, in, endpoint))
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    /** Without what the table says already. */
    private static String shortened(String check, VirtualServerView in, Endpoint server) {
        String prefix = in.configured().name() + "/" + server + "/";
        return check.startsWith(prefix) ? check.substring(prefix.length()) : check;
    }

    private static String weight(RealServerView server) {
        int configured = server.configured().weight();
        return server.effectiveWeight() == configured ? "" + configured : server.effectiveWeight() + "/" + configured;
    }
}
