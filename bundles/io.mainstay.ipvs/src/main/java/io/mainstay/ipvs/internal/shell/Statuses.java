// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.Traffic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.codec.DestinationRow;
import io.mainstay.ipvs.internal.codec.ServiceRow;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.TableService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the view that others get of our services. Pure. */
final class Statuses {
    private Statuses() {}

    /**
     * The view of one service.
     *
     * @param has what the kernel has; null for nothing
     * @param problem why it is not what it should be; empty when it is
     * @param row its counters; null when they were not read
     * @param rows counters of its destinations; null when they were not read
     * @param before the last view, whose counters stand until the next reading; null when there is none
     */
    static ServiceStatus of(
            ServiceKey key,
            TableService has,
            String problem,
            ServiceRow row,
            List<DestinationRow> rows,
            ServiceStatus before) {
        if (has == null) {
            return new ServiceStatus(key, false, problem.isEmpty() ? "not in the kernel yet" : problem, List.of());
        }
        Map<Endpoint, DestinationRow> counted = new HashMap<>();
        if (rows == null && before != null && sameDestinations(before, has)) {
            return new ServiceStatus(
                    key,
                    true,
                    problem,
                    before.destinations(),
                    row == null ? before.traffic() : Optional.of(row.traffic()));
        }
        if (rows != null) {
            rows.forEach(r -> counted.put(r.destination().endpoint(), r));
        }
        Map<Endpoint, DestinationStatus> earlier = new HashMap<>();
        if (before != null) {
            before.destinations().forEach(d -> earlier.put(d.endpoint(), d));
        }
        List<DestinationStatus> destinations =
                new ArrayList<>(has.destinations().size());
        for (KernelDestination destination : has.destinations().values()) {
            destinations.add(
                    status(destination, counted.get(destination.endpoint()), earlier.get(destination.endpoint())));
        }
        Optional<Traffic> traffic = row != null
                ? Optional.of(row.traffic())
                : before != null ? before.traffic() : Optional.of(Traffic.NONE);
        return new ServiceStatus(key, true, problem, destinations, traffic);
    }

    private static boolean sameDestinations(ServiceStatus before, TableService has) {
        return before.destinations().size() == has.destinations().size()
                && before.destinations().stream()
                        .allMatch(d -> has.destinations().containsKey(d.endpoint())
                                && has.destinations().get(d.endpoint()).weight() == d.weight());
    }

    private static DestinationStatus status(KernelDestination d, DestinationRow row, DestinationStatus before) {
        if (row == null && before != null) {
            return new DestinationStatus(
                    d.endpoint(),
                    d.weight(),
                    false,
                    before.activeConnections(),
                    before.inactiveConnections(),
                    before.connections(),
                    0,
                    before.bytesIn(),
                    before.bytesOut(),
                    before.traffic());
        }
        Traffic traffic = row == null ? Traffic.NONE : row.traffic();
        return new DestinationStatus(
                d.endpoint(),
                d.weight(),
                false,
                row == null ? 0 : row.active(),
                row == null ? 0 : row.inactive(),
                traffic.connections(),
                0,
                traffic.bytesIn(),
                traffic.bytesOut(),
                Optional.of(traffic));
    }
}
