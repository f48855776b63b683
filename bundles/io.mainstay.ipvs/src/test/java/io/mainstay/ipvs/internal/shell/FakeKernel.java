// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.dataplane.Traffic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.codec.DestinationRow;
import io.mainstay.ipvs.internal.codec.ServiceRow;
import io.mainstay.ipvs.internal.table.Change;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kernel's table in memory, with the kernel's answers; keeps what was asked. */
final class FakeKernel implements IpvsKernel {
    private static final Set<String> SCHEDULERS = Set.of("rr", "wrr", "lc", "wlc", "sh", "mh");

    private final Map<ServiceKey, KernelService> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<Endpoint, KernelDestination>> destinations = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<SyncDaemon> daemons = new ArrayList<>();
    private Timeouts timeouts = new Timeouts(900, 120, 300);
    private int dead;

    /** What was asked since the last time. */
    List<String> drain() {
        List<String> all = changes.stream().map(Object::toString).toList();
        changes.clear();
        return all;
    }

    /** Somebody else does something. */
    void behindOurBack(Change change) {
        if (one(change) != 0) {
            throw new AssertionError("somebody else cannot " + change);
        }
    }

    /** Lets the next so many calls fail. */
    void fail(int calls) {
        dead = calls;
    }

    List<String> table() {
        List<String> all = new ArrayList<>();
        services.forEach((key, service) -> {
            StringBuilder line = new StringBuilder(key + " " + service.scheduler());
            destinations
                    .get(key)
                    .values()
                    .forEach(d ->
                            line.append(' ').append(d.endpoint()).append('=').append(d.weight()));
            all.add(line.toString());
        });
        return all;
    }

    private void live() throws SystemCallException {
        if (dead > 0) {
            dead--;
            throw new SystemCallException("IPVS", "anything", Errno.ENOBUFS);
        }
    }

    @Override
    public String version() {
        return "1.2.1";
    }

    @Override
    public List<ServiceRow> services() throws SystemCallException {
        live();
        return services.values().stream()
                .map(s -> new ServiceRow(
                        new KernelService(
                                s.key(),
                                s.scheduler(),
                                s.flags() | KernelService.HASHED,
                                s.timeoutSeconds(),
                                s.netmask(),
                                s.engine()),
                        new Traffic(7, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
                .toList();
    }

    @Override
    public List<DestinationRow> destinations(ServiceKey service) throws SystemCallException {
        live();
        return destinations.getOrDefault(service, Map.of()).values().stream()
                .map(d -> new DestinationRow(d, 3, 4, 0, new Traffic(7, 1, 2, 30, 40, 0, 0, 0, 0, 0)))
                .toList();
    }

    @Override
    public int[] apply(List<Change> all) throws SystemCallException {
        live();
        changes.addAll(all);
        return all.stream().mapToInt(this::one).toArray();
    }

    private int one(Change change) {
        ServiceKey key = change.key();
        boolean there = services.containsKey(key);
        if (change instanceof Change.AddService add) {
            return there ? Errno.EEXIST : put(add.service());
        } else if (!there) {
            return Errno.ESRCH;
        } else if (change instanceof Change.EditService edit) {
            return put(edit.service());
        } else if (change instanceof Change.DeleteService) {
            services.remove(key);
            destinations.remove(key);
            return 0;
        }
        Map<Endpoint, KernelDestination> of = destinations.get(key);
        if (change instanceof Change.AddDestination add) {
            return of.putIfAbsent(add.destination().endpoint(), add.destination()) == null ? 0 : Errno.EEXIST;
        } else if (change instanceof Change.EditDestination edit) {
            return of.replace(edit.destination().endpoint(), edit.destination()) == null ? Errno.ENOENT : 0;
        }
        return of.remove(((Change.DeleteDestination) change).endpoint()) == null ? Errno.ENOENT : 0;
    }

    private int put(KernelService service) {
        if (!SCHEDULERS.contains(service.scheduler())) {
            return Errno.ENOENT;
        }
        services.put(service.key(), service);
        destinations.computeIfAbsent(service.key(), k -> new LinkedHashMap<>());
        return 0;
    }

    @Override
    public void flush() throws SystemCallException {
        live();
        services.clear();
        destinations.clear();
    }

    @Override
    public Timeouts timeouts() {
        return timeouts;
    }

    @Override
    public void setTimeouts(Timeouts next) {
        timeouts = new Timeouts(
                next.tcp() == 0 ? timeouts.tcp() : next.tcp(),
                next.tcpFin() == 0 ? timeouts.tcpFin() : next.tcpFin(),
                next.udp() == 0 ? timeouts.udp() : next.udp());
    }

    @Override
    public List<SyncDaemon> daemons() {
        return List.copyOf(daemons);
    }

    @Override
    public void startDaemon(SyncDaemon daemon) throws SystemCallException {
        if (daemons.stream().anyMatch(d -> d.role() == daemon.role())) {
            throw new SystemCallException("IPVS", "NEW_DAEMON", Errno.EEXIST);
        }
        // The kernel fills in what it was not told.
        daemons.add(new SyncDaemon(
                daemon.role(),
                daemon.networkInterface(),
                daemon.syncId(),
                daemon.maxLength() == 0 ? 1472 : daemon.maxLength(),
                daemon.group(),
                daemon.port() == 0 ? 8848 : daemon.port(),
                daemon.ttl() == 0 ? 1 : daemon.ttl()));
    }

    @Override
    public void stopDaemon(SyncDaemon daemon) {
        daemons.removeIf(d -> d.role() == daemon.role());
    }
}
