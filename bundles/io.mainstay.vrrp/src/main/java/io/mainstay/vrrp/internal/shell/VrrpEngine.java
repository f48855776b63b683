// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.transition.Journal;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.plan.InstanceProblems;
import io.mainstay.vrrp.internal.plan.PlanBuilder;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import io.mainstay.vrrp.internal.shell.report.Reporter;
import io.mainstay.vrrp.internal.shell.run.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the desired state: validates what is wanted against the host, and keeps an {@link Operation} while there is something
 * to do.
 *
 * <p>Thread-safety: control thread.
 */
final class VrrpEngine implements StateParticipant {
    private static final Logger LOG = LoggerFactory.getLogger(VrrpEngine.class);

    /** An instance that starts waits three intervals anyway; a process that starts should not take much longer for it. */
    private static final long MOST_WARM_UP_NANOS = 1_000_000_000L;

    private final ControlThread control;
    private final Ports.Finder ports;
    private final Reporter reporter;
    private final Leftovers leftovers;
    private final Options options;
    private final LoopCall calls;
    private Operation operation;
    private boolean stopped;

    /**
     * How the process was started.
     *
     * @param keep {@code -V}: leave everything where it is at the end
     * @param testOnly {@code -t}: nothing will run
     * @param warm exercise the code before joining
     */
    record Options(boolean keep, boolean testOnly, boolean warm) {}

    VrrpEngine(
            ControlThread control,
            Journal journal,
            Ports.Finder ports,
            Leftovers leftovers,
            Options options,
            LoopCall calls) {
        this.control = control;
        this.ports = ports;
        this.leftovers = leftovers;
        this.options = options;
        this.calls = calls;
        reporter = new Reporter(control, journal);
    }

    @Override
    public String name() {
        return "vrrp";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        if (next.vrrp().isEmpty() && operation == null) {
            return prepared(List.of(), null);
        }
        List<Diagnostic> diagnostics = new ArrayList<>(InstanceProblems.of(next));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return prepared(diagnostics, null);
        }
        VrrpPlan plan = PlanBuilder.plan(next.vrrp());
        if (options.testOnly()) {
            return prepared(
                    diagnostics, null); // a test may run anywhere, and need not be permitted what the daemon does
        }
        Ports found = ports.find();
        if (found == null) {
            notPermitted(next, diagnostics);
            return prepared(diagnostics, plan);
        }
        try {
            diagnostics.addAll(HostProblems.of(next, plan, Host.read(found.network())));
            firewall(next, plan, found, diagnostics);
        } catch (SystemCallException e) {
            diagnostics.add(Diagnostic.error(
                    DiagnosticKind.FATAL,
                    io.mainstay.api.config.Position.of("vrrp"),
                    "the kernel does not tell which interfaces there are: " + e.getMessage()));
        }
        return prepared(diagnostics, plan);
    }

    private void notPermitted(DesiredState next, List<Diagnostic> diagnostics) {
        for (VrrpInstance instance : next.vrrp().instances()) {
            diagnostics.add(Diagnostic.error(
                    DiagnosticKind.FATAL,
                    InstanceProblems.at(next, instance),
                    instance.name() + " cannot run: " + ports.whyNot()));
        }
    }

    private static void firewall(DesiredState next, VrrpPlan plan, Ports found, List<Diagnostic> diagnostics) {
        if (!Operation.needsFirewall(plan)) {
            return;
        }
        String why = found.network().firewall().unavailable();
        for (VrrpInstance instance : next.vrrp().instances()) {
            if (!why.isEmpty() && !instance.accept() && !instance.owner()) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        InstanceProblems.at(next, instance),
                        instance.name() + ": packets for the addresses cannot be dropped (no_accept, strict mode): "
                                + why,
                        "say 'accept', or give the kernel nf_tables"));
            }
        }
    }

    private Prepared prepared(List<Diagnostic> diagnostics, VrrpPlan plan) {
        return new Prepared() {
            @Override
            public List<Diagnostic> diagnostics() {
                return diagnostics;
            }

            @Override
            public void commit() {
                if (plan != null && !stopped) {
                    VrrpEngine.this.commit(plan);
                }
            }
        };
    }

    private void commit(VrrpPlan plan) {
        boolean first = operation == null;
        try {
            if (first) {
                Ports found = ports.find();
                if (found == null) {
                    return;
                }
                warmUp(plan);
                operation = new Operation(found, control, reporter, leftovers, calls);
            }
            long delay = first ? StartDelay.nanos(plan.configuration().globals()) : 0;
            operation.apply(plan, control, first, delay);
        } catch (SystemCallException e) {
            LOG.error("virtual routers cannot run as configured; 'reload' tries again: {}", e.getMessage());
        }
    }

    /** A plan of each family is enough: they share all code but the addresses' width. */
    private void warmUp(VrrpPlan plan) {
        if (!options.warm()) {
            return;
        }
        long begin = System.nanoTime();
        Reporter nobody = new Reporter(new Nowhere(), new Unwritten());
        for (boolean ipv6 : new boolean[] {false, true}) {
            plan.routers().stream()
                    .filter(router -> router.ipv6() == ipv6)
                    .findFirst()
                    .ifPresent(router -> WarmUp.run(router, nobody, MOST_WARM_UP_NANOS));
        }
        LOG.debug("exercised for {} ms", (System.nanoTime() - begin) / 1_000_000);
    }

    @Override
    public CompletionStage<Void> stop() {
        stopped = true;
        if (operation != null) {
            reporter.stopping();
            operation.stop(options.keep());
            reporter.drain();
            operation = null;
        }
        return CompletableFuture.completedFuture(null);
    }

    Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    Reporter reporter() {
        return reporter;
    }
}
