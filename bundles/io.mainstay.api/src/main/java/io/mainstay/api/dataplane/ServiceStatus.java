// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.ServiceKey;
import java.util.List;

/**
 * A service as it is now.
 *
 * @param key what it listens on
 * @param active whether it takes traffic
 * @param problem why it is not active, and what is done about it ({@code "address already in use; next try in 2 s"});
 *     empty when it is active
 * @param destinations all of them, draining ones too
 */
public record ServiceStatus(ServiceKey key, boolean active, String problem, List<DestinationStatus> destinations) {
    public ServiceStatus {
        destinations = List.copyOf(destinations);
    }
}
