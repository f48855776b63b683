// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Severity;
import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.Configuration.ReloadReport;
import io.mainstay.api.control.EngineFigures;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.shell.internal.text.Table;
import io.mainstay.shell.internal.text.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The overview. Shows what is there even while parts of the system are missing. */
final class StatusCommand implements Command {
    private static final int SHOWN = 20;

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "the overview: process, configuration, data planes, quorum of each virtual server, checks, lateness";
    }

    @Override
    public Reply run(Call call, Services services) {
        Map<String, Object> json = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        process(services.process(), json, text);
        services.findConfiguration()
                .ifPresentOrElse(c -> configuration(c, json, text), () -> absent("configuration", json, text));
        services.findBalancer()
                .ifPresentOrElse(b -> servers(b, call.width(), json, text), () -> absent("virtualServers", json, text));
        routers(services.findRouters(), json, text);
        services.findChecks().ifPresentOrElse(c -> checks(c, json, text), () -> absent("checks", json, text));
        return Reply.ok(json, text.toString());
    }

    /** Of a host without virtual routers nothing is said. */
    private static void routers(List<Routers> protocols, Map<String, Object> json, StringBuilder text) {
        if (protocols.isEmpty()) {
            json.put("routers", null);
            return;
        }
        Map<String, Object> states = new LinkedHashMap<>();
        long total = 0;
        for (String state : List.of("MASTER", "BACKUP", "FAULT", "INIT")) {
            long number = protocols.stream()
                    .flatMap(protocol -> protocol.list().stream())
                    .filter(router -> router.state().equals(state))
                    .count();
            states.put(state.toLowerCase(Locale.ROOT), number);
            total += number;
        }
        json.put("routers", states);
        if (total > 0) {
            String content = states.entrySet().stream()
                    .filter(state -> !Long.valueOf(0).equals(state.getValue()))
                    .map(state -> state.getValue() + " " + state.getKey().toUpperCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            line(text, "routers", total + ": " + content);
        }
    }

    private static void absent(String part, Map<String, Object> json, StringBuilder text) {
        json.put(part, null);
        line(text, part.equals("virtualServers") ? "balancer" : part, "not there; 'doctor' says why");
    }

    private static void line(StringBuilder text, String heading, String content) {
        text.append(String.format("%-15s", heading)).append(content).append('\n');
    }

    private static void process(Services.Process process, Map<String, Object> json, StringBuilder text) {
        json.put("version", process.version());
        json.put("pid", process.pid());
        json.put("uptimeSeconds", process.uptime().toSeconds());
        json.put("java", process.java());
        line(
                text,
                "mainstay",
                process.version() + ", pid " + process.pid() + ", up " + Units.age(process.uptime()) + ", Java "
                        + process.java());
    }

    private static void configuration(Configuration configuration, Map<String, Object> json, StringBuilder text) {
        ReloadReport last = configuration.last();
        long current = configuration.current().number();
        long errors = count(last, Severity.ERROR);
        long warnings = count(last, Severity.WARNING);
        json.put(
                "configuration",
                object(
                        "number",
                        current,
                        "lastReload",
                        object(
                                "accepted",
                                last.accepted(),
                                "errors",
                                errors,
                                "warnings",
                                warnings,
                                "tookMillis",
                                Units.millis(last.took()))));
        String outcome = last.accepted()
                ? "accepted in " + Units.time(last.took())
                : "REFUSED with " + Units.plural(errors, "error") + ", number " + current + " goes on";
        if (!last.accepted() && last.diagnostics().isEmpty()) {
            line(text, "configuration", "none yet: the first one is being read");
            return;
        }
        line(
                text,
                "configuration",
                "number " + current + ", last reload " + outcome + ", " + Units.plural(warnings, "warning"));
    }

    private static long count(ReloadReport report, Severity severity) {
        return report.diagnostics().stream()
                .map(Diagnostic::severity)
                .filter(severity::equals)
                .count();
    }

    private static void servers(Balancer balancer, int width, Map<String, Object> json, StringBuilder text) {
        List<VirtualServerView> all = balancer.virtualServers();
        Map<String, Long> planes = all.stream()
                .collect(Collectors.groupingBy(VirtualServerView::dataPlane, TreeMap::new, Collectors.counting()));
        json.put(
                "dataPlanes",
                planes.entrySet().stream()
                        .map(plane -> object("name", plane.getKey(), "virtualServers", plane.getValue()))
                        .toList());
        json.put("virtualServers", all.stream().map(Views::virtualServer).toList());
        line(
                text,
                "data planes",
                planes.isEmpty()
                        ? "none in use"
                        : planes.entrySet().stream()
                                .map(plane ->
                                        plane.getKey() + " (" + Units.plural(plane.getValue(), "virtual server") + ")")
                                .collect(Collectors.joining(", ")));
        Predicate<VirtualServerView> troubled = in -> !in.quorumUp()
                || !Views.problems(in).isEmpty()
                || Views.serversUp(in) < in.realServers().size();
        long noQuorum = all.stream().filter(in -> !in.quorumUp()).count();
        line(
                text,
                "servers",
                Units.plural(all.size(), "virtual server") + " with "
                        + Units.plural(
                                all.stream()
                                        .mapToLong(in -> in.realServers().size())
                                        .sum(),
                                "real server")
                        + ", " + noQuorum + " without quorum");
        boolean some = all.size() > SHOWN;
        List<VirtualServerView> shown =
                some ? all.stream().filter(troubled).limit(SHOWN).toList() : all;
        if (!shown.isEmpty()) {
            text.append('\n').append(table(shown).render("  ", width));
        }
        if (some) {
            long more = all.stream().filter(troubled).count() - shown.size();
            text.append(more > 0 ? "  … and " + more + " more that are not as they should be\n" : "");
        }
        if (!shown.isEmpty()) {
            text.append('\n');
        }
    }

    private static Table table(List<VirtualServerView> shown) {
        Table table = new Table(
                Table.Column.left("VIRTUAL SERVER"),
                Table.Column.left("QUORUM"),
                Table.Column.right("SERVERS UP"),
                Table.Column.right("WEIGHT"),
                Table.Column.left("PLANE"),
                Table.Column.flexible("REMARKS"));
        for (VirtualServerView in : shown) {
            List<String> remarks = new ArrayList<>(Views.problems(in));
            if (in.sorryServerActive()) {
                remarks.add(0, "sorry server active");
            }
            if (in.suspended()) {
                remarks.add(0, "suspended: its address is not on this host");
            }
            table.row(
                    in.configured().name(),
                    Views.upDown(in.quorumUp()),
                    Views.serversUp(in) + "/" + in.realServers().size(),
                    in.liveWeight(),
                    in.dataPlane(),
                    String.join("; ", remarks));
        }
        return table;
    }

    private static void checks(Checks checks, Map<String, Object> json, StringBuilder text) {
        List<CheckView> all = checks.list();
        long up = all.stream().filter(CheckView::up).count();
        long suspended = all.stream().filter(c -> c.suspended().isPresent()).count();
        long undecided = all.stream().filter(c -> !c.decided()).count();
        EngineFigures figures = checks.figures();
        json.put(
                "checks",
                object(
                        "total", all.size(),
                        "up", up,
                        "down", all.size() - up,
                        "suspended", suspended,
                        "undecided", undecided,
                        "underWay", figures.underWay(),
                        "started", figures.started(),
                        "probes", all.stream().mapToLong(CheckView::probes).sum(),
                        "failures", all.stream().mapToLong(CheckView::failures).sum(),
                        "broken", all.stream().mapToLong(CheckView::broken).sum(),
                        "overruns", all.stream().mapToLong(CheckView::overruns).sum()));
        json.put(
                "lateness",
                object(
                        "p50Millis", Units.millis(figures.latenessMedian()),
                        "p99Millis", Units.millis(figures.latenessP99()),
                        "maxMillis", Units.millis(figures.latenessMax())));
        line(
                text,
                "checks",
                all.size() + ": " + up + " up, " + (all.size() - up) + " down, " + suspended + " suspended, "
                        + undecided + " undecided");
        line(
                text,
                "lateness",
                "p50 " + Units.time(figures.latenessMedian()) + ", p99 " + Units.time(figures.latenessP99())
                        + " in the last minute, max " + Units.time(figures.latenessMax()) + " ever; "
                        + Units.plural(figures.underWay(), "probe") + " under way");
    }
}
