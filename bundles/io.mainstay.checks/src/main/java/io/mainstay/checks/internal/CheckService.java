// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.CheckerDescription;
import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.EngineFigures;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.option.BlockDescription;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.api.transition.Journal;
import io.mainstay.checks.internal.engine.Check;
import io.mainstay.checks.internal.engine.Engine;
import io.mainstay.checks.internal.engine.EngineThread;
import io.mainstay.checks.internal.engine.FaultLog;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.Lanes;
import io.mainstay.platform.NanoClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The check engine as a component. It is there without any checker plugin; plugins come and go while it runs.
 *
 * <p>Thread-safety: as {@link Checks} and {@link StateParticipant} say; factories may come and go on any thread.
 */
@Component(
        service = {Checks.class, StateParticipant.class, Diagnosable.class},
        immediate = true,
        property = StateParticipant.ORDER + ":Integer=100")
public final class CheckService implements Checks, StateParticipant, Diagnosable {
    private final ControlThread control;
    private final Roster roster;
    private final Engine engine;
    private final EngineThread thread;
    private final NanoClock clock = NanoClock.SYSTEM;
    private final Map<ServiceReference<CheckerFactory>, Plugin> tracked = new ConcurrentHashMap<>();

    @Activate
    public CheckService(@Reference ControlThread control, @Reference Journal journal, @Reference Lanes lanes) {
        this.control = control;
        SplittableRandom random = new SplittableRandom();
        thread = new EngineThread(clock);
        roster = new Roster(
                control,
                journal,
                lanes,
                clock,
                InstantSource.system(),
                bound -> random.nextLong(bound + 1),
                thread::wake);
        engine = roster.engine();
        thread.start(engine::cycle);
    }

    @Deactivate
    void deactivate() {
        roster.stop(); // nothing is left to do when the process stops in order
        thread.close();
    }

    // ---- factories --------------------------------------------------------------------------------------------

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFactory(ServiceReference<CheckerFactory> reference, CheckerFactory factory) {
        Plugin plugin = describe(reference, factory);
        if (plugin.types().isEmpty()) {
            engine.faults()
                    .warn(
                            "factory without type " + plugin.bundle(),
                            "bundle " + plugin.bundle() + " " + plugin.version()
                                    + " registers a CheckerFactory without the property " + CheckerFactory.CHECKER_TYPE
                                    + "; it is ignored. Annotate the component with @CheckerType",
                            null);
            return;
        }
        tracked.put(reference, plugin);
        control.execute(() -> {
            if (tracked.containsKey(reference)) { // it may have gone again while the control thread was busy
                roster.arrived(plugin);
            }
        });
    }

    void unbindFactory(ServiceReference<CheckerFactory> reference) {
        Plugin plugin = tracked.remove(reference);
        if (plugin != null) {
            control.execute(() -> roster.departed(plugin));
        }
    }

    private Plugin describe(ServiceReference<CheckerFactory> reference, CheckerFactory factory) {
        Object types = reference.getProperty(CheckerFactory.CHECKER_TYPE);
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new Plugin(
                factory,
                defaults(factory, reference),
                types instanceof String[] several
                        ? List.of(several)
                        : types instanceof String one ? List.of(one) : List.of(),
                reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString(),
                ranking instanceof Integer number ? number : 0,
                (Long) reference.getProperty(Constants.SERVICE_ID));
    }

    private CheckDefaults defaults(CheckerFactory factory, ServiceReference<CheckerFactory> reference) {
        try {
            CheckDefaults defaults = factory.defaults();
            return defaults == null ? CheckDefaults.STANDARD : defaults;
        } catch (Throwable e) { // a plugin may throw anything
            engine.faults()
                    .warn(
                            "defaults " + reference,
                            "defect in bundle " + reference.getBundle() + ": its CheckerFactory's defaults() threw "
                                    + FaultLog.describe(e) + "; the standard defaults apply",
                            e);
            return CheckDefaults.STANDARD;
        }
    }

    // ---- StateParticipant -------------------------------------------------------------------------------------

    @Override
    public String name() {
        return roster.name();
    }

    @Override
    public Prepared prepare(DesiredState next) {
        return roster.prepare(next);
    }

    @Override
    public CompletionStage<Void> stop() {
        return roster.stop();
    }

    // ---- Checks -----------------------------------------------------------------------------------------------

    @Override
    public List<CheckView> list() {
        Map<CheckId, Check> checks = roster.checks();
        List<CheckView> views = new ArrayList<>(checks.size());
        checks.values().forEach(check -> views.add(check.view()));
        return views;
    }

    @Override
    public Optional<CheckView> find(CheckId id) {
        return Optional.ofNullable(roster.checks().get(id)).map(Check::view);
    }

    @Override
    public List<ProbeView> history(CheckId id) {
        Check check = roster.checks().get(id);
        return check == null ? List.of() : check.history();
    }

    @Override
    public CompletionStage<ProbeView> probe(CheckId id) {
        Check check = roster.checks().get(id);
        if (check == null) {
            return CompletableFuture.failedStage(new IllegalStateException("there is no check " + id));
        }
        CompletableFuture<ProbeView> answer = new CompletableFuture<>();
        CompletableFuture<ProbeView> result = new CompletableFuture<>();
        // What the caller does with it must not run on the engine thread.
        answer.whenCompleteAsync(
                (view, error) -> {
                    if (error == null) {
                        result.complete(view);
                    } else {
                        result.completeExceptionally(error);
                    }
                },
                control);
        engine.submit(() -> engine.orders().probeNow(check, answer, clock.nanoTime()));
        return result;
    }

    @Override
    public List<CheckerTypeView> types() {
        return Findings.types(roster);
    }

    @Override
    public Optional<CheckerDescription> describe(String type) {
        return control.call(() -> Optional.ofNullable(roster.plugins().of(type)).map(plugin -> describe(type, plugin)));
    }

    private CheckerDescription describe(String type, Plugin plugin) {
        Optional<BlockDescription> options;
        try {
            options = plugin.factory().schema(type).map(OptionSchema::description);
        } catch (Throwable e) { // a plugin may throw anything
            engine.faults()
                    .warn(
                            "schema " + plugin,
                            "defect in " + plugin + ": its CheckerFactory's schema() threw " + FaultLog.describe(e),
                            e);
            options = Optional.empty();
        }
        return new CheckerDescription(type, plugin.bundle(), plugin.version(), plugin.defaults(), options);
    }

    @Override
    public EngineFigures figures() {
        return Findings.figures(roster);
    }

    @Override
    public void haSuspend(String virtualServer, boolean suspended) {
        roster.haSuspend(virtualServer, suspended);
    }

    @Override
    public void listen(Listener listener) {
        roster.listen(listener);
    }

    // ---- Diagnosable ------------------------------------------------------------------------------------------

    @Override
    public List<Finding> findings() {
        return Findings.of(roster);
    }
}
