// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.balancer.internal.decision.VirtualServerState;
import java.util.ArrayList;
import java.util.List;

/** What is worth telling: about a configuration before it is used, and about what runs. Pure but for reading. */
final class Findings {
    private Findings() {}

    /** What the interpreter of the configuration cannot know; whether the plane is here and able is its business. */
    static List<Diagnostic> diagnostics(DesiredState next, KeyOwners owners) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (KeyOwners.Conflict conflict : owners.conflicts()) {
            diagnostics.add(Diagnostic.warning(
                    DiagnosticKind.GENERAL,
                    at(next, conflict.other()),
                    "service " + conflict.key() + " of virtual server " + conflict.other()
                            + " belongs to virtual server " + conflict.owner() + " already",
                    "the first one keeps it; remove one of the two"));
        }
        for (VirtualServer vs : next.virtualServers()) {
            vs.sorryServer()
                    .filter(sorry -> vs.realServers().stream()
                            .anyMatch(rs -> rs.endpoint().equals(sorry.endpoint())))
                    .ifPresent(sorry -> diagnostics.add(Diagnostic.warning(
                            DiagnosticKind.GENERAL,
                            at(next, vs.name()),
                            "sorry_server " + sorry.endpoint() + " is one of the real servers too",
                            "while quorum is lost it is used as sorry server only, whatever its checks say")));
        }
        return diagnostics;
    }

    private static Position at(DesiredState state, String virtualServer) {
        return state.origins().getOrDefault(virtualServer, Position.of("configuration"));
    }

    static List<Finding> findings(BalancerEngine engine) {
        List<Finding> findings = new ArrayList<>();
        for (KeyOwners.Conflict conflict : engine.owners().conflicts()) {
            findings.add(new Finding(
                    Level.WARNING,
                    "virtual server " + conflict.other(),
                    "its service " + conflict.key() + " belongs to virtual server " + conflict.owner(),
                    "remove one of the two"));
        }
        boolean knowsHost = engine.knowsHost();
        for (VirtualServerState state : engine.states()) {
            placement(engine, state, findings);
            quorum(state, findings);
            if (state.configured().haSuspend() && !knowsHost) {
                findings.add(new Finding(
                        Level.WARNING,
                        subject(state),
                        "ha_suspend has no effect: nothing here knows the addresses of this host",
                        "deploy the io.mainstay.linux bundle"));
            } else if (state.suspended()) {
                findings.add(new Finding(
                        Level.INFO,
                        subject(state),
                        "checks are suspended (ha_suspend): none of its addresses is on this host",
                        ""));
            }
        }
        return findings;
    }

    private static void placement(BalancerEngine engine, VirtualServerState state, List<Finding> findings) {
        String name = state.configured().name();
        String problem = engine.reconciler()
                .placement(name)
                .map(Reconciler.Placement::problem)
                .orElse("");
        if (!problem.isEmpty()) {
            findings.add(new Finding(
                    Level.ERROR,
                    subject(state),
                    "carries no traffic: " + problem,
                    "start the data plane's bundle, or choose another with data_plane"));
        }
        for (ServiceStatus service : engine.reconciler().status(name)) {
            if (!service.active()) {
                findings.add(new Finding(
                        Level.ERROR,
                        "service " + service.key() + " of " + name,
                        "is not active: " + service.problem(),
                        "it is tried again by itself; remove what is in the way"));
            }
        }
    }

    private static void quorum(VirtualServerState state, List<Finding> findings) {
        if (state.quorumUp()) {
            return;
        }
        String lost = "no quorum: live weight " + state.liveWeight() + " of "
                + state.configured().quorum() + ", " + state.serversUp() + " of "
                + state.servers().size() + " real servers up";
        findings.add(
                state.sorryServerActive()
                        ? new Finding(
                                Level.WARNING,
                                subject(state),
                                lost + "; the sorry server "
                                        + state.configured()
                                                .sorryServer()
                                                .orElseThrow()
                                                .endpoint()
                                        + " has the traffic",
                                "see 'checks' for what fails")
                        : new Finding(
                                state.liveWeight() == 0 ? Level.ERROR : Level.WARNING,
                                subject(state),
                                lost + "; there is no sorry server",
                                "see 'checks' for what fails"));
    }

    private static String subject(VirtualServerState state) {
        return "virtual server " + state.configured().name();
    }
}
