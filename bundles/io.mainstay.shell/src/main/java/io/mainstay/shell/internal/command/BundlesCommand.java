// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Deployments.Deployment;
import io.mainstay.shell.internal.text.Table;
import io.mainstay.shell.internal.text.Units;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checker types, the bundles that they come from, and what became of each deployed jar. */
final class BundlesCommand implements Command {

    @Override
    public String name() {
        return "bundles";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "the checker types with their bundles and versions, and what became of each jar in the watched folders";
    }

    @Override
    public Reply run(Call call, Services services) {
        Optional<Deployments> deployer = services.findDeployments();
        Checks checks =
                deployer.isEmpty() ? services.checks() : services.findChecks().orElse(null);
        Map<String, Object> json = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        if (checks != null) {
            types(checks.types(), call, json, text);
        }
        deployer.ifPresent(d -> deployments(d.list(), call, json, text));
        return Reply.ok(json, text.toString());
    }

    private static void types(List<CheckerTypeView> types, Call call, Map<String, Object> json, StringBuilder text) {
        Table table = new Table(
                Table.Column.left("TYPE"),
                Table.Column.left("BUNDLE"),
                Table.Column.left("VERSION"),
                Table.Column.right("CHECKS"),
                Table.Column.right("SUSPENDED"),
                Table.Column.right("OVERRUNS"),
                Table.Column.flexible("PROBLEM"));
        for (CheckerTypeView type : types) {
            table.row(
                    type.type(),
                    type.bundle(),
                    type.version(),
                    type.checks(),
                    type.suspended(),
                    Units.count(type.overruns()),
                    type.problem());
        }
        json.put(
                "checkerTypes",
                types.stream()
                        .map(type -> object(
                                "type", type.type(),
                                "bundle", type.bundle(),
                                "version", type.version(),
                                "checks", type.checks(),
                                "suspended", type.suspended(),
                                "overruns", type.overruns(),
                                "problem", type.problem()))
                        .toList());
        text.append(
                table.isEmpty()
                        ? "no checker is here: put its jar into checks/ or plugins/\n"
                        : table.render("", call.width()));
    }

    private static void deployments(List<Deployment> jars, Call call, Map<String, Object> json, StringBuilder text) {
        Table table = new Table(
                Table.Column.left("FILE"),
                Table.Column.left("STATE"),
                Table.Column.left("BUNDLE"),
                Table.Column.left("VERSION"),
                Table.Column.flexible("PROBLEM"));
        for (Deployment jar : jars) {
            table.row(
                    Path.of(jar.file()).getFileName(),
                    Views.word(jar.state()),
                    jar.name(),
                    jar.version(),
                    jar.problem());
        }
        json.put(
                "deployments",
                jars.stream()
                        .map(jar -> object(
                                "file", jar.file(),
                                "state", Views.word(jar.state()),
                                "bundle", jar.name(),
                                "version", jar.version(),
                                "problem", jar.problem()))
                        .toList());
        text.append(text.isEmpty() ? "" : "\n");
        text.append(table.isEmpty() ? "the watched folders are empty\n" : table.render("", call.width()));
    }
}
