// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One service as it should be, complete.
 *
 * @param key what it listens on
 * @param scheduler how new connections are distributed
 * @param schedulerFlags flags of the scheduler
 * @param persistence empty for none
 * @param onePacket one-packet scheduling
 * @param hashed IPVS hashed flag
 * @param drain how long connections of removed or weightless destinations may go on; empty means without limit
 * @param connectionLimit connections at a time; 0 means no limit
 * @param destinations endpoints unique; possibly none: then new connections are refused
 */
public record VirtualService(
        ServiceKey key,
        Scheduler scheduler,
        Set<String> schedulerFlags,
        Optional<Persistence> persistence,
        boolean onePacket,
        boolean hashed,
        Optional<Duration> drain,
        int connectionLimit,
        List<Destination> destinations) {

    public VirtualService {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(scheduler, "scheduler");
        schedulerFlags = Set.copyOf(schedulerFlags);
        Objects.requireNonNull(persistence, "persistence");
        Objects.requireNonNull(drain, "drain");
        destinations = List.copyOf(destinations);
    }

    // By hand, for the start: linking a record's own takes the JVM ten milliseconds for one with so many components.
    @Override
    public boolean equals(Object other) {
        return other instanceof VirtualService that
                && key.equals(that.key)
                && scheduler == that.scheduler
                && schedulerFlags.equals(that.schedulerFlags)
                && persistence.equals(that.persistence)
                && onePacket == that.onePacket
                && hashed == that.hashed
                && drain.equals(that.drain)
                && connectionLimit == that.connectionLimit
                && destinations.equals(that.destinations);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + destinations.hashCode();
    }
}
