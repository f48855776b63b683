// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every decision about a virtual server. A real server's transition comes before the quorum transition that it causes.
 *
 * <p>Spec: keepalived.md 3.3 and 3.10. Beyond it: an operator's drain and weight.
 */
public final class Decision {
    private Decision() {}

    /**
     * A virtual server that is new in the configuration.
     *
     * @param observations what the checks of each real server say now
     * @param here whether one of its addresses is on this host
     * @param initNotifies whether real servers that start up are told of
     */
    public static Step start(
            VirtualServer configured, Map<Endpoint, Observation> observations, boolean here, boolean initNotifies) {
        List<RealServerState> servers = new ArrayList<>(configured.realServers().size());
        for (RealServer server : configured.realServers()) {
            servers.add(new RealServerState(
                    server, observations.getOrDefault(server.endpoint(), Observation.UP), Operator.NONE));
        }
        VirtualServerState state = new VirtualServerState(configured, false, false, servers);
        long weight = state.liveWeight();
        state = state.withQuorum(Quorum.gained(configured, weight));

        List<Effect> effects = new ArrayList<>();
        if (initNotifies) {
            int up = state.serversUp();
            servers.stream()
                    .filter(RealServerState::up)
                    .forEach(s -> effects.add(server(configured, s.configured(), true, Reason.START, "starts up", up)));
        }
        if (state.sorryServerActive()) {
            effects.add(quorum(state, Reason.START, Quorum.startCause(configured, weight), weight));
        }
        return hosted(state, here, effects);
    }

    /** What comes of an event. */
    public static Step on(VirtualServerState state, Event event) {
        if (event instanceof Event.Observed observed) {
            return observed(state, observed);
        }
        if (event instanceof Event.Operated operated) {
            return operated(state, operated);
        }
        if (event instanceof Event.Hosted hosted) {
            return hosted(state, hosted.here(), List.of());
        }
        if (event instanceof Event.Reconfigured reconfigured) {
            return reconfigured(state, reconfigured);
        }
        if (event instanceof Event.Stopped && !state.configured().omega()) {
            return Step.unchanged(state);
        }
        return ended(state, event instanceof Event.Stopped ? Reason.STOP : Reason.REMOVED);
    }

    /**
     * Whether one of a virtual server's addresses is among the host's. Always so for firewall marks alone, and for the
     * wildcard address.
     */
    public static boolean hostedBy(VirtualServer server, Set<InetAddress> host) {
        boolean any = false;
        for (ServiceKey key : server.services()) {
            if (key instanceof ServiceKey.Address address) {
                InetAddress wanted = address.endpoint().address();
                if (wanted.isAnyLocalAddress() || host.contains(wanted)) {
                    return true;
                }
                any = true;
            }
        }
        return !any;
    }

    private static Step observed(VirtualServerState state, Event.Observed event) {
        int index = state.indexOf(event.realServer());
        if (index < 0 || state.servers().get(index).observed().equals(event.observation())) {
            return Step.unchanged(state);
        }
        RealServerState before = state.servers().get(index);
        RealServerState after = before.with(event.observation());
        return changed(state.with(index, after), before, after, event.cause());
    }

    private static Step operated(VirtualServerState state, Event.Operated event) {
        int index = state.indexOf(event.realServer());
        if (index < 0 || state.servers().get(index).operator().equals(event.operator())) {
            return Step.unchanged(state);
        }
        RealServerState before = state.servers().get(index);
        RealServerState after = before.with(event.operator());
        return changed(state.with(index, after), before, after, "operator");
    }

    private static Step changed(VirtualServerState state, RealServerState before, RealServerState after, String cause) {
        List<Effect> effects = new ArrayList<>(2);
        if (before.up() != after.up()) {
            effects.add(server(
                    state.configured(), after.configured(), after.up(), Reason.NORMAL, cause, state.serversUp()));
        } else if (after.up() && before.weight() != after.weight()) {
            effects.add(new Effect.Reweighted(after.configured().endpoint(), before.weight(), after.weight(), cause));
        }
        return new Step(decideQuorum(state, effects), effects);
    }

