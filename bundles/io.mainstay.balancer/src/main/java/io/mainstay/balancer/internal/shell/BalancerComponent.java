// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.transition.Journal;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.HostAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The balancer as a component: gets its parts from the registry and hands everything to the control thread.
 *
 * <p>Framework property {@value #STOP_DRAIN}: milliseconds that connections may go on after a stop was asked for; 5000 when
 * absent.
 */
@Component(
        service = {StateParticipant.class, Balancer.class, Diagnosable.class},
        property = StateParticipant.ORDER + ":Integer=200")
public final class BalancerComponent implements StateParticipant, Balancer, Diagnosable {
    static final String STOP_DRAIN = "mainstay.stop-drain";
    private static final Logger LOG = LoggerFactory.getLogger(BalancerComponent.class);
    private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(5);

    private final ControlThread control;
    private final BalancerEngine engine;
    private final Views views;

    @Activate
    public BalancerComponent(
            @Reference ControlThread control,
            @Reference Journal journal,
            @Reference Checks checks,
            BundleContext context) {
        this.control = control;
        engine = new BalancerEngine(control, journal, checks, drain(context.getProperty(STOP_DRAIN)));
        views = new Views(control, engine);
        control.execute(() -> checks.listen(engine));
    }

    @Deactivate
    void deactivate() {
        control.execute(engine::close);
    }

    static Duration drain(String millis) {
        if (millis == null || millis.isBlank()) {
            return DEFAULT_DRAIN;
        }
        try {
            return Duration.ofMillis(Math.max(0, Long.parseLong(millis.trim())));
        } catch (NumberFormatException e) {
            LOG.warn(
                    "{}={} is not a number of milliseconds; {} ms it is", STOP_DRAIN, millis, DEFAULT_DRAIN.toMillis());
            return DEFAULT_DRAIN;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDataPlane(DataPlane plane) {
        String name = plane.capabilities().name();
        control.execute(() -> engine.planeCame(name, plane));
    }

    void removeDataPlane(DataPlane plane) {
        String name = plane.capabilities().name();
        control.execute(() -> engine.planeLeft(name, plane));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setHostAddresses(HostAddresses addresses) {
        control.execute(() -> engine.hostAddresses(addresses));
    }

    void unsetHostAddresses(HostAddresses addresses) {
        control.execute(() -> engine.hostAddressesGone(addresses));
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Prepared prepare(DesiredState next) {
        return engine.prepare(next);
    }

    @Override
    public CompletionStage<Void> stop() {
        return engine.stop();
    }

    @Override
    public List<VirtualServerView> virtualServers() {
        return views.virtualServers();
    }

    @Override
    public Optional<VirtualServerView> find(String virtualServer) {
        return views.find(virtualServer);
    }

    @Override
    public void drain(String virtualServer, Endpoint realServer, boolean draining) {
        views.drain(virtualServer, realServer, draining);
    }

    @Override
    public void weight(String virtualServer, Endpoint realServer, OptionalInt weight) {
        views.weight(virtualServer, realServer, weight);
    }

    @Override
    public List<Finding> findings() {
        return control.call(() -> Findings.findings(engine));
    }
}
