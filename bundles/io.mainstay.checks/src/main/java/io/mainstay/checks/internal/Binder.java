// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Binding;
import io.mainstay.checks.internal.engine.Engine;
import io.mainstay.checks.internal.engine.FaultLog;
import io.mainstay.checks.internal.engine.LaneRunner;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.checks.internal.engine.PoolRunner;
import io.mainstay.checks.internal.engine.Runner;
import io.mainstay.checks.internal.machine.CheckRules;
import io.mainstay.platform.Lanes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds checkers by their plugin's factory and contains what the plugin does on that occasion.
 *
 * <p>Thread-safety: control thread.
 */
final class Binder {
    private static final int MAX_SHARED_RULES = 1000;

    private final Lanes lanes;
    private final Engine engine;
    private final Map<CheckRules, CheckRules> sharedRules = new HashMap<>();

    Binder(Lanes lanes, Engine engine) {
        this.lanes = lanes;
        this.engine = engine;
    }

    /**
     * What came of it.
     *
     * @param binding usable, or suspended with the reason
     * @param diagnostics what is wrong with the options, with positions
     */
    record Bound(Binding binding, List<Diagnostic> diagnostics) {}

    /** @param plugin null when there is none for the type */
    Bound bind(CheckSpec spec, Plugin plugin) {
        if (plugin == null) {
            return new Bound(Binding.suspended(spec.type(), missing(spec.type())), List.of());
        }
        if (!plugin.problem().isEmpty()) {
            return new Bound(Binding.suspended(spec.type(), plugin + " is " + plugin.problem()), List.of());
        }
        CheckerFactory factory = plugin.factory();
        if (factory == null) {
            return new Bound(Binding.suspended(spec.type(), missing(spec.type())), List.of());
        }
        try {
            Compiled<Checker> compiled = factory.compile(spec.target(), spec.options());
            if (compiled == null) {
                return defect(spec, plugin, "its factory returned null", null);
            }
            if (compiled.value().isEmpty()) {
                return new Bound(
                        Binding.suspended(spec.type(), refusal(plugin, compiled.diagnostics())),
                        compiled.diagnostics());
            }
            return bound(spec, plugin, compiled.value().get(), compiled.diagnostics());
        } catch (Throwable e) { // whatever a plugin throws concerns this check only
            return defect(spec, plugin, "its factory threw " + FaultLog.describe(e), e);
        }
    }

    static String missing(String type) {
        return "no plugin for checker type " + type + " is installed";
    }

    private Bound bound(CheckSpec spec, Plugin plugin, Checker checker, List<Diagnostic> diagnostics) {
        String description = checker.describe();
        Duration limit = checker.timeLimit(spec.timing().delayLoop());
        int steps = checker.steps();
        if (description == null) {
            return defect(spec, plugin, "its checker's describe() is null", null);
        }
        if (limit == null || limit.isNegative() || limit.isZero()) {
            return defect(spec, plugin, "its checker's timeLimit() is " + limit + ", expected a positive time", null);
        }
        if (steps < 1) {
            return defect(spec, plugin, "its checker's steps() is " + steps + ", expected at least 1", null);
        }
        Runner runner = checker instanceof AsyncChecker ? lane(plugin) : pool(plugin);
        CheckRules rules = share(CheckRules.of(spec.timing(), plugin.defaults(), steps, checker.fastRecovery()));
        return new Bound(new Binding(checker, runner, rules, description, nanos(limit), ""), diagnostics);
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : limit.toNanos();
    }

    /** The same checker under another timing. */
    Binding retimed(CheckSpec spec, Binding old) {
        CheckRules rules = CheckRules.of(
                spec.timing(),
                old.plugin().defaults(),
                old.rules().steps(),
                old.rules().fastRecovery());
        return new Binding(old.checker(), old.runner(), share(rules), old.description(), limit(spec, old), "");
    }

    /** The old one when the plugin has no good answer now; it had one before. */
    private static long limit(CheckSpec spec, Binding old) {
        try {
            Duration limit = old.checker().timeLimit(spec.timing().delayLoop());
            return limit == null || limit.isNegative() || limit.isZero() ? old.limitNanos() : nanos(limit);
        } catch (Throwable e) { // a plugin may throw anything
            return old.limitNanos();
        }
    }

    private CheckRules share(CheckRules rules) {
        if (sharedRules.size() >= MAX_SHARED_RULES) {
            sharedRules.clear();
        }
        CheckRules first = sharedRules.putIfAbsent(rules, rules);
        return first == null ? rules : first;
    }

    private Runner lane(Plugin plugin) {
        if (plugin.lane() == null) {
            LaneRunner runner = new LaneRunner(plugin, lanes, engine);
            plugin.lane(runner);
            engine.submit(() -> engine.orders().open(runner));
        }
        return plugin.lane();
    }

    private Runner pool(Plugin plugin) {
        if (plugin.pool() == null) {
            PoolRunner runner = new PoolRunner(plugin, engine);
            plugin.pool(runner);
            engine.submit(() -> engine.orders().open(runner));
        }
        return plugin.pool();
    }

    private static String refusal(Plugin plugin, List<Diagnostic> diagnostics) {
        String first = diagnostics.stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .map(Diagnostic::toString)
                .orElse("");
        return plugin + " refuses its options: " + first
                + (diagnostics.size() > 1 ? " (and " + (diagnostics.size() - 1) + " more)" : "");
    }

    private Bound defect(CheckSpec spec, Plugin plugin, String what, Throwable error) {
        String text = "defect in " + plugin + ": " + what;
        engine.faults().warn(plugin + " compile", "check " + spec.id() + ": " + text + "; it is suspended", error);
        Diagnostic warning = Diagnostic.warning(
                DiagnosticKind.GENERAL,
                spec.options().node().at(),
                text + "; the check is suspended",
                "tell the plugin's author, or deploy another version");
        return new Bound(Binding.suspended(spec.type(), text), List.of(warning));
    }
}