    private static VirtualServerState decideQuorum(VirtualServerState state, List<Effect> effects) {
        VirtualServer vs = state.configured();
        long weight = state.liveWeight();
        if (!state.quorumUp() && Quorum.gained(vs, weight)) {
            VirtualServerState gained = state.withQuorum(true);
            effects.add(quorum(gained, Reason.NORMAL, Quorum.gainCause(vs, weight), weight));
            return gained;
        }
        if (state.quorumUp() && Quorum.lost(vs, weight)) {
            VirtualServerState lost = state.withQuorum(false);
            effects.add(quorum(lost, Reason.NORMAL, Quorum.lossCause(vs, weight), weight));
            return lost;
        }
        return state;
    }

    private static Step hosted(VirtualServerState state, boolean here, List<Effect> before) {
        boolean suspended = state.configured().haSuspend() && !here;
        if (suspended == state.suspended()) {
            return new Step(state, before);
        }
        List<Effect> effects = new ArrayList<>(before);
        effects.add(new Effect.SuspendChecks(suspended));
        return new Step(state.withSuspended(suspended), effects);
    }

    private static Step reconfigured(VirtualServerState state, Event.Reconfigured event) {
        VirtualServer next = event.next();
        Map<Endpoint, RealServerState> old = new HashMap<>();
        state.servers().forEach(server -> old.put(server.configured().endpoint(), server));

        List<RealServerState> servers = new ArrayList<>(next.realServers().size());
        for (RealServer server : next.realServers()) {
            RealServerState before = old.get(server.endpoint());
            servers.add(new RealServerState(
                    server,
                    event.observations().getOrDefault(server.endpoint(), Observation.UP),
                    before == null ? Operator.NONE : before.operator()));
        }
        VirtualServerState after = new VirtualServerState(next, state.quorumUp(), state.suspended(), servers);
        int up = after.serversUp();

        List<Effect> effects = new ArrayList<>();
        Set<Endpoint> kept = new java.util.HashSet<>();
        next.realServers().forEach(server -> kept.add(server.endpoint()));
        for (RealServerState gone : state.servers()) {
            if (gone.up() && !kept.contains(gone.configured().endpoint())) {
                effects.add(server(
                        state.configured(), gone.configured(), false, Reason.REMOVED, "no longer configured", up));
            }
        }
        for (RealServerState server : servers) {
            RealServerState before = old.get(server.configured().endpoint());
            if (before == null) {
                if (server.up() && event.initNotifies()) {
                    effects.add(server(next, server.configured(), true, Reason.START, "starts up", up));
                }
            } else if (before.up() != server.up()) {
                effects.add(server(next, server.configured(), server.up(), Reason.NORMAL, "configuration", up));
            } else if (server.up() && before.weight() != server.weight()) {
                effects.add(new Effect.Reweighted(
                        server.configured().endpoint(), before.weight(), server.weight(), "configuration"));
            }
        }
        return new Step(decideQuorum(after, effects), effects);
    }

    /** Live servers go down, then the quorum; no sorry server takes over, because the virtual server goes as well. */
    private static Step ended(VirtualServerState state, Reason reason) {
        String cause = reason == Reason.STOP ? "the process stops" : "no longer configured";
        VirtualServer vs = state.configured();
        List<Effect> effects = new ArrayList<>();
        if (state.suspended()) {
            effects.add(new Effect.SuspendChecks(false));
        }
        int up = state.serversUp();
        for (RealServerState server : state.servers()) {
            if (server.up()) {
                effects.add(server(vs, server.configured(), false, reason, cause, --up));
            }
        }
        VirtualServerState after = state.withQuorum(false).withSuspended(false);
        if (state.quorumUp()) {
            effects.add(new Effect.Publish(new Transition.Quorum(vs, false, reason, cause, 0, 0)));
        }
        return new Step(after, effects);
    }

    private static Effect server(
            VirtualServer vs, RealServer server, boolean up, Reason reason, String cause, int serversUp) {
        return new Effect.Publish(new Transition.Server(vs, server, up, reason, cause, serversUp));
    }

    private static Effect quorum(VirtualServerState state, Reason reason, String cause, long weight) {
        return new Effect.Publish(
                new Transition.Quorum(state.configured(), state.quorumUp(), reason, cause, weight, state.serversUp()));
    }
}
