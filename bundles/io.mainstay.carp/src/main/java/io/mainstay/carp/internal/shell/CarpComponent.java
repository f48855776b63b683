// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.TrackerView;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.transition.Journal;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.RuntimePaths;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.net.Networks;
import io.mainstay.platform.net.PunctualLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * CARP as a component: gets its parts from the registry and hands everything to the control thread. The network and its loop
 * may be missing (no permission, no native code); then it says so.
 *
 * <p>Framework properties: {@value #KEEP} leaves addresses where they are when the process stops; {@value #STRICT} makes what
 * an instance lacks at the start an error.
 */
@Component(
        service = {StateParticipant.class, Routers.class, Diagnosable.class, CarpComponent.class},
        property = StateParticipant.ORDER + ":Integer=300")
public final class CarpComponent implements StateParticipant, Routers, Diagnosable {
    static final String KEEP = "mainstay.keep-vrrp";
    static final String STRICT = "mainstay.carp.strict";

    private final ControlThread control;
    private final CarpEngine engine;
    private final RouterDesk desk;
    private final boolean strict;
    private final BundleContext context;
    private ServiceReference<Networks> networks;
    private ServiceReference<PunctualLoop> loop;

    @Activate
    public CarpComponent(
            @Reference ControlThread control,
            @Reference Journal journal,
            @Reference ScriptRunner scripts,
            BundleContext context) {
        this.control = control;
        this.context = context;
        engine = new CarpEngine(
                control,
                journal,
                scripts,
                RuntimePaths.path(context.getProperty(RuntimePaths.STATE)),
                Boolean.parseBoolean(context.getProperty(KEEP)));
        strict = Boolean.parseBoolean(context.getProperty(STRICT));
        desk = new RouterDesk(control, engine, () -> {});
    }

    @Deactivate
    void deactivate() {
        control.execute(engine::networkLeft);
    }

    // References and not services: getting a service loads native code, which a configuration without CARP need not
    // wait for.

    @Reference(
            service = Networks.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setNetworks(ServiceReference<Networks> reference) {
        control.execute(() -> arrive(reference, loop));
    }

    void unsetNetworks(ServiceReference<Networks> reference) {
        control.execute(() -> leave(reference));
    }

    @Reference(
            service = PunctualLoop.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setLoop(ServiceReference<PunctualLoop> reference) {
        control.execute(() -> arrive(networks, reference));
    }

    void unsetLoop(ServiceReference<PunctualLoop> reference) {
        control.execute(() -> leave(reference));
    }

    private void arrive(ServiceReference<Networks> withNetworks, ServiceReference<PunctualLoop> withLoop) {
        boolean replaced = engine.hasNetwork();
        networks = withNetworks;
        loop = withLoop;
        if (replaced) {
            engine.networkLeft();
        }
        if (replaced || !engine.wanted().isEmpty()) {
            join();
        }
    }

    private void join() {
        if (networks != null && loop != null) {
            Networks service = context.getService(networks);
            PunctualLoop punctual = context.getService(loop);
            if (service != null && punctual != null) {
                engine.networkCame(service.host(), punctual);
            }
        }
    }

    private void leave(Object reference) {
        if (reference.equals(networks) || reference.equals(loop)) {
            networks = reference.equals(networks) ? null : networks;
            loop = reference.equals(loop) ? null : loop;
            engine.networkLeft();
        }
    }

    @Override
    public String name() {
        return "carp";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        if (!engine.hasNetwork() && engine.needsNetwork(next)) {
            join();
        }
        return engine.prepare(next, strict);
    }

    @Override
    public CompletionStage<Void> stop() {
        return engine.stop();
    }

    @Override
    public String protocol() {
        return "CARP";
    }

    @Override
    public List<RouterView> list() {
        return desk.list();
    }

    @Override
    public List<RouterGroupView> groups() {
        return List.of();
    }

    @Override
    public List<TrackerView> trackers() {
        return List.of();
    }

    @Override
    public void demote(String name, OptionalInt by) {
        desk.demote(name, by);
    }

    @Override
    public void clearCounters(Optional<String> name) {
        desk.clearCounters(name);
    }

    /** All instances that are MASTER hand over, and are deaf for three seconds, as ucarp after SIGUSR2. */
    void stepDown() {
        control.execute(() -> engine.members().forEach(Member::stepDown));
    }

    @Override
    public Optional<String> explain(InetAddress address) {
        return desk.explain(address);
    }

    @Override
    public List<Finding> findings() {
        return desk.findings();
    }
}
