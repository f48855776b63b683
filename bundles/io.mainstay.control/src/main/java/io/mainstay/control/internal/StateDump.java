// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.RealServerView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.transition.Journal;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The texts that SIGUSR1 and SIGUSR2 write. Thread-safety: any thread. */
@Component(service = StateDump.class)
public final class StateDump {
    private final Configuration configuration;
    private final Journal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Balancer balancer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Checks checks;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Routers> routers = List.of();

    @Activate
    public StateDump(@Reference Configuration configuration, @Reference Journal journal) {
        this.configuration = configuration;
        this.journal = journal;
    }

    /** Everything: configuration number, virtual servers, real servers, checks, the journal. */
    String state() {
        StringBuilder out = new StringBuilder(4096);
        out.append("Mainstay state at ").append(Instant.now()).append('\n');
        out.append("Configuration ").append(configuration.current().number()).append('\n');
        Balancer virtualServers = balancer;
        if (virtualServers != null) {
            virtualServers.virtualServers().forEach(vs -> append(out, vs));
        }
        Checks engine = checks;
        if (engine != null) {
            out.append("Checks\n");
            engine.list().forEach(check -> append(out, check));
        }
        for (Routers protocol : routers) {
            protocol.list().forEach(router -> RouterText.state(router, out));
        }
        out.append("Journal\n");
        for (Journal.Entry entry : journal.entries()) {
            out.append("  ")
                    .append(entry.number())
                    .append(' ')
                    .append(entry.at())
                    .append(' ');
            out.append(entry.transition().subject())
                    .append(": ")
                    .append(entry.transition().from());
            out.append(" -> ").append(entry.transition().to()).append(": ");
            out.append(entry.transition().cause()).append('\n');
        }
        return out.toString();
    }

    private static void append(StringBuilder out, VirtualServerView vs) {
        out.append("Virtual server ").append(vs.configured().name());
        out.append(" data_plane ").append(vs.dataPlane());
        out.append(" quorum ").append(vs.quorumUp() ? "UP" : "DOWN");
        out.append(" weight ")
                .append(vs.liveWeight())
                .append(" of ")
                .append(vs.configured().quorum());
        out.append(vs.sorryServerActive() ? " sorry_server" : "")
                .append(vs.suspended() ? " suspended" : "")
                .append('\n');
        for (RealServerView rs : vs.realServers()) {
            out.append("  Real server ").append(rs.configured().endpoint()).append(rs.up() ? " UP" : " DOWN");
            out.append(" weight ").append(rs.effectiveWeight()).append(rs.draining() ? " draining" : "");
            rs.failedChecks().forEach(check -> out.append(" failed ").append(check));
            out.append('\n');
        }
        for (ServiceStatus service : vs.services()) {
            out.append("  Service ").append(service.key()).append(service.active() ? " active" : " inactive: ");
            out.append(service.problem()).append('\n');
        }
    }

    private static void append(StringBuilder out, CheckView check) {
        out.append("  ")
                .append(check.id())
                .append(check.up() ? " UP" : " DOWN")
                .append(" since ")
                .append(check.since());
        out.append(" probes ").append(check.probes()).append(" failures ").append(check.failures());
        out.append(" broken ").append(check.broken()).append(" overruns ").append(check.overruns());
        check.suspended().ifPresent(why -> out.append(" suspended: ").append(why));
        out.append(": ").append(check.cause()).append('\n');
    }

    /** Virtual routers' statistics in keepalived's layout, then the data plane's counters, one line per destination. */
    String counters() {
        StringBuilder out = new StringBuilder(1024);
        for (Routers protocol : routers) {
            protocol.list().forEach(router -> RouterText.statistics(router, out));
        }
        Balancer virtualServers = balancer;
        if (virtualServers == null) {
            return out.toString();
        }
        for (VirtualServerView vs : virtualServers.virtualServers()) {
            for (ServiceStatus service : vs.services()) {
                for (DestinationStatus to : service.destinations()) {
                    out.append(service.key()).append(" -> ").append(to.endpoint());
                    out.append(" active ").append(to.activeConnections());
                    out.append(" connections ").append(to.connections());
                    out.append(" failed ").append(to.failedConnections());
                    out.append(" bytes_in ")
                            .append(to.bytesIn())
                            .append(" bytes_out ")
                            .append(to.bytesOut())
                            .append('\n');
                }
            }
        }
        return out.toString();
    }
}
