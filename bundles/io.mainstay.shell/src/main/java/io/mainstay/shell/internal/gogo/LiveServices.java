// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.Routers;
import io.mainstay.api.transition.Journal;
import io.mainstay.shell.internal.command.Commands;
import io.mainstay.shell.internal.command.Services;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The control services as they come and go: none is needed for the shell to be there, so that it can say what is missing.
 * Field injection, because only fields can be dynamic.
 */
@Component(service = LiveServices.class)
public final class LiveServices implements Services {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Checks checks;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Balancer balancer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Configuration configuration;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Journal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Deployments deployments;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Diagnosable> diagnosables = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Routers> routers = List.of();

    private final String version;

    @Activate
    public LiveServices(BundleContext context) {
        version = context.getBundle().getVersion().toString();
    }

    Commands commands() {
        return new Commands(this, Clock.systemDefaultZone());
    }

    @Override
    public Optional<Checks> findChecks() {
        return Optional.ofNullable(checks);
    }

    @Override
    public Optional<Balancer> findBalancer() {
        return Optional.ofNullable(balancer);
    }

    @Override
    public Optional<Configuration> findConfiguration() {
        return Optional.ofNullable(configuration);
    }

    @Override
    public Optional<Journal> findJournal() {
        return Optional.ofNullable(journal);
    }

    @Override
    public Optional<Deployments> findDeployments() {
        return Optional.ofNullable(deployments);
    }

    @Override
    public List<Routers> findRouters() {
        return routers.stream()
                .sorted(Comparator.comparing(Routers::protocol).reversed()) // VRRP first
                .toList();
    }

    @Override
    public List<Diagnosable> diagnosables() {
        return List.copyOf(diagnosables);
    }

    @Override
    public Process process() {
        ProcessHandle self = ProcessHandle.current();
        Duration uptime = self.info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
        return new Process(version, self.pid(), uptime, System.getProperty("java.version"));
    }
}
