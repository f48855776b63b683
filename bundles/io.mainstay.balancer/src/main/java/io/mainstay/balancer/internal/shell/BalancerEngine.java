// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Journal;
import io.mainstay.balancer.internal.decision.Decision;
import io.mainstay.balancer.internal.decision.Destinations;
import io.mainstay.balancer.internal.decision.Effect;
import io.mainstay.balancer.internal.decision.Event;
import io.mainstay.balancer.internal.decision.Observation;
import io.mainstay.balancer.internal.decision.Step;
import io.mainstay.balancer.internal.decision.VirtualServerState;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.HostAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs every event through {@link Decision} and carries out what follows: data planes first, then transitions, in order.
 * What happens within one turn of the control thread reaches a data plane as one difference.
 *
 * <p>Thread-safety: control thread only.
 */
final class BalancerEngine implements StateParticipant, Checks.Listener {
    /** After a data plane threw something. */
    private static final Duration OFFER_AGAIN = Duration.ofSeconds(5);

    /** What a data plane may take beyond the drain time before it is left behind. */
    private static final Duration STOP_SLACK = Duration.ofSeconds(1);

    private final ControlThread control;
    private final Observations observations;
    private final Consequences consequences;
    private final Duration stopDrain;
    private final Reconciler reconciler = new Reconciler();
    private final HostWatch host;

    private Map<String, VirtualServerState> states = new LinkedHashMap<>();
    private KeyOwners owners = KeyOwners.of(List.of());
    private final Set<String> dirty = new LinkedHashSet<>();
    private boolean flushing;
    private boolean closed;

    BalancerEngine(ControlThread control, Journal journal, Checks checks, Duration stopDrain) {
        this.control = control;
        observations = new Observations(checks);
        consequences = new Consequences(journal, checks);
        this.stopDrain = stopDrain;
        host = new HostWatch(control, this::hostChanged);
    }

    @Override
    public String name() {
        return "balancer";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        KeyOwners nextOwners = KeyOwners.of(next.virtualServers());
        Set<String> unchanged = new HashSet<>();
        for (VirtualServer vs : next.virtualServers()) {
            VirtualServerState state = states.get(vs.name());
            if (state != null && state.configured().equals(vs)) {
                unchanged.add(vs.name());
            }
        }
        List<Diagnostic> diagnostics = Findings.diagnostics(next, nextOwners);
        return new Prepared() {
            @Override
            public List<Diagnostic> diagnostics() {
                return diagnostics;
            }

            @Override
            public void commit() {
                BalancerEngine.this.commit(next, nextOwners, unchanged);
            }
        };
    }

    private void commit(DesiredState next, KeyOwners nextOwners, Set<String> unchanged) {
        if (closed) {
            return;
        }
        flushing = true; // not before the whole state is there
        boolean initNotifies = next.globals().realServerInitNotifies();
        KeyOwners oldOwners = owners;
        owners = nextOwners;
        host.needed(next.virtualServers().stream().anyMatch(VirtualServer::haSuspend));

        Map<String, VirtualServerState> old = states;
        states = new LinkedHashMap<>();
        next.virtualServers().forEach(vs -> states.put(vs.name(), null)); // the order of the configuration
        old.forEach((name, state) -> {
            if (!states.containsKey(name)) {
                consequences.add(name, Decision.on(state, new Event.Removed()).effects());
                dirty.add(name);
            }
        });
        for (VirtualServer vs : next.virtualServers()) {
            VirtualServerState before = old.get(vs.name());
            if (unchanged.contains(vs.name())) {
                states.put(vs.name(), before);
                if (!keys(oldOwners, vs.name()).equals(keys(owners, vs.name()))) {
                    dirty.add(vs.name());
                }
                continue;
            }
            if (before == null) {
                take(vs.name(), null, Decision.start(vs, observations.of(vs), here(vs), initNotifies));
            } else {
                take(
                        vs.name(),
                        before,
                        Decision.on(before, new Event.Reconfigured(vs, observations.of(vs), initNotifies)));
                if (states.get(vs.name()).suspended() && vs.haSuspend()) {
                    // The check engine may have made the checks anew.
                    consequences.add(vs.name(), List.of(new Effect.SuspendChecks(true)));
                }
                on(vs.name(), new Event.Hosted(here(vs)));
            }
        }
        flush();
    }

