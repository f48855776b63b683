// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.Endpoint;
import java.util.Objects;
import java.util.Optional;

/**
 * A destination's state and counters since it was added.
 *
 * @param endpoint where the traffic goes
 * @param weight as applied
 * @param draining no longer wanted; goes when its last connection has gone or its drain time is over
 * @param activeConnections now
 * @param inactiveConnections now; closing ones, where the plane tells them apart, else 0
 * @param connections since it was added
 * @param failedConnections since it was added: could not be connected
 * @param bytesIn from clients to the destination, since it was added
 * @param bytesOut from the destination to clients, since it was added
 * @param traffic the same with packets and rates; empty when the plane does not count those
 */
public record DestinationStatus(
        Endpoint endpoint,
        int weight,
        boolean draining,
        long activeConnections,
        long inactiveConnections,
        long connections,
        long failedConnections,
        long bytesIn,
        long bytesOut,
        Optional<Traffic> traffic) {
    public DestinationStatus {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(traffic, "traffic");
    }

    /** Of a plane that counts neither packets nor rates. */
    public DestinationStatus(
            Endpoint endpoint,
            int weight,
            boolean draining,
            long activeConnections,
            long inactiveConnections,
            long connections,
            long failedConnections,
            long bytesIn,
            long bytesOut) {
        this(
                endpoint,
                weight,
                draining,
                activeConnections,
                inactiveConnections,
                connections,
                failedConnections,
                bytesIn,
                bytesOut,
                Optional.empty());
    }
}
