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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
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
    private final Deque<ServiceKey> turn = new ArrayDeque<>();
    private Map<ServiceKey, ServiceStatus> statuses = Map.of();
    private boolean known;

    TableKeeper(IpvsKernel kernel, OwnedServices owned) {
        this.kernel = kernel;
        this.owned = owned;
    }

    /**
     * What came of a refresh.
     *
     * @param services of ours that the kernel has
     * @param read services whose destinations were read
     * @param repaired changes that were necessary
     */
    record Refreshed(int services, int read, int repaired) {}

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
        show(keys, Map.of(), Map.of());
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

    /**
     * Reads the table, puts back what is not as it should be, and shows the counters. The list of services is read at each
     * call; their destinations in turn, as many as {@code budgetNanos} allows, and those of one service at least.
     *
     * @param clock monotonic nanoseconds
     */
    Refreshed refresh(LongSupplier clock, long budgetNanos) throws SystemCallException {
        if (!known) {
            read();
        }
        long begin = clock.getAsLong();
        Map<ServiceKey, ServiceRow> rows = rows();
        Set<ServiceKey> suspicious = compareServices(rows);
        Map<ServiceKey, List<DestinationRow>> counted = new HashMap<>();
        if (turn.isEmpty()) {
            turn.addAll(wanted.keySet());
        }
        while (!turn.isEmpty() && (counted.isEmpty() || clock.getAsLong() - begin < budgetNanos)) {
            ServiceKey key = turn.remove();
            if (rows.containsKey(key) && wanted.containsKey(key)) {
                List<DestinationRow> destinations = kernel.destinations(key);
                counted.put(key, destinations);
                TableService now = new TableService(rows.get(key).service(), configured(destinations));
                if (!Difference.of(now, wanted.get(key)).isEmpty()) {
                    suspicious.add(key);
                    has.put(key, now);
                }
            }
        }
        suspicious.addAll(released);
        int repaired = suspicious.isEmpty() ? 0 : putBack(suspicious);
        Set<ServiceKey> shown = new LinkedHashSet<>(counted.keySet());
        shown.addAll(suspicious);
        show(shown, rows, counted);
        return new Refreshed(rows.size(), counted.size(), repaired);
    }

    /** What is ours, or should be. */
    private Map<ServiceKey, ServiceRow> rows() throws SystemCallException {
        Set<ServiceKey> left = owned.keys();
        Map<ServiceKey, ServiceRow> rows = new HashMap<>();
        for (ServiceRow row : kernel.services()) {
            ServiceKey key = row.service().key();
            if (wanted.containsKey(key) || left.contains(key)) {
                rows.put(key, row);
            }
        }
        return rows;
    }

    /** Takes over what is new of the services; the keys of those that are not as they should be. */
    private Set<ServiceKey> compareServices(Map<ServiceKey, ServiceRow> rows) throws SystemCallException {
        Set<ServiceKey> suspicious = new LinkedHashSet<>();
        for (TableService service : wanted.values()) {
            ServiceKey key = service.key();
            ServiceRow row = rows.get(key);
            TableService before = has.get(key);
            if (row == null) {
                has.remove(key);
                suspicious.add(key);
            } else if (before == null) {
                has.put(key, new TableService(row.service(), configured(kernel.destinations(key))));
                suspicious.add(key);
            } else if (!before.service().sameAs(row.service())) {
                has.put(key, new TableService(row.service(), before.destinations()));
                suspicious.add(key);
            } else if (problems.containsKey(key)) {
                suspicious.add(key);
            }
        }
        return suspicious;
    }

    private int putBack(Set<ServiceKey> keys) throws SystemCallException {
        List<Change> needed = Difference.of(keys, has, wanted);
        if (needed.isEmpty()) {
            return 0;
        }
        needed.stream()
                .filter(change -> !problems.containsKey(change.key()) && !released.contains(change.key()))
                .findFirst()
                .ifPresent(change -> LOG.warn(
                        "someone else changed the kernel's IPVS table: service {} {}; it is put back ({} changes)",
                        change.key(),
                        has.containsKey(change.key()) ? "differs" : "is gone",
                        needed.size()));
        carryOut(keys, "put back");
        return needed.size();
    }

    /** Reads all of it. */
    private void read() throws SystemCallException {
        Map<ServiceKey, TableService> found = new HashMap<>();
        for (ServiceRow row : rows().values()) {
            ServiceKey key = row.service().key();
            found.put(key, new TableService(row.service(), configured(kernel.destinations(key))));
        }
        has.clear();
        has.putAll(found);
        known = true;
    }

    private void show(
            Collection<ServiceKey> keys,
            Map<ServiceKey, ServiceRow> services,
            Map<ServiceKey, List<DestinationRow>> destinations) {
        Map<ServiceKey, ServiceStatus> next = new HashMap<>(statuses);
        next.keySet().retainAll(wanted.keySet());
        for (ServiceKey key : keys) {
            if (wanted.containsKey(key)) {
                next.put(
                        key,
                        Statuses.of(
                                key,
                                has.get(key),
                                problems.getOrDefault(key, ""),
                                services.get(key),
                                destinations.get(key),
                                statuses.get(key)));
            }
        }
        statuses = Map.copyOf(next);
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
