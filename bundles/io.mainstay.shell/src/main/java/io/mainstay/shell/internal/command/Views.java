// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Configuration.ReloadReport;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.RealServerView;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.Traffic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.shell.internal.text.Units;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The JSON form and the words of what several commands show. The member names are documented and stable. */
final class Views {
    private Views() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String upDown(boolean up) {
        return up ? "up" : "down";
    }

    // checks and probes

    static Map<String, Object> check(CheckView check) {
        return object(
                "check", check.id().toString(),
                "virtualServer", check.id().virtualServer(),
                "realServer", check.id().realServer().toString(),
                "type", check.id().type(),
                "description", check.description(),
                "state", upDown(check.up()),
                "decided", check.decided(),
                "suspended", check.suspended(),
                "since", check.since().toString(),
                "cause", check.cause(),
                "weightAdvice",
                        object(
                                "kind",
                                word(check.weight().kind()),
                                "value",
                                check.weight().value()),
                "last", check.last().map(Views::outcome),
                "probes", check.probes(),
                "failures", check.failures(),
                "broken", check.broken(),
                "overruns", check.overruns());
    }

    /** One word for the state, with what an operator must know about it. */
    static String state(CheckView check) {
        String state = upDown(check.up());
        if (check.suspended().isPresent()) {
            return state + " suspended";
        }
        return check.decided() ? state : state + " undecided";
    }

    static Map<String, Object> outcome(ProbeView probe) {
        return object(
                "at", probe.at().toString(),
                "durationMillis", Units.millis(probe.duration()),
                "outcome", word(probe.outcome()),
                "reason", probe.reason().map(FailReason::name).map(name -> name.toLowerCase(Locale.ROOT)),
                "detail", probe.detail(),
                "step", probe.step());
    }

    static Map<String, Object> probe(ProbeView probe) {
        Map<String, Object> all = outcome(probe);
        all.put(
                "transcript",
                probe.transcript().stream()
                        .map(line -> object("afterMillis", Units.millis(line.after()), "text", line.text()))
                        .toList());
        return all;
    }

    /** {@code "failed (timeout): no answer"}. */
    static String outcomeText(ProbeView probe) {
        return word(probe.outcome())
                + probe.reason().map(reason -> " (" + word(reason) + ")").orElse("")
                + (probe.detail().isEmpty() ? "" : ": " + probe.detail());
    }

    static String transcriptText(ProbeView probe) {
        StringBuilder out = new StringBuilder();
        for (ProbeView.Line line : probe.transcript()) {
            out.append(String.format("  %9s  ", Units.time(line.after()))).append(line.text());
            out.append('\n');
        }
        return out.toString();
    }

    // servers

    static String state(RealServerView server) {
        if (server.draining()) {
            return server.up() ? "draining" : "down draining";
        }
        return upDown(server.up());
    }

    static long sum(VirtualServerView in, Endpoint server, ToLongFunction<DestinationStatus> counter) {
        return in.services().stream()
                .flatMap(service -> service.destinations().stream())
                .filter(destination -> destination.endpoint().equals(server))
                .mapToLong(counter)
                .sum();
    }

    static Map<String, Object> realServer(VirtualServerView in, RealServerView server) {
        Endpoint endpoint = server.configured().endpoint();
        Map<String, Object> shown = object(
                "realServer",
                endpoint.toString(),
                "state",
                upDown(server.up()),
                "draining",
                server.draining(),
                "weight",
                server.effectiveWeight(),
                "configuredWeight",
                server.configured().weight(),
                "weightOverride",
                server.weightOverride().isPresent() ? server.weightOverride().getAsInt() : null,
                "activeConnections",
                sum(in, endpoint, DestinationStatus::activeConnections),
                "connections",
                sum(in, endpoint, DestinationStatus::connections),
                "failedConnections",
                sum(in, endpoint, DestinationStatus::failedConnections),
                "bytesIn",
                sum(in, endpoint, DestinationStatus::bytesIn),
                "bytesOut",
                sum(in, endpoint, DestinationStatus::bytesOut),
                "failedChecks",
                server.failedChecks());
        traffic(in.services().stream()
                        .flatMap(service -> service.destinations().stream())
                        .filter(destination -> destination.endpoint().equals(endpoint))
                        .flatMap(destination -> destination.traffic().stream()))
                .ifPresent(sum -> {
                    shown.put("inactiveConnections", sum(in, endpoint, DestinationStatus::inactiveConnections));
                    shown.put("traffic", sum);
                });
        return shown;
    }

    /** Packets, bytes and rates; nothing when the data plane does not count them. */
    static Optional<Map<String, Object>> traffic(Stream<Traffic> parts) {
        return parts.reduce(Traffic::plus)
                .map(sum -> object(
                        "connections", sum.connections(),
                        "packetsIn", sum.packetsIn(),
                        "packetsOut", sum.packetsOut(),
                        "bytesIn", sum.bytesIn(),
                        "bytesOut", sum.bytesOut(),
                        "connectionsPerSecond", sum.connectionRate(),
                        "packetsInPerSecond", sum.packetRateIn(),
                        "packetsOutPerSecond", sum.packetRateOut(),
                        "bytesInPerSecond", sum.byteRateIn(),
                        "bytesOutPerSecond", sum.byteRateOut()));
    }

    static long serversUp(VirtualServerView in) {
        return in.realServers().stream().filter(RealServerView::up).count();
    }

    static Map<String, Object> virtualServer(VirtualServerView in) {
        return object(
                "virtualServer",
                in.configured().name(),
                "dataPlane",
                in.dataPlane(),
                "scheduler",
                in.configured().scheduler().keyword(),
                "quorum",
                upDown(in.quorumUp()),
                "quorumNeeded",
                in.configured().quorum(),
                "liveWeight",
                in.liveWeight(),
                "realServersUp",
                serversUp(in),
                "realServersTotal",
                in.realServers().size(),
                "sorryServer",
                in.configured().sorryServer().map(sorry -> sorry.endpoint().toString()),
                "sorryServerActive",
                in.sorryServerActive(),
                "suspended",
                in.suspended(),
                "services",
                in.services().stream().map(Views::service).toList());
    }

    private static Map<String, Object> service(ServiceStatus service) {
        Map<String, Object> shown = object(
                "service", key(service.key()),
                "active", service.active(),
                "problem", service.problem());
        traffic(service.traffic().stream()).ifPresent(sum -> shown.put("traffic", sum));
        return shown;
    }

    static String key(ServiceKey key) {
        return key.toString();
    }

    /** What the data plane says is wrong with a virtual server's services; empty when nothing is. */
    static List<String> problems(VirtualServerView in) {
        return in.services().stream()
                .filter(service -> !service.active())
                .map(service -> key(service.key()) + ": " + service.problem())
                .toList();
    }

    // configuration

    static Map<String, Object> reload(ReloadReport report) {
        return object(
                "accepted",
                report.accepted(),
                "number",
                report.number(),
                "tookMillis",
                Units.millis(report.took()),
                "diagnostics",
                report.diagnostics().stream().map(Views::diagnostic).toList());
    }

    private static Map<String, Object> diagnostic(Diagnostic diagnostic) {
        return object(
                "severity",
                word(diagnostic.severity()),
                "kind",
                word(diagnostic.kind()),
                "file",
                diagnostic.at().file(),
                "line",
                diagnostic.at().line(),
                "column",
                diagnostic.at().column(),
                "message",
                diagnostic.message(),
                "hint",
                diagnostic.hint());
    }
}
