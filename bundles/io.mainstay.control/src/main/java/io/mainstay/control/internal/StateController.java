// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.ConfigInterpreter;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import io.mainstay.platform.ControlThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the desired state: reads the sources, has the result interpreted and prepared, and makes it current when nobody
 * objects. What runs is never touched by a state that is refused.
 *
 * <p>Thread-safety: any thread. Reloads run one at a time on {@code mainstay-config}; participants are called on the
 * control thread.
 */
@Component(service = {Configuration.class, Diagnosable.class, StateController.class})
public final class StateController implements Configuration, Diagnosable {
    private static final Logger LOG = LoggerFactory.getLogger(StateController.class);

    /** Several files that are dropped together, and a data plane and its checkers that start together, are one change. */
    private static final Duration SETTLE = Duration.ofMillis(50);

    /** After this a participant that does not stop is left behind: the process must end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final ControlThread control;
    private final ConfigInterpreter interpreter;
    private final Sources sources = new Sources();
    private final Ranked<StateParticipant> participants = new Ranked<>();
    private final Map<String, DataPlaneCapabilities> planes = new LinkedHashMap<>();
    private final Set<Diagnostic> warned = new HashSet<>();
    private final AtomicBoolean reloadDue = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor reader;

    private volatile DesiredState current = DesiredState.empty("mainstay");
    private volatile ReloadReport last = new ReloadReport(false, 0, List.of(), Duration.ZERO);
    private volatile boolean started;

    @Activate
    public StateController(@Reference ControlThread control, @Reference ConfigInterpreter interpreter) {
        this.control = control;
        this.interpreter = interpreter;
        reader = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mainstay-config");
            thread.setDaemon(true);
            return thread;
        });
        reader.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Deactivate
    void deactivate() {
        sources.unwatch();
        reader.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(ConfigSource source, Map<String, Object> properties) {
        sources.add(source, properties);
    }

    void removeSource(ConfigSource source) {
        sources.remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addParticipant(StateParticipant participant, Map<String, Object> properties) {
        participants.add(participant, properties.get(StateParticipant.ORDER) instanceof Integer order ? order : 1000);
        environmentChanged(participant.name() + " has come");
    }

    void removeParticipant(StateParticipant participant) {
        participants.remove(participant);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDataPlane(DataPlane plane) {
        DataPlaneCapabilities capabilities = plane.capabilities();
        synchronized (planes) {
            planes.put(capabilities.name(), capabilities);
        }
        environmentChanged("data plane " + capabilities.name() + " has come");
    }

    void removeDataPlane(DataPlane plane) {
        String name = plane.capabilities().name();
        synchronized (planes) {
            planes.remove(name);
        }
        environmentChanged("data plane " + name + " has gone");
    }

    private void environmentChanged(String what) {
        if (started) {
            LOG.debug("{}: the configuration is read again", what);
            reloadSoon();
        }
    }

    private void reloadSoon() {
        if (reloadDue.compareAndSet(false, true)) {
            reader.schedule(
                    () -> {
                        reloadDue.set(false);
                        transact(true);
                    },
                    SETTLE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Makes the first state current; from then on changes of the sources are followed. */
    ReloadReport start() {
        started = true; // first: what comes during the first load is not missed, at worst it is loaded once more
        sources.watch(this::reloadSoon);
        ReloadReport report = reload();
        if (!report.accepted()) {
            started = false;
            sources.unwatch();
        }
        return report;
    }

    @Override
    public DesiredState current() {
        return current;
    }

    @Override
    public ReloadReport reload() {
        return await(reader.submit(() -> transact(true)));
    }

    @Override
    public ReloadReport test() {
        return await(reader.submit(() -> transact(false)));
    }

    @Override
    public ReloadReport last() {
        return last;
    }

    @Override
    public List<Finding> findings() {
        ReloadReport report = last;
        if (report.accepted() || report.diagnostics().isEmpty()) {
            return List.of();
        }
        List<Diagnostic> errors =
                report.diagnostics().stream().filter(Diagnostic::isError).toList();
        return List.of(new Finding(
                Level.ERROR,
                "configuration",
                "the last reload was refused, configuration " + report.number() + " goes on; "
                        + (errors.size() == 1 ? "the error is: " : "the first of " + errors.size() + " errors is: ")
                        + errors.get(0),
                "correct it and reload; 'reload' and the log list all"));
    }

