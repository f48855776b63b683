// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.checks.internal.engine.Binding;
import io.mainstay.checks.internal.engine.Check;
import io.mainstay.checks.internal.engine.Engine;
import io.mainstay.checks.internal.engine.Outlet;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.Lanes;
import io.mainstay.platform.NanoClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checks there are and what each is probed with. Decides on the control thread, has the engine carry it out, and passes
 * the engine's changes on to journal and listeners.
 *
 * <p>Thread-safety: control thread; {@link #checks()} and {@link #plugins()} from any.
 */
final class Roster implements StateParticipant, Outlet {
    private static final Logger LOG = LoggerFactory.getLogger("io.mainstay.checks");
    private static final int MAX_REFUSALS_LOGGED = 20;

    private final ControlThread control;
    private final Journal journal;
    private final InstantSource wall;
    private final NanoClock clock;
    private final Engine engine;
    private final Binder binder;
    private final PluginTable plugins = new PluginTable();
    private final LeakWatch leakWatch;
    private final Watches watches;
    private final Set<String> haSuspended = new HashSet<>();
    private final List<Checks.Listener> listeners = new ArrayList<>();
    private volatile Map<CheckId, Check> checks = Map.of();

    /**
     * @param random given a bound, returns a number from 0 to the bound; engine thread
     * @param wake makes the engine's next cycle happen now
     */
    Roster(
            ControlThread control,
            Journal journal,
            Lanes lanes,
            NanoClock clock,
            InstantSource wall,
            LongUnaryOperator random,
            Runnable wake) {
        this.control = control;
        this.journal = journal;
        this.wall = wall;
        this.clock = clock;
        this.engine = new Engine(clock, wall, random, this, wake);
        this.binder = new Binder(lanes, engine);
        this.watches = new Watches(engine);
        this.leakWatch = new LeakWatch(control, plugins::hasFactoryIn);
    }

    Engine engine() {
        return engine;
    }

    /** All checks by name, in configured order. Any thread. */
    Map<CheckId, Check> checks() {
        return checks;
    }

    /** Any thread may read {@link PluginTable#serving()}. */
    PluginTable plugins() {
        return plugins;
    }

    /** Any thread may read {@link LeakWatch#leaks()}. */
    LeakWatch leakWatch() {
        return leakWatch;
    }

    // ---- desired state ----------------------------------------------------------------------------------------

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        return new NextChecks(this, binder, new StateDiff(checks, next));
    }

    /** Makes prepared checks current. */
    void commit(NextChecks next) {
        Map<CheckId, Check> wanted = new LinkedHashMap<>(next.changes().size() * 2);
        List<Check> added = new ArrayList<>();
        List<Runnable> commands = new ArrayList<>();
        List<Check> rebound = new ArrayList<>();
        java.time.Instant now = wall.instant();
        for (NextChecks.Change change : next.changes()) {
            CheckId id = change.wanted().id();
            Check check = change.running();
            if (check == null) {
                Binding binding = change.binding();
                check = new Check(change.wanted(), binding, haSuspended.contains(id.virtualServer()), now);
                added.add(check);
            } else {
                check.spec(change.wanted());
                if (change.binding() != null) {
                    rebound.add(check);
                    commands.add(rebind(check, change.binding(), change.sameChecker()));
                }
            }
            wanted.put(id, check);
        }
        haSuspended.retainAll(next.virtualServers());
        checks = Collections.unmodifiableMap(wanted);
        List<Check> gone = next.gone();
        gone.forEach(watches::gone);
        if (added.isEmpty() && gone.isEmpty() && commands.isEmpty()) {
            return;
        }
        List<List<Check>> equal = EqualChecks.among(wanted.values());
        engine.submit(() -> {
            gone.forEach(engine.orders()::remove);
            long start = clock.nanoTime();
            commands.forEach(Runnable::run);
            rebound.forEach(check -> engine.orders().hasten(check, start));
            engine.orders().resume(rebound, start);
            added.forEach(check -> engine.orders().add(check, start));
            engine.orders().share(equal, start);
        });
        rebound.forEach(check -> watches.bound(check, check.assigned()));
        added.forEach(check -> watches.bound(check, check.assigned()));
    }

    private Runnable rebind(Check check, Binding binding, boolean sameChecker) {
        check.assigned(binding);
        return () -> engine.orders().rebind(check, binding, sameChecker);
    }

    @Override
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        List<Check> all = List.copyOf(checks.values());
        List<Plugin> used = List.copyOf(plugins.all());
        checks = Map.of();
        watches.close();
        engine.submit(() -> {
            all.forEach(engine.orders()::remove);
            used.forEach(engine.orders()::retire);
            stopped.complete(null);
        });
        return stopped;
    }

    // ---- plugins ----------------------------------------------------------------------------------------------

    /** A factory service has come. */
    void arrived(Plugin plugin) {
        plugins.add(plugin);
        int moved = rebindAll(check -> plugin.types().contains(check.spec().type())
                && plugins.of(check.spec().type()) == plugin);
        LOG.info("{} is here; checks that it serves: {}", plugin, moved);
    }

    /** A factory service has gone, or is about to. */
    void departed(Plugin plugin) {
        plugins.remove(plugin);
        int moved = rebindAll(check -> check.assigned().plugin() == plugin
                || check.assigned().isSuspended()
                        && plugin.types().contains(check.spec().type()));
        Class<?> factory = plugin.factory().getClass();
        plugin.retire();
        engine.submit(() -> {
            engine.orders().retire(plugin);
            engine.orders().resume(List.copyOf(checks.values()), clock.nanoTime());
        });
        leakWatch.gone(plugin, factory);
        LOG.info("{} has gone; checks that used it: {}", plugin, moved);
    }

    @Override
    public void quarantined(Plugin plugin) {
        control.execute(() -> rebindAll(check -> check.assigned().plugin() == plugin));
    }

    private int rebindAll(Predicate<Check> which) {
        List<Check> rebound = new ArrayList<>();
        List<Runnable> commands = new ArrayList<>();
        int refused = 0;
        for (Check check : checks.values()) {
            if (which.test(check)) {
                Binder.Bound bound =
                        binder.bind(check.spec(), plugins.of(check.spec().type()));
                if (bound.diagnostics().stream().anyMatch(Diagnostic::isError) && refused++ < MAX_REFUSALS_LOGGED) {
                    LOG.warn("check {} is suspended: {}", check, bound.binding().problem());
                    bound.diagnostics().forEach(diagnostic -> LOG.warn("{}", diagnostic));
                }
                rebound.add(check);
                commands.add(rebind(check, bound.binding(), true));
            }
        }
        if (refused > MAX_REFUSALS_LOGGED) {
            LOG.warn("{} more checks are suspended for such reasons", refused - MAX_REFUSALS_LOGGED);
        }
        if (!commands.isEmpty()) {
            engine.submit(() -> {
                commands.forEach(Runnable::run);
                engine.orders().resume(rebound, clock.nanoTime());
            });
        }
        rebound.forEach(check -> watches.bound(check, check.assigned()));
        return rebound.size();
    }

    // ---- ha_suspend and listeners -----------------------------------------------------------------------------

    void haSuspend(String virtualServer, boolean suspended) {
        if (!(suspended ? haSuspended.add(virtualServer) : haSuspended.remove(virtualServer))) {
            return;
        }
        List<Check> affected = checks.values().stream()
                .filter(check -> check.id().virtualServer().equals(virtualServer))
                .toList();
        engine.submit(() -> {
            affected.forEach(check -> engine.orders().haSuspend(check, suspended));
            engine.orders().resume(affected, clock.nanoTime());
        });
    }

    void listen(Checks.Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void changed(List<Change> changes) {
        control.execute(() -> changes.forEach(this::deliver));
    }

    private void deliver(Change change) {
        if (checks.get(change.check().id()) != change.check()) {
            return; // removed meanwhile
        }
        CheckView view = change.view();
        if (change.transition()) {
            journal.publish(new Transition.Check(view.id(), view.up(), view.cause()));
        }
        if (change.warned()) {
            journal.publish(new Transition.CheckWarning(view.id(), true, view.warning()));
        } else if (!change.endedWarning().isEmpty()) {
            journal.publish(new Transition.CheckWarning(view.id(), false, change.endedWarning()));
        }
        for (Checks.Listener listener : listeners) {
            listener.changed(view);
        }
    }
}
