// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each data plane the difference between what its virtual servers need and what it was last told.
 *
 * <p>Thread-safety: control thread only.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /**
     * Where a virtual server's services are.
     *
     * @param plane name; empty while none carries it
     * @param problem why none does; empty otherwise
     */
    record Placement(VirtualServer of, Optional<String> plane, String problem, List<ServiceKey> keys) {}

    /**
     * What a virtual server needs now.
     *
     * @param services one per key that is its own
     */
    record Need(VirtualServer of, List<VirtualService> services) {}

    /** A plane, and what it was told. */
    private static final class Known {
        final DataPlane plane;
        final Map<ServiceKey, VirtualService> told = new HashMap<>();
        /** Left by a predecessor of this balancer; removed unless somebody needs them. */
        final Set<ServiceKey> strangers = new LinkedHashSet<>();

        Known(DataPlane plane) {
            this.plane = plane;
            plane.services().forEach(service -> strangers.add(service.key()));
        }
    }

    private final Map<String, List<DataPlane>> present = new LinkedHashMap<>();
    private final Map<String, Known> inUse = new LinkedHashMap<>();
    private final Map<String, Placement> placements = new HashMap<>();
    private final Map<String, PlaneChoice> choices = new HashMap<>();
    private final Map<String, Optional<String>> said = new HashMap<>();

    /** A plane came. When one of its name is here already, that one is used until it leaves. */
    void add(String name, DataPlane plane) {
        present.computeIfAbsent(name, n -> new ArrayList<>()).add(plane);
        inUse.computeIfAbsent(name, n -> new Known(plane));
        choices.clear();
    }

    /** A plane left. What it carried waits for another. */
    void remove(String name, DataPlane plane) {
        List<DataPlane> same = present.getOrDefault(name, new ArrayList<>());
        same.remove(plane);
        Known known = inUse.get(name);
        if (known != null && known.plane == plane) {
            inUse.remove(name);
            placements.replaceAll((vs, p) -> p.plane().equals(Optional.of(name))
                    ? new Placement(p.of(), Optional.empty(), "data plane " + name + " has left", p.keys())
                    : p);
            if (!known.told.isEmpty()) {
                LOG.warn(
                        "data plane {} has left: its {} services are without a data plane until one comes",
                        name,
                        known.told.size());
            }
            if (!same.isEmpty()) {
                inUse.put(name, new Known(same.get(0)));
            }
        }
        if (same.isEmpty()) {
            present.remove(name);
        }
        choices.clear();
    }

    /**
     * Makes the planes what they should be, as far as the given virtual servers are concerned: one {@code apply} per plane
     * that has a difference.
     *
     * @param needs by name of the virtual server; null for one that is gone
     * @return whether every plane took it
     */
    boolean apply(Map<String, Need> needs) {
        Map<String, Set<ServiceKey>> released = new HashMap<>();
        Map<String, Map<ServiceKey, VirtualService>> wanted = new HashMap<>();
        needs.forEach((name, need) -> {
            Placement old = placements.remove(name);
            if (old != null) {
                old.plane()
                        .ifPresent(plane -> released.computeIfAbsent(plane, p -> new LinkedHashSet<>())
                                .addAll(old.keys()));
            }
            if (need != null) {
                Placement now = place(need, old);
                placements.put(name, now);
                now.plane().ifPresent(plane -> {
                    Map<ServiceKey, VirtualService> all = wanted.computeIfAbsent(plane, p -> new LinkedHashMap<>());
                    need.services().forEach(service -> all.put(service.key(), service));
                });
            }
        });
        boolean taken = true;
        for (Map.Entry<String, Known> entry : List.copyOf(inUse.entrySet())) {
            taken &= tell(
                    entry.getKey(),
                    entry.getValue(),
                    wanted.getOrDefault(entry.getKey(), Map.of()),
                    released.getOrDefault(entry.getKey(), Set.of()));
        }
        return taken;
    }

    private boolean tell(
            String name, Known known, Map<ServiceKey, VirtualService> wanted, Collection<ServiceKey> released) {
        List<VirtualService> changed = new ArrayList<>();
        wanted.forEach((key, service) -> {
            if (!service.equals(known.told.get(key))) {
                changed.add(service);
            }
        });
        Set<ServiceKey> removed = new LinkedHashSet<>();
        for (ServiceKey key : released) {
            if (!wanted.containsKey(key) && known.told.containsKey(key)) {
                removed.add(key);
            }
        }
        for (ServiceKey key : known.strangers) {
            if (!wanted.containsKey(key) && !known.told.containsKey(key)) {
                removed.add(key);
            }
        }
        known.strangers.clear();
        if (changed.isEmpty() && removed.isEmpty()) {
            return true;
        }
        try {
            known.plane.apply(changed, removed);
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "data plane {} failed to take {} changed and {} removed services; they are offered again soon",
                    name,
                    changed.size(),
                    removed.size(),
                    e);
            changed.forEach(service -> known.told.remove(service.key()));
            removed.forEach(known.told::remove);
            known.strangers.addAll(removed);
            return false;
        }
        removed.forEach(known.told::remove);
        changed.forEach(service -> known.told.put(service.key(), service));
        LOG.debug("data plane {}: {} services changed, {} removed", name, changed.size(), removed.size());
        return true;
    }

    private Placement place(Need need, Placement old) {
        VirtualServer vs = need.of();
        List<ServiceKey> keys =
                need.services().stream().map(VirtualService::key).toList();
        PlaneChoice choice = choose(vs.dataPlane());
        if (choice.plane().isEmpty()) {
            return new Placement(vs, Optional.empty(), choice.why(), keys);
        }
        if (old != null && old.of() == vs && old.plane().equals(choice.plane())) {
            return new Placement(vs, old.plane(), "", keys);
        }
        String plane = choice.plane().get();
        Set<String> problems = PlaneFit.problems(vs, inUse.get(plane).plane.capabilities());
        if (problems.isEmpty()) {
            return new Placement(vs, choice.plane(), "", keys);
        }
        String problem = "data plane " + plane + " cannot do: " + String.join(", ", problems);
        if (old == null || !old.problem().equals(problem)) {
            LOG.warn("virtual server {} carries no traffic: {}", vs.name(), problem);
        }
        return new Placement(vs, Optional.empty(), problem, keys);
    }

    private PlaneChoice choose(String setting) {
        return choices.computeIfAbsent(setting, s -> {
            PlaneChoice choice = PlaneChoice.of(s, inUse.keySet());
            if (choice.plane().isPresent() && !choice.plane().equals(said.get(s))) {
                LOG.info("data plane: {} ({})", choice.plane().get(), choice.why());
                said.put(s, choice.plane());
            }
            return choice;
        });
    }

    /** Where a virtual server is; empty for an unknown one. */
    Optional<Placement> placement(String virtualServer) {
        return Optional.ofNullable(placements.get(virtualServer));
    }

    /** What the plane says about a virtual server's services. */
    List<ServiceStatus> status(String virtualServer) {
        Placement placement = placements.get(virtualServer);
        if (placement == null || placement.plane().isEmpty()) {
            return List.of();
        }
        Known known = inUse.get(placement.plane().get());
        if (known == null) {
            return List.of();
        }
        return placement.keys().stream()
                .flatMap(key -> known.plane.service(key).stream())
                .toList();
    }

    /** Stops all planes that were told anything. */
    CompletableFuture<Void> stop(Duration drain) {
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        inUse.forEach((name, known) -> {
            try {
                stops.add(known.plane.stop(drain).toCompletableFuture().handle((done, failure) -> {
                    if (failure != null) {
                        LOG.error("data plane {} failed to stop", name, failure);
                    }
                    return null;
                }));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("data plane {} failed to stop", name, e);
            }
        });
        placements.clear();
        return CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new));
    }
}
