// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.RealServerView;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.model.Endpoint;
import io.mainstay.balancer.internal.decision.Event;
import io.mainstay.balancer.internal.decision.Operator;
import io.mainstay.balancer.internal.decision.RealServerState;
import io.mainstay.balancer.internal.decision.VirtualServerState;
import io.mainstay.platform.ControlThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The balancer's outside. Thread-safety: any thread; all work is done on the control thread. */
final class Views implements Balancer {
    private static final int MAX_WEIGHT = 65535;

    private final ControlThread control;
    private final BalancerEngine engine;

    Views(ControlThread control, BalancerEngine engine) {
        this.control = control;
        this.engine = engine;
    }

    @Override
    public List<VirtualServerView> virtualServers() {
        return control.call(() -> engine.states().stream().map(this::view).toList());
    }

    @Override
    public Optional<VirtualServerView> find(String virtualServer) {
        return control.call(() -> engine.state(virtualServer).map(this::view));
    }

    @Override
    public void drain(String virtualServer, Endpoint realServer, boolean draining) {
        operate(virtualServer, realServer, old -> new Operator(draining, old.weight()));
    }

    @Override
    public void weight(String virtualServer, Endpoint realServer, OptionalInt weight) {
        if (weight.isPresent() && (weight.getAsInt() < 0 || weight.getAsInt() > MAX_WEIGHT)) {
            throw new IllegalArgumentException("weight " + weight.getAsInt() + " is not in 0.." + MAX_WEIGHT);
        }
        operate(virtualServer, realServer, old -> new Operator(old.draining(), weight));
    }

    private void operate(String virtualServer, Endpoint realServer, UnaryOperator<Operator> change) {
        control.call(() -> {
            VirtualServerState vs = engine.state(virtualServer)
                    .orElseThrow(() -> new IllegalArgumentException("there is no virtual server " + virtualServer
                            + "; there is "
                            + names(engine.states().stream()
                                    .map(s -> s.configured().name())
                                    .toList())));
            RealServerState rs = vs.find(realServer)
                    .orElseThrow(() -> new IllegalArgumentException("virtual server " + virtualServer
                            + " has no real server " + realServer + "; it has "
                            + names(vs.servers().stream()
                                    .map(s -> s.configured().endpoint().toString())
                                    .toList())));
            engine.on(virtualServer, new Event.Operated(realServer, change.apply(rs.operator())));
            return null;
        });
    }

    private static String names(List<String> all) {
        int shown = Math.min(20, all.size());
        return all.isEmpty()
                ? "none"
                : String.join(", ", all.subList(0, shown))
                        + (shown < all.size() ? " and " + (all.size() - shown) + " more" : "");
    }

    private VirtualServerView view(VirtualServerState state) {
        String name = state.configured().name();
        List<RealServerView> servers = new ArrayList<>(state.servers().size());
        for (RealServerState server : state.servers()) {
            servers.add(new RealServerView(
                    server.configured(),
                    server.up(),
                    server.observed().failedChecks(),
                    state.sorryServerActive() ? 0 : server.liveWeight(),
                    server.operator().draining(),
                    server.operator().weight()));
        }
        return new VirtualServerView(
                state.configured(),
                engine.reconciler()
                        .placement(name)
                        .flatMap(Reconciler.Placement::plane)
                        .orElse("none"),
                state.quorumUp(),
                state.liveWeight(),
                state.sorryServerActive(),
                state.suspended(),
                servers,
                engine.reconciler().status(name));
    }
}