    /** The whole transaction, on the reader's thread; never throws. */
    private ReloadReport transact(boolean makeCurrent) {
        long begin = System.nanoTime();
        ReloadReport report;
        try {
            report = attempt(makeCurrent, begin);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (!reader.isShutdown()) {
                LOG.error("reading the configuration failed; what runs goes on", e);
            }
            Diagnostic failure =
                    Diagnostic.error(DiagnosticKind.FATAL, Position.of("configuration"), "reading it failed: " + e);
            report = new ReloadReport(false, current.number(), List.of(failure), since(begin));
        }
        if (makeCurrent && !reader.isShutdown()) {
            last = report;
            log(report);
        }
        return report;
    }

    private ReloadReport attempt(boolean makeCurrent, long begin) {
        Fragment read = sources.read();
        long readDone = System.nanoTime();
        Map<String, DataPlaneCapabilities> known;
        synchronized (planes) {
            known = Map.copyOf(planes);
        }
        long number = current.number() + 1;
        Interpretation interpretation = interpreter.interpret(number, read.nodes(), known);
        long interpreted = System.nanoTime();
        List<Diagnostic> diagnostics = new ArrayList<>(read.diagnostics());
        diagnostics.addAll(interpretation.diagnostics());
        boolean accepted = control.call(() -> {
            StateTransaction transaction = StateTransaction.prepare(interpretation.state(), participants.list());
            diagnostics.addAll(transaction.diagnostics());
            boolean good = diagnostics.stream().noneMatch(Diagnostic::isError);
            if (good && makeCurrent) {
                current = interpretation.state();
                transaction.commit();
            } else {
                transaction.abandon();
            }
            return good;
        });
        sort(diagnostics);
        LOG.debug(
                "configuration {}: read in {} ms, interpreted in {} ms, applied in {} ms",
                number,
                (readDone - begin) / 1_000_000,
                (interpreted - readDone) / 1_000_000,
                since(interpreted).toMillis());
        return new ReloadReport(accepted, accepted ? number : current.number(), diagnostics, since(begin));
    }

    /** As they stand in the files, whoever found them; the files in the order in which they are first spoken of. */
    private static void sort(List<Diagnostic> diagnostics) {
        Map<String, Integer> files = new HashMap<>();
        diagnostics.forEach(d -> files.putIfAbsent(d.at().file(), files.size()));
        diagnostics.sort(Comparator.comparing((Diagnostic d) -> files.get(d.at().file()))
                .thenComparing(d -> d.at().line())
                .thenComparing(d -> d.at().column()));
    }

    private void log(ReloadReport report) {
        Set<Diagnostic> now = new HashSet<>(report.diagnostics());
        for (Diagnostic diagnostic : report.diagnostics()) {
            if (diagnostic.isError()) {
                LOG.error("{}", diagnostic);
            } else if (!warned.contains(diagnostic)) { // said once, not at every reload
                LOG.warn("{}", diagnostic);
            }
        }
        warned.clear();
        warned.addAll(now);
        if (report.accepted()) {
            if (report.number() > 1 && isEmpty(current)) {
                LOG.warn(
                        "configuration {} has no virtual server and no virtual router: everything is withdrawn",
                        report.number());
            }
            LOG.info(
                    "configuration {} is current: {} virtual servers, {} real servers{} ({} ms)",
                    report.number(),
                    current.virtualServers().size(),
                    current.virtualServers().stream()
                            .mapToInt(vs -> vs.realServers().size())
                            .sum(),
                    routers(current),
                    report.took().toMillis());
        } else {
            long errors =
                    report.diagnostics().stream().filter(Diagnostic::isError).count();
            LOG.error(
                    "the configuration is refused ({} error{}); {}",
                    errors,
                    errors == 1 ? "" : "s",
                    report.number() == 0
                            ? "nothing is running yet"
                            : "configuration " + report.number() + " goes on untouched");
        }
    }

    /** Whether there is nothing to do. */
    static boolean isEmpty(DesiredState state) {
        return state.virtualServers().isEmpty()
                && state.vrrp().isEmpty()
                && state.carp().instances().isEmpty();
    }

    private static String routers(DesiredState state) {
        int routers = state.vrrp().instances().size() + state.carp().instances().size();
        return routers == 0 ? "" : ", " + routers + " virtual routers";
    }

    /** Stops all participants, last committed first; returns when they have stopped or their time is over. */
    void stop() {
        started = false;
        sources.unwatch();
        List<StateParticipant> order = new ArrayList<>(participants.list());
        java.util.Collections.reverse(order);
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        for (StateParticipant participant : order) {
            try {
                control.call(participant::stop)
                        .toCompletableFuture()
                        .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                LOG.error(
                        "{} has not stopped in {} s; going on without it", participant.name(), STOP_LIMIT.toSeconds());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | RuntimeException | LinkageError e) {
                LOG.error("{} failed to stop", participant.name(), e);
            }
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static ReloadReport await(Future<ReloadReport> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a reload", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reload failed", e.getCause());
        }
    }
}
