// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.api.control.EngineFigures;
import io.mainstay.checks.internal.engine.Check;
import io.mainstay.checks.internal.engine.Engine;
import io.mainstay.checks.internal.engine.Plugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What there is to say about checks and plugins as a whole.
 *
 * <p>Thread-safety: any thread; reads snapshots.
 */
final class Findings {
    private static final Duration LATE = Duration.ofMillis(20);

    /** Below that, "one in a hundred" says nothing. */
    private static final int ENOUGH_STARTS = 200;

    private Findings() {}

    static List<CheckerTypeView> types(Roster roster) {
        Map<String, int[]> counts = new HashMap<>();
        for (Check check : roster.checks().values()) {
            int[] count = counts.computeIfAbsent(check.spec().type(), type -> new int[2]);
            count[0]++;
            if (check.suspension().isPresent()) {
                count[1]++;
            }
        }
        List<CheckerTypeView> views = new ArrayList<>();
        roster.plugins().serving().forEach((type, plugin) -> {
            int[] count = counts.getOrDefault(type, new int[2]);
            views.add(new CheckerTypeView(
                    type, plugin.bundle(), plugin.version(), count[0], count[1], plugin.overruns(), plugin.problem()));
        });
        return views;
    }

    static EngineFigures figures(Roster roster) {
        Engine engine = roster.engine();
        int suspended = 0;
        for (Check check : roster.checks().values()) {
            if (check.suspension().isPresent()) {
                suspended++;
            }
        }
        return new EngineFigures(
                roster.checks().size(),
                suspended,
                engine.underWay(),
                engine.started(),
                engine.lateness(0.5),
                engine.lateness(0.99),
                engine.maxLateness());
    }

    static List<Finding> of(Roster roster) {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<String>> suspended = new TreeMap<>();
        Map<String, Check> example = new HashMap<>();
        for (Check check : roster.checks().values()) {
            Optional<String> reason = check.suspension().filter(text -> !check.isHaSuspended());
            if (reason.isPresent()) {
                suspended
                        .computeIfAbsent(reason.get(), text -> new ArrayList<>())
                        .add(check.toString());
                example.putIfAbsent(reason.get(), check);
            }
        }
        suspended.forEach((reason, checks) -> {
            String type = example.get(reason).spec().type();
            boolean missing = reason.equals(Binder.missing(type));
            findings.add(new Finding(
                    Level.ERROR,
                    "checker type " + type,
                    (checks.size() == 1
                                    ? "check " + checks.get(0) + " is suspended and keeps its last state: "
                                    : checks.size() + " checks are suspended and keep their last state, the first is "
                                            + checks.get(0) + ": ")
                            + reason,
                    missing
                            ? "put the plugin's bundle into a plugin folder"
                                    + roster.plugins()
                                            .nearest(type)
                                            .map(near -> ", or correct the type: did you mean " + near + "?")
                                            .orElse("")
                            : "correct the options, or deploy another version of the plugin"));
        });
        roster.plugins().serving().values().stream().distinct().forEach(plugin -> addPlugin(findings, plugin));
        roster.leakWatch()
                .leaks()
                .forEach((plugin, threads) -> findings.add(new Finding(
                        Level.WARNING,
                        plugin,
                        "it has gone, but has left threads running that keep its classes in memory: " + threads,
                        "a plugin must end its threads when its component is deactivated: tell its author")));
        Duration late = roster.engine().lateness(0.99);
        if (late.compareTo(LATE) > 0 && roster.engine().recentStarts() >= ENOUGH_STARTS) {
            findings.add(new Finding(
                    Level.WARNING,
                    "check engine",
                    "one probe in a hundred starts more than " + late.toMillis() + " ms late",
                    "the machine, or this process, has too little CPU for this many checks: lengthen delay_loop"));
        }
        return findings;
    }

    private static void addPlugin(List<Finding> findings, Plugin plugin) {
        if (!plugin.problem().isEmpty()) {
            findings.add(new Finding(
                    Level.ERROR,
                    plugin.toString(),
                    plugin.problem(),
                    "deploy a corrected version of bundle " + plugin.bundle()));
        }
        if (plugin.overruns() > 0) {
            findings.add(new Finding(
                    Level.WARNING,
                    plugin.toString(),
                    plugin.overruns() + " probes did not end within their own limit and were abandoned",
                    "a checker must end its probe in time by itself: tell the plugin's author"));
        }
    }
}