    @Override
    public CompletionStage<Void> stop() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        flush();
        closed = true;
        host.needed(false);
        for (Map.Entry<String, VirtualServerState> entry : states.entrySet()) {
            consequences.add(
                    entry.getKey(),
                    Decision.on(entry.getValue(), new Event.Stopped()).effects());
        }
        consequences.carryOut();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        ControlThread.Cancellable limit = control.schedule(stopDrain.plus(STOP_SLACK), () -> stopped.complete(null));
        reconciler.stop(stopDrain).whenComplete((done, failure) -> {
            limit.cancel();
            stopped.complete(null);
        });
        return stopped;
    }

    /** Ignores everything from now on; the data planes keep what they have, for a successor. */
    void close() {
        closed = true;
        host.needed(false);
    }

    @Override
    public void changed(CheckView check) {
        VirtualServerState state = states.get(check.id().virtualServer());
        if (closed || state == null) {
            return;
        }
        state.find(check.id().realServer()).ifPresent(server -> {
            Observation observation = observations.of(server.configured(), check);
            String cause = check.id().type() + ": " + check.cause();
            on(check.id().virtualServer(), new Event.Observed(check.id().realServer(), observation, cause));
        });
    }

    /** Feeds an event to a virtual server that is there. */
    void on(String virtualServer, Event event) {
        VirtualServerState before = states.get(virtualServer);
        take(virtualServer, before, Decision.on(before, event));
    }

    void planeCame(String name, DataPlane plane) {
        if (closed) {
            return;
        }
        reconciler.add(name, plane);
        reconcileAll();
    }

    void planeLeft(String name, DataPlane plane) {
        if (closed) {
            return; // a stop takes the planes away
        }
        reconciler.remove(name, plane);
        reconcileAll();
    }

    void hostAddresses(HostAddresses addresses) {
        host.source(addresses);
        hostChanged();
    }

    void hostAddressesGone(HostAddresses addresses) {
        if (host.isSource(addresses)) {
            hostAddresses(null);
        }
    }

    Collection<VirtualServerState> states() {
        return states.values();
    }

    Optional<VirtualServerState> state(String virtualServer) {
        return Optional.ofNullable(states.get(virtualServer));
    }

    Reconciler reconciler() {
        return reconciler;
    }

    KeyOwners owners() {
        return owners;
    }

    boolean knowsHost() {
        return host.current().isPresent();
    }

    private void hostChanged() {
        if (closed) {
            return;
        }
        for (VirtualServerState state : List.copyOf(states.values())) {
            if (state.configured().haSuspend()) {
                on(state.configured().name(), new Event.Hosted(here(state.configured())));
            }
        }
    }

    /** When nobody can say which addresses this host has, checks run: better one check too many than a blind spot. */
    private boolean here(VirtualServer vs) {
        if (!vs.haSuspend()) {
            return true;
        }
        Optional<Set<InetAddress>> addresses = host.current();
        return addresses.isEmpty() || Decision.hostedBy(vs, addresses.get());
    }

    private static List<ServiceKey> keys(KeyOwners owners, String virtualServer) {
        return owners.keys().getOrDefault(virtualServer, List.of());
    }

    private void take(String virtualServer, VirtualServerState before, Step step) {
        consequences.add(virtualServer, step.effects());
        if (step.state() != before) {
            states.put(virtualServer, step.state());
            dirty.add(virtualServer);
        }
        flushLater();
    }

    private void reconcileAll() {
        dirty.addAll(states.keySet());
        flushLater();
    }

    private void flushLater() {
        if (!flushing && !closed && !(dirty.isEmpty() && consequences.isEmpty())) {
            flushing = true;
            control.execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (closed) {
            return;
        }
        Map<String, Reconciler.Need> needs = new LinkedHashMap<>();
        for (String name : dirty) {
            VirtualServerState state = states.get(name);
            needs.put(
                    name,
                    state == null
                            ? null
                            : new Reconciler.Need(
                                    state.configured(), Destinations.services(state, keys(owners, name))));
        }
        dirty.clear();
        if (!reconciler.apply(needs)) {
            control.schedule(OFFER_AGAIN, this::reconcileAll);
        }
        consequences.carryOut();
    }
}
