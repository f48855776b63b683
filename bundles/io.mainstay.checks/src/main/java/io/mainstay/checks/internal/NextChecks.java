// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Binding;
import io.mainstay.checks.internal.engine.Check;
import io.mainstay.checks.internal.engine.Plugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A desired state's checks, compiled and ready to become current. Only what is new or has changed is compiled.
 *
 * <p>Thread-safety: control thread.
 */
final class NextChecks implements StateParticipant.Prepared {
    /**
     * What becomes of one wanted check.
     *
     * @param wanted its specification
     * @param running the check that goes on; null for a new one
     * @param binding what it is probed with from now on; null when nothing changes
     * @param sameChecker whether target and options are the same as before, so that a probe under way still counts
     */
    record Change(CheckSpec wanted, Check running, Binding binding, boolean sameChecker) {}

    private final Roster roster;
    private final Binder binder;
    private final StateDiff diff;
    private final List<Change> changes;
    /** Each once: a check with a name has the same place for all servers that use it. */
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

    private final Map<String, List<CheckSpec>> withoutPlugin = new LinkedHashMap<>();

    NextChecks(Roster roster, Binder binder, StateDiff diff) {
        this.roster = roster;
        this.binder = binder;
        this.diff = diff;
        this.changes = new ArrayList<>(diff.pairs().size());
        for (StateDiff.Pair pair : diff.pairs()) {
            changes.add(change(pair));
        }
        withoutPlugin.forEach(this::warnOfMissing);
    }

    private Change change(StateDiff.Pair pair) {
        CheckSpec wanted = pair.wanted();
        Check running = pair.running();
        Plugin plugin = roster.plugins().of(wanted.type());
        if (plugin == null) {
            withoutPlugin
                    .computeIfAbsent(wanted.type(), type -> new ArrayList<>())
                    .add(wanted);
        }
        if (running == null) {
            return new Change(wanted, null, bind(wanted, plugin), false);
        }
        boolean sameChecker = pair.same() || StateDiff.sameChecker(running.spec(), wanted);
        Binding assigned = running.assigned();
        if (!sameChecker || assigned.isSuspended()) {
            return new Change(wanted, running, bind(wanted, plugin), sameChecker);
        }
        return new Change(wanted, running, pair.same() ? null : binder.retimed(wanted, assigned), true);
    }

    private Binding bind(CheckSpec spec, Plugin plugin) {
        Binder.Bound bound = binder.bind(spec, plugin);
        diagnostics.addAll(bound.diagnostics());
        return bound.binding();
    }

    private void warnOfMissing(String type, List<CheckSpec> specs) {
        String subject = specs.size() == 1
                ? "the check is suspended until one arrives"
                : "this check and " + (specs.size() - 1) + " more are suspended until one arrives";
        diagnostics.add(Diagnostic.warning(
                DiagnosticKind.WARNING,
                specs.get(0).options().node().at(),
                Binder.missing(type) + "; " + subject,
                roster.plugins()
                        .nearest(type)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("put its bundle into a plugin folder; installed are: " + installed())));
    }

    private String installed() {
        return roster.plugins().serving().isEmpty()
                ? "none"
                : String.join(", ", roster.plugins().serving().keySet());
    }

    @Override
    public List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /** All wanted checks, in configured order. */
    List<Change> changes() {
        return changes;
    }

    /** Running checks that are not wanted any more. */
    List<Check> gone() {
        return diff.gone();
    }

    /** Names of all wanted virtual servers, also of those without checks. */
    Set<String> virtualServers() {
        return diff.virtualServers();
    }

    @Override
    public void commit() {
        changes.replaceAll(this::upToDate);
        roster.commit(this);
    }

    /** Plugins may have come or gone since the preparation. */
    private Change upToDate(Change change) {
        if (change.binding() == null) {
            return change;
        }
        Plugin serving = roster.plugins().of(change.wanted().type());
        if (change.binding().isSuspended() ? serving == null : change.binding().plugin() == serving) {
            return change;
        }
        Binding binding = binder.bind(change.wanted(), serving).binding();
        return new Change(change.wanted(), change.running(), binding, change.sameChecker());
    }
}
