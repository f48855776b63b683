// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.Change.AddDestination;
import io.mainstay.ipvs.internal.table.Change.AddService;
import io.mainstay.ipvs.internal.table.Change.DeleteDestination;
import io.mainstay.ipvs.internal.table.Change.DeleteService;
import io.mainstay.ipvs.internal.table.Change.EditDestination;
import io.mainstay.ipvs.internal.table.Change.EditService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What has to be changed to make the kernel's table what it should be; nothing else. Within a service, destinations are added
 * and changed before others are removed, so that there is always one when there is one before and after.
 *
 * <p>A destination that gets another forwarding method or tunnel is removed and added: the kernel would send packets of
 * connections that exist by the new way.
 */
public final class Difference {
    private Difference() {}

    /**
     * The changes for one service.
     *
     * @param has what the kernel has; null when it has no such service
     * @param wanted what it should have; null when it should have none
     */
    public static List<Change> of(TableService has, TableService wanted) {
        List<Change> changes = new ArrayList<>();
        collect(has, wanted, changes);
        return changes;
    }

    /**
     * The changes for several services, one service after the other.
     *
     * @param keys the services to look at; others stay as they are
     */
    public static List<Change> of(
            Collection<ServiceKey> keys, Map<ServiceKey, TableService> has, Map<ServiceKey, TableService> wanted) {
        List<Change> changes = new ArrayList<>();
        for (ServiceKey key : keys) {
            collect(has.get(key), wanted.get(key), changes);
        }
        return changes;
    }

    private static void collect(TableService has, TableService wanted, List<Change> changes) {
        if (wanted == null) {
            if (has != null) {
                changes.add(new DeleteService(has.key()));
            }
            return;
        }
        if (has == null) {
            changes.add(new AddService(wanted.service()));
            wanted.destinations().values().forEach(d -> changes.add(new AddDestination(wanted.key(), d)));
            return;
        }
        if (has == wanted) {
            return;
        }
        ServiceKey key = wanted.key();
        if (!has.service().sameAs(wanted.service())) {
            changes.add(new EditService(wanted.service()));
        }
        wanted.destinations().forEach((endpoint, destination) -> {
            KernelDestination old = has.destinations().get(endpoint);
            if (old == null) {
                changes.add(new AddDestination(key, destination));
            } else if (!sameWay(old, destination)) {
                changes.add(new DeleteDestination(key, endpoint));
                changes.add(new AddDestination(key, destination));
            } else if (!old.equals(destination)) {
                changes.add(new EditDestination(key, destination));
            }
        });
        for (Endpoint endpoint : has.destinations().keySet()) {
            if (!wanted.destinations().containsKey(endpoint)) {
                changes.add(new DeleteDestination(key, endpoint));
            }
        }
    }

    private static boolean sameWay(KernelDestination a, KernelDestination b) {
        return a.method() == b.method() && a.tunnel().equals(b.tunnel());
    }
}
