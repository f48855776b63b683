// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.TableService;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.ipvs.internal.table.Translation;
import io.mainstay.platform.net.SystemCallException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plane: hands what the balancer wants to the {@link TableKeeper}, on the plane's own thread, and lets it look after the
 * table in between. The kernel is opened when there is something to do.
 *
 * <p>Looking after it: the kernel tells nobody when its table changes (the family has no multicast group), so it is read
 * every {@link #PAUSE}: all services, and destinations in turn for {@link #BUDGET} at most. On a slow machine the pause is
 * {@link #PAUSE_PER_LOOK} times what a look takes, so that it never costs more than that share of one processor. The counters
 * come with it.
 *
 * <p>Thread-safety: as {@link DataPlane}; the rest on any thread.
 */
final class IpvsDataPlane implements DataPlane {
    static final String PLANE = "ipvs";
    static final Duration PAUSE = Duration.ofMillis(500);
    static final Duration BUDGET = Duration.ofMillis(50);
    static final int PAUSE_PER_LOOK = 5;

    /** How long {@link #apply} waits, so that a notification finds the table changed; a large change is not waited for. */
    private static final long APPLY_WAIT_MILLIS = 100;

    /** The same for the first time, when there is a start to be completed. */
    private static final long FIRST_APPLY_WAIT_MILLIS = 5000;

    private static final Duration OPEN_AGAIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(IpvsDataPlane.class);

    private final DataPlaneCapabilities capabilities;
    private final Worker worker;
    private final KernelOpener opener;
    private final OwnedServices owned;
    private final boolean keepOnStop;

    // worker thread
    private final Map<ServiceKey, VirtualService> waiting = new LinkedHashMap<>();
    private final Set<ServiceKey> waitingRemovals = new HashSet<>();
    private Optional<Open> open = Optional.empty();
    private IpvsSettings settings = IpvsSettings.DEFAULT;
    private boolean flushDue;
    private boolean timeoutsDue;
    private final List<IpvsSettings.Marking> marksDue = new ArrayList<>();
    private boolean master;
    private boolean watching;
    private boolean stopped;

    // control thread
    private boolean applied;

    // read by anybody
    private volatile Map<ServiceKey, ServiceStatus> statuses;
    private volatile List<String> problems = List.of();

    private record Open(IpvsKernel kernel, TableKeeper table, DaemonKeeper daemons) {}

    /** Opens the kernel's IPVS in a network namespace; says why it cannot. */
    interface KernelOpener {
        IpvsKernel open(Optional<String> namespace) throws SystemCallException;

        /** Has packets marked, as these rules say and no others of the same table do. */
        void mark(Optional<String> namespace, IpvsSettings.Marking marking) throws SystemCallException;
    }

    /** Where the plane's work is done, one task at a time. */
    interface Worker {
        void execute(Runnable task);

        void schedule(Duration delay, Runnable task);

        long nanoTime();
    }

    IpvsDataPlane(
            Set<Scheduler> schedulers, Worker worker, KernelOpener opener, OwnedServices owned, boolean keepOnStop) {
        Set<String> flags = new HashSet<>(Translation.flags());
        flags.add("ops");
        capabilities = new DataPlaneCapabilities(
                PLANE,
                Set.of(Protocol.values()),
                Set.of(Forwarding.Method.values()),
                schedulers,
                flags,
                true,
                true,
                false, // only by tunnel
                true,
                Set.of("sip"));
        this.worker = worker;
        this.opener = opener;
        this.owned = owned;
        this.keepOnStop = keepOnStop;
        // What an earlier run left: the balancer removes what nobody needs.
        Map<ServiceKey, ServiceStatus> left = new HashMap<>();
        owned.keys().forEach(key -> left.put(key, new ServiceStatus(key, true, "", List.of())));
        statuses = Map.copyOf(left);
    }

    @Override
    public DataPlaneCapabilities capabilities() {
        return capabilities;
    }

    /** The table's settings; before the services that need them. */
    void configure(IpvsSettings next, boolean first) {
        worker.execute(() -> {
            if (!first && !next.namespace().equals(settings.namespace())) {
                LOG.warn("net_namespace_ipvs has changed: it counts from the next start on");
            }
            flushDue |= first && next.flush();
            timeoutsDue |= next.tcpTimeout() != settings.tcpTimeout()
                    || next.tcpFinTimeout() != settings.tcpFinTimeout()
                    || next.udpTimeout() != settings.udpTimeout();
            boolean daemonsDue = !next.syncDaemon().equals(settings.syncDaemon());
            if (!next.marking().equals(settings.marking())) {
                // A table of another name, or none any more: the old one must not go on marking.
                settings.marking()
                        .filter(old ->
                                next.marking().stream().noneMatch(m -> m.table().equals(old.table())))
                        .ifPresent(old -> marksDue.add(old.withRules(List.of())));
                next.marking().ifPresent(marksDue::add);
            }
            settings = first ? next : keepNamespace(next);
            if (flushDue || timeoutsDue || daemonsDue || !marksDue.isEmpty()) {
                watch();
                attempt("apply the settings", () -> settle(opened()));
            }
        });
    }

    private IpvsSettings keepNamespace(IpvsSettings next) {
        return new IpvsSettings(
                next.flush(),
                next.flushOnStop(),
                next.tcpTimeout(),
                next.tcpFinTimeout(),
                next.udpTimeout(),
                next.syncDaemon(),
                settings.namespace(),
                next.marking());
    }

    /** The state of the VRRP instance that connection synchronisation follows. */
    void master(boolean now) {
        worker.execute(() -> {
            if (master != now) {
                master = now;
                if (open.isPresent()) {
                    attempt(
                            "follow the VRRP instance",
                            () -> open.get().daemons().master(now));
                }
            }
        });
    }

    @Override
    public CompletionStage<Void> apply(Collection<VirtualService> wanted, Collection<ServiceKey> removed) {
        List<VirtualService> all = List.copyOf(wanted);
        List<ServiceKey> gone = List.copyOf(removed);
        CompletableFuture<Void> done = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                gone.forEach(key -> {
                    waiting.remove(key);
                    waitingRemovals.add(key);
                });
                all.forEach(service -> {
                    waiting.put(service.key(), service);
                    waitingRemovals.remove(service.key());
                });
                watch();
                attempt("apply " + all.size() + " services", () -> settle(opened()));
            } finally {
                done.complete(null);
            }
        });
        try {
            done.get(applied ? APPLY_WAIT_MILLIS : FIRST_APPLY_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.trace("the table is still being changed");
        }
        applied = true;
        return done;
    }

    private interface KernelWork {
        void run() throws SystemCallException;
    }

    private void attempt(String what, KernelWork work) {
        try {
            work.run();
            note("");
        } catch (SystemCallException | RuntimeException e) {
            note("cannot " + what + ": " + e.getMessage());
            LOG.debug("cannot {}", what, e);
        }
        open.ifPresent(o -> statuses = o.table().statuses());
    }

    private void note(String failure) {
        List<String> now = new ArrayList<>();
        if (!failure.isEmpty()) {
            now.add(failure);
            if (!problems.contains(failure)) {
                LOG.error("data plane ipvs {}; it is tried again", failure);
            }
        }
        open.ifPresent(o -> {
            o.table().problems().values().forEach(now::add);
            if (!o.daemons().problem().isEmpty()) {
                now.add(o.daemons().problem());
            }
        });
        problems = List.copyOf(now);
    }

    private Open opened() throws SystemCallException {
        if (open.isEmpty()) {
            IpvsKernel kernel = opener.open(settings.namespace());
            LOG.info(
                    "data plane ipvs: the kernel's IPVS {}{}",
                    kernel.version(),
                    settings.namespace().map(n -> " in network namespace " + n).orElse(""));
            open = Optional.of(new Open(kernel, new TableKeeper(kernel, owned), new DaemonKeeper(kernel)));
        }
        return open.get();
    }

    /** Does what is still to be done; what fails stays to be done. */
    private void settle(Open o) throws SystemCallException {
        if (flushDue) {
            o.table().flush();
            flushDue = false;
            LOG.info("the kernel's IPVS table has been cleared (lvs_flush)");
        }
        if (timeoutsDue) {
            o.kernel()
                    .setTimeouts(new Timeouts(settings.tcpTimeout(), settings.tcpFinTimeout(), settings.udpTimeout()));
            timeoutsDue = false;
        }
        while (!marksDue.isEmpty()) {
            opener.mark(settings.namespace(), marksDue.get(0));
            marksDue.remove(0);
        }
        if (!waiting.isEmpty() || !waitingRemovals.isEmpty()) {
            List<TableService> wanted =
                    waiting.values().stream().map(Translation::table).toList();
            List<ServiceKey> removed = List.copyOf(waitingRemovals);
            waiting.clear();
            waitingRemovals.clear();
            o.table().apply(wanted, removed);
        }
        o.daemons().settings(settings.syncDaemon(), master);
    }

    private void watch() {
        if (!watching && !stopped) {
            watching = true;
            worker.schedule(PAUSE, this::look);
        }
    }

    private void look() {
        watching = false;
        if (stopped) {
            return;
        }
        long begin = worker.nanoTime();
        attempt("read the table", () -> {
            Open o = opened();
            settle(o);
            o.daemons().refresh();
            o.table().refresh(worker::nanoTime, BUDGET.toNanos());
        });
        boolean idle =
                open.map(o -> o.table().isEmpty() && !o.daemons().configured()).orElse(false)
                        && waiting.isEmpty()
                        && problems.isEmpty();
        if (idle) {
            return;
        }
        watching = true;
        Duration pause = Duration.ofNanos(worker.nanoTime() - begin).multipliedBy(PAUSE_PER_LOOK);
        worker.schedule(open.isEmpty() ? OPEN_AGAIN : pause.compareTo(PAUSE) < 0 ? PAUSE : pause, this::look);
    }

    @Override
    public List<ServiceStatus> services() {
        return List.copyOf(statuses.values());
    }

    @Override
    public Optional<ServiceStatus> service(ServiceKey key) {
        return Optional.ofNullable(statuses.get(key));
    }

    /** What the kernel does not do; empty when all is well. */
    List<String> problems() {
        return problems;
    }

    /** Removes our services, at once: a load balancer that stops has handed its addresses over. */
    @Override
    public CompletionStage<Void> stop(Duration drain) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                if (!stopped && !keepOnStop) {
                    attempt("remove its services", this::clear);
                }
            } finally {
                stopped = true;
                done.complete(null);
            }
        });
        return done;
    }

    private void clear() throws SystemCallException {
        if (open.isEmpty() && owned.keys().isEmpty() && settings.flushOnStop() != IpvsSettings.FlushOnStop.ALL) {
            return;
        }
        if (settings.flushOnStop() == IpvsSettings.FlushOnStop.ALL) {
            opened().table().flush();
            LOG.info("the kernel's IPVS table has been cleared (lvs_flush_on_stop)");
        } else {
            opened().table().removeAll();
        }
        if (settings.marking().isPresent()) {
            opener.mark(settings.namespace(), settings.marking().get().withRules(List.of()));
        }
    }

    /** Ends connection synchronisation; after {@link #stop}. */
    CompletionStage<Void> stopDaemons() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        worker.execute(() -> {
            stopped = true;
            if (open.isPresent() && open.get().daemons().configured()) {
                attempt(
                        "end connection synchronisation",
                        () -> open.get().daemons().stop());
            }
            done.complete(null);
        });
        return done;
    }
}
