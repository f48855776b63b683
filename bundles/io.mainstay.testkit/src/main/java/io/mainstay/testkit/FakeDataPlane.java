// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A data plane that carries nothing and remembers what it was told. Thread-safety: all methods are synchronized.
 */
public final class FakeDataPlane implements DataPlane {

    /** One call of {@link DataPlane#apply}. */
    public record Applied(List<VirtualService> wanted, List<ServiceKey> removed) {}

    private final DataPlaneCapabilities capabilities;
    private final Map<ServiceKey, VirtualService> services = new LinkedHashMap<>();
    private final Map<ServiceKey, String> problems = new HashMap<>();
    private final List<Applied> calls = new ArrayList<>();
    private CompletableFuture<Void> stopping = CompletableFuture.completedFuture(null);
    private Duration stoppedWith;
    private RuntimeException failure;

    /** A plane that can do everything. */
    public FakeDataPlane(String name) {
        this(new DataPlaneCapabilities(
                name,
                EnumSet.allOf(Protocol.class),
                EnumSet.allOf(Forwarding.Method.class),
                EnumSet.allOf(Scheduler.class),
                Set.of("hashed", "flag-1", "flag-2", "flag-3", "sh-port", "sh-fallback", "mh-port", "mh-fallback"),
                true,
                true,
                true,
                true,
                Set.of("sip")));
    }

    public FakeDataPlane(DataPlaneCapabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public DataPlaneCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public synchronized CompletionStage<Void> apply(Collection<VirtualService> wanted, Collection<ServiceKey> removed) {
        if (failure != null) {
            throw failure;
        }
        calls.add(new Applied(List.copyOf(wanted), List.copyOf(removed)));
        removed.forEach(services::remove);
        wanted.forEach(service -> services.put(service.key(), service));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized List<ServiceStatus> services() {
        return services.values().stream().map(this::status).toList();
    }

    @Override
    public synchronized Optional<ServiceStatus> service(ServiceKey key) {
        return Optional.ofNullable(services.get(key)).map(this::status);
    }

    @Override
    public synchronized CompletionStage<Void> stop(Duration drain) {
        stoppedWith = drain;
        services.clear();
        return stopping;
    }

    private ServiceStatus status(VirtualService service) {
        String problem = problems.getOrDefault(service.key(), "");
        List<DestinationStatus> destinations = service.destinations().stream()
                .map(d -> new DestinationStatus(d.endpoint(), d.weight(), false, 0, 0, 0, 0, 0, 0))
                .toList();
        return new ServiceStatus(service.key(), problem.isEmpty(), problem, destinations);
    }

    /** What the plane carries now. */
    public synchronized Map<ServiceKey, VirtualService> carried() {
        return new LinkedHashMap<>(services);
    }

    /** The calls of {@link #apply} since the last time; forgets them. */
    public synchronized List<Applied> drain() {
        List<Applied> seen = List.copyOf(calls);
        calls.clear();
        return seen;
    }

    /** Makes a service inactive; an empty text makes it active again. */
    public synchronized void problem(ServiceKey key, String text) {
        problems.put(key, text);
    }

    /** Makes {@link #apply} throw; null ends that. */
    public synchronized void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    /** Makes {@link #stop} return this stage. */
    public synchronized void stopEndsWith(CompletableFuture<Void> stage) {
        stopping = stage;
    }

    /** The drain time that {@link #stop} was called with; null before. */
    public synchronized Duration stoppedWith() {
        return stoppedWith;
    }
}
