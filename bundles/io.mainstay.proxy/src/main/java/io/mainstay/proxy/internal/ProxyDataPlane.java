// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.platform.NanoClock;
import io.mainstay.proxy.internal.schedule.Policies;
import io.mainstay.proxy.internal.service.Descriptors;
import io.mainstay.proxy.internal.service.PortHolder;
import io.mainstay.proxy.internal.service.ProxyService;
import io.mainstay.proxy.internal.service.Roster;
import io.mainstay.proxy.internal.service.TcpFront;
import io.mainstay.proxy.internal.service.Timers;
import io.mainstay.proxy.internal.udp.UdpFront;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plane as one object, without OSGi. Its threads start with the first service.
 *
 * <p>Thread-safety: {@link #apply} and {@link #stop} on one thread at a time; everything else any thread.
 */
public final class ProxyDataPlane implements DataPlane {
    public static final String PLANE = "proxy";

    private static final Logger LOG = LoggerFactory.getLogger(ProxyDataPlane.class);
    private static final DataPlaneCapabilities CAPABILITIES = new DataPlaneCapabilities(
            PLANE,
            Set.of(Protocol.TCP, Protocol.UDP),
            Set.of(Forwarding.Method.NAT),
            Policies.SCHEDULERS,
            Policies.FLAGS,
            false,
            false,
            true,
            true,
            Set.of());

    private final ProxySettings settings;
    private final NanoClock clock;
    private final Function<EventLoops, Timers> timers;
    private final Map<ServiceKey, Running> services = new ConcurrentHashMap<>();
    private final Map<ServiceKey, ServiceStatus> refused = new ConcurrentHashMap<>();
    private final PortHolder holders;
    private final Descriptors descriptors;
    private volatile EventLoops loops;

    /** A service with what only its kind of front wants to know, and where it listens. */
    private record Running(ProxyService service, Consumer<VirtualService> front, Supplier<Endpoint> local) {}

    public ProxyDataPlane(ProxySettings settings) {
        this(settings, NanoClock.SYSTEM, EventLoops::timers);
    }

    ProxyDataPlane(ProxySettings settings, NanoClock clock, Function<EventLoops, Timers> timers) {
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.holders = new PortHolder(clock);
        this.descriptors = Descriptors.ofProcess();
    }

    @Override
    public DataPlaneCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public CompletionStage<Void> apply(Collection<VirtualService> wanted, Collection<ServiceKey> removed) {
        for (ServiceKey key : removed) {
            refused.remove(key);
            Running running = services.get(key);
            if (running != null) {
                retire(running, running.service.drain());
            }
        }
        List<CompletableFuture<Void>> applied = new ArrayList<>(wanted.size());
        for (VirtualService service : wanted) {
            if (service.key() instanceof ServiceKey.Address key && key.protocol() != Protocol.SCTP) {
                Running running = services.computeIfAbsent(key, k -> create(key));
                running.front.accept(service);
                applied.add(running.service.apply(service).toCompletableFuture());
                // It may have retired and been removed between the look and the call; now it cannot any more.
                services.put(key, running);
            } else {
                refuse(service.key());
            }
        }
        return CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new));
    }

    /** Not reached with a validated configuration; said nevertheless, instead of failing the others. */
    private void refuse(ServiceKey key) {
        String problem = "the data plane proxy carries TCP and UDP to an address only; use ipvs for " + key;
        if (refused.put(key, new ServiceStatus(key, false, problem, List.of())) == null) {
            LOG.warn("{}", problem);
        }
    }

    private Running create(ServiceKey.Address key) {
        EventLoops running = started();
        List<ProxyLoop> all = running.loops();
        Timers clockwork = timers.apply(running);
        Roster roster = new Roster(all.size(), new SplittableRandom());
        if (key.protocol() == Protocol.TCP) {
            TcpFront front =
                    new TcpFront(key.endpoint(), running.transport(), all, roster, settings.tcp(), descriptors, clock);
            ProxyService service = new ProxyService(key, roster, front, clockwork, clock, holders);
            front.onSessionEnd(service::sessionEnded);
            return new Running(service, wanted -> {}, front::local);
        }
        ProxyLoop loop = all.get(Math.floorMod(key.hashCode(), all.size()));
        UdpFront front = new UdpFront(
                key.endpoint(),
                running.transport(),
                loop,
                running.allocator(),
                roster,
                settings.udp(),
                descriptors,
                clock);
        ProxyService service = new ProxyService(key, roster, front, clockwork, clock, holders);
        front.onSessionEnd(service::sessionEnded);
        return new Running(service, wanted -> front.onePacket(wanted.onePacket()), front::local);
    }

    private EventLoops started() {
        EventLoops running = loops;
        if (running == null) {
            running = new EventLoops(settings);
            loops = running;
            LOG.info(
                    "data plane proxy: {} threads on {}{}",
                    running.loops().size(),
                    running.transport().name(),
                    running.fallback().isEmpty() ? "" : " because native epoll is missing: " + running.fallback());
        }
        return running;
    }

    private CompletableFuture<Void> retire(Running running, Optional<Duration> grace) {
        return running.service
                .retire(grace)
                .thenAccept(gone -> {
                    if (gone) {
                        services.remove(running.service.key(), running);
                    }
                })
                .toCompletableFuture();
    }

    @Override
    public List<ServiceStatus> services() {
        List<ServiceStatus> all = new ArrayList<>(refused.values());
        services.values().forEach(running -> all.add(running.service.status()));
        return all;
    }

    @Override
    public Optional<ServiceStatus> service(ServiceKey key) {
        Running running = services.get(key);
        return running != null ? Optional.of(running.service.status()) : Optional.ofNullable(refused.get(key));
    }

    @Override
    public CompletionStage<Void> stop(Duration drain) {
        refused.clear();
        EventLoops running = loops;
        if (running == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] retired = services.values().stream()
                .map(service -> retire(service, Optional.of(drain)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(retired).thenCompose(done -> {
            loops = null;
            return running.close();
        });
    }

    /** Where a service really listens, for those that leave the port to the kernel; empty when it does not. */
    public Optional<Endpoint> local(ServiceKey key) {
        return Optional.ofNullable(services.get(key))
                .map(running -> running.local().get());
    }

    /** Memory reserved for bytes that a peer has not taken yet. */
    long keptBytes() {
        EventLoops running = loops;
        return running == null ? 0 : running.allocator().metric().usedDirectMemory();
    }

    /** Why native epoll is not used although it was wanted; empty when it is, or nothing runs yet. */
    String fallback() {
        EventLoops running = loops;
        return running == null ? "" : running.fallback();
    }

    /** Why services cannot be bound, by service. */
    Map<ServiceKey, String> bindProblems() {
        Map<ServiceKey, String> problems = new LinkedHashMap<>();
        services.forEach((key, running) -> {
            String problem = running.service.bindProblem();
            if (!problem.isEmpty()) {
                problems.put(key, problem);
            }
        });
        return problems;
    }
}
