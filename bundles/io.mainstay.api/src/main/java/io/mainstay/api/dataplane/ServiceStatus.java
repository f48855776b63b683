// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.ServiceKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A service as it is now.
 *
 * @param key what it listens on
 * @param active whether it takes traffic
 * @param problem why it is not active, and what is done about it ({@code "address already in use; next try in 2 s"});
 *     empty when it is active
 * @param destinations all of them, draining ones too
 * @param traffic what went through it since it was added; empty when the plane does not count that
 */
public record ServiceStatus(
        ServiceKey key,
        boolean active,
        String problem,
        List<DestinationStatus> destinations,
        Optional<Traffic> traffic) {
    public ServiceStatus {
        destinations = List.copyOf(destinations);
        Objects.requireNonNull(traffic, "traffic");
    }

    /** Of a plane that does not count per service. */
    public ServiceStatus(ServiceKey key, boolean active, String problem, List<DestinationStatus> destinations) {
        this(key, active, problem, destinations, Optional.empty());
    }
}
