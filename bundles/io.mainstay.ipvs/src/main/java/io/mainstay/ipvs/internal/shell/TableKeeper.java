// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.codec.DestinationRow;
import io.mainstay.ipvs.internal.codec.ServiceRow;
import io.mainstay.ipvs.internal.table.Change;
import io.mainstay.ipvs.internal.table.Difference;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.TableService;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our part of the kernel's table what it should be. What the kernel has is remembered, so that a change needs no
 * reading; {@link #refresh} reads it again, puts back what others changed, and takes the counters along. Services that are
 * not ours are never looked into and never touched.
 *
 * <p>A change that the kernel refuses is not repeated blindly: the service is read again, and the difference that is left is
 * tried once more. What is refused then is the service's problem until the next refresh that tries it again.
 *
 * <p>Thread-safety: one thread, which waits for the kernel.
 */
final class TableKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(TableKeeper.class);
    /** A refused change, what the kernel has read again, and tried once more. */
    private static final int ATTEMPTS = 2;

    private final IpvsKernel kernel;
    private final OwnedServices owned;
    private final Map<ServiceKey, TableService> wanted = new LinkedHashMap<>();
    private final Set<ServiceKey> released = new LinkedHashSet<>();
    private final Map<ServiceKey, TableService> has = new HashMap<>();
    private final Map<ServiceKey, String> problems = new HashMap<>();
    private Map<ServiceKey, ServiceStatus> statuses = Map.of();
    private boolean known;

    TableKeeper(IpvsKernel kernel, OwnedServices owned) {
        this.kernel = kernel;
        this.owned = owned;
    }

    /** What came of a refresh. */
    record Refreshed(int services, int destinations, int repaired) {}

    /** Makes some services what they should be; others stay as they are. */
    void apply(Collection<TableService> next, Collection<ServiceKey> removed) throws SystemCallException {
        Set<ServiceKey> keys = new LinkedHashSet<>();
        for (ServiceKey key : removed) {
            wanted.remove(key);
            released.add(key);
            keys.add(key);
        }
        for (TableService service : next) {
            wanted.put(service.key(), service);
            released.remove(service.key());
            keys.add(service.key());
        }
        if (!known) {
            read();
        }
        owned.add(next.stream().map(TableService::key).toList());
        int changes = carryOut(keys, "asked for");
        LOG.debug("{} services asked for, {} removed: {} changes", next.size(), removed.size(), changes);
        show(Map.of(), Map.of());
    }

    /** Carries out what is left to do for some services; the number of changes. */
    private int carryOut(Collection<ServiceKey> keys, String why) throws SystemCallException {
        Collection<ServiceKey> left = keys;
        int count = 0;
        for (int attempt = 1; attempt <= ATTEMPTS && !left.isEmpty(); attempt++) {
            List<Change> changes = Difference.of(left, has, wanted);
            count += changes.size();
            boolean last = attempt == ATTEMPTS;
            Set<ServiceKey> refused = carryOut(changes, last);
            for (ServiceKey key : left) {
                if (!refused.contains(key)) {
                    settled(key);
                }
            }
            for (ServiceKey key : refused) {
                reread(key);
            }
            left = refused;
        }
        List<ServiceKey> gone = keys.stream()
                .filter(key -> !wanted.containsKey(key) && !has.containsKey(key))
                .toList();
        released.removeAll(gone);
        owned.remove(gone);
        if (count > 0 && LOG.isTraceEnabled()) {
            LOG.trace("{} changes, {}", count, why);
        }
        return count;
    }

    private Set<ServiceKey> carryOut(List<Change> changes, boolean last) throws SystemCallException {
        if (changes.isEmpty()) {
            return Set.of();
        }
        int[] results = kernel.apply(changes);
        Set<ServiceKey> refused = new LinkedHashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (results[i] != 0 && refused.add(change.key()) && last) {
                String problem = change + ": " + problem(change, results[i]);
                if (!problem.equals(problems.put(change.key(), problem))) {
                    LOG.error("the kernel refuses to {}; it is tried again", problem);
                }
            }
        }
        return refused;
    }

    /** All that was wanted for a service is done. */
    private void settled(ServiceKey key) {
        TableService now = wanted.get(key);
        if (now == null) {
            has.remove(key);
        } else {
            has.put(key, now);
        }
        if (problems.remove(key) != null) {
            LOG.info("service {} is in the kernel now", key);
        }
    }

    private static String problem(Change change, int errno) {
        String name = Errno.name(errno) + " (" + Errno.text(errno) + ")";
        if (errno == Errno.ENOENT && change instanceof Change.AddService add) {
            return name + ": the kernel has no scheduler module ip_vs_"
                    + add.service().scheduler()
                    + (add.service().engine().isEmpty()
                            ? ""
                            : " or no ip_vs_pe_" + add.service().engine());
        }
        if (errno == Errno.ENOENT && change instanceof Change.EditService edit) {
            return name + ": the kernel has no scheduler module ip_vs_"
                    + edit.service().scheduler();
        }
        if (errno == Errno.EINVAL && change instanceof Change.AddDestination) {
            return name + ": for a destination of another address family only TUN is possible, and no sync daemon";
        }
        return name;
    }

    private void reread(ServiceKey key) throws SystemCallException {
        has.remove(key);
        for (ServiceRow row : kernel.services()) {
            if (row.service().key().equals(key)) {
                has.put(key, new TableService(row.service(), configured(kernel.destinations(key))));
                return;
            }
        }
    }

    private static Map<Endpoint, KernelDestination> configured(List<DestinationRow> rows) {
        Map<Endpoint, KernelDestination> destinations = new LinkedHashMap<>(rows.size() * 2);
        rows.forEach(row -> destinations.put(row.destination().endpoint(), row.destination()));
        return destinations;
    }

    /** Reads the table, puts back what is not as it should be, and shows the counters. */
    Refreshed refresh() throws SystemCallException {
        Map<ServiceKey, TableService> before = Map.copyOf(has);
        boolean first = !known;
        Snapshot snapshot = read();
        Set<ServiceKey> ours = new LinkedHashSet<>(wanted.keySet());
        ours.addAll(released);
        List<Change> needed = Difference.of(ours, has, wanted);
        if (!needed.isEmpty()) {
            Set<ServiceKey> keys = new LinkedHashSet<>();
            needed.forEach(change -> keys.add(change.key()));
            keys.stream()
                    .filter(key -> !first && before.containsKey(key))
                    .filter(key -> !Difference.of(has.get(key), before.get(key)).isEmpty())
                    .findFirst()
                    .ifPresent(key -> LOG.warn(
                            "someone else changed the kernel's IPVS table: {} ({} changes, {} services); it is put back",
                            describe(key),
                            needed.size(),
                            keys.size()));
            carryOut(keys, "put back");
        }
        show(snapshot.services, snapshot.destinations);
        return new Refreshed(
                snapshot.services.size(),
                snapshot.destinations.values().stream().mapToInt(List::size).sum(),
                needed.size());
    }

    private String describe(ServiceKey key) {
        return has.containsKey(key) ? "service " + key + " differs" : "service " + key + " is gone";
    }

    private record Snapshot(Map<ServiceKey, ServiceRow> services, Map<ServiceKey, List<DestinationRow>> destinations) {}

    /** Reads what is ours, or should be. */
    private Snapshot read() throws SystemCallException {
        Set<ServiceKey> ours = new LinkedHashSet<>(wanted.keySet());
        ours.addAll(owned.keys());
        Map<ServiceKey, ServiceRow> services = new HashMap<>();
        Map<ServiceKey, List<DestinationRow>> destinations = new HashMap<>();
        Map<ServiceKey, TableService> found = new HashMap<>();
        for (ServiceRow row : kernel.services()) {
            ServiceKey key = row.service().key();
            if (ours.contains(key)) {
                List<DestinationRow> rows = kernel.destinations(key);
                services.put(key, row);
                destinations.put(key, rows);
                found.put(key, new TableService(row.service(), configured(rows)));
            }
        }
        has.clear();
        has.putAll(found);
        known = true;
        return new Snapshot(services, destinations);
    }

    private void show(Map<ServiceKey, ServiceRow> services, Map<ServiceKey, List<DestinationRow>> destinations) {
        statuses = Statuses.of(wanted, has, problems, services, destinations, statuses);
    }

    /** State and counters of our services, of the last refresh. */
    Map<ServiceKey, ServiceStatus> statuses() {
        return statuses;
    }

    Map<ServiceKey, String> problems() {
        return Map.copyOf(problems);
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Removes everything, others' entries too; what is wanted is added again when it is asked for or refreshed. */
    void flush() throws SystemCallException {
        kernel.flush();
        has.clear();
        known = true;
        owned.remove(owned.keys());
    }

    /** Removes what is ours. */
    void removeAll() throws SystemCallException {
        Set<ServiceKey> keys = new LinkedHashSet<>(wanted.keySet());
        keys.addAll(owned.keys());
        wanted.clear();
        if (!known) {
            read();
        }
        carryOut(keys, "stopping");
        statuses = Map.of();
    }
}
