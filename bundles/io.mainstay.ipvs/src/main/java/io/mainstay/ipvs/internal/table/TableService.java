// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A service with its destinations: as the kernel has it, or as it should.
 *
 * @param service the service itself
 * @param destinations by endpoint, in a stable order
 */
public record TableService(KernelService service, Map<Endpoint, KernelDestination> destinations) {

    public TableService {
        Objects.requireNonNull(service, "service");
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }

    public ServiceKey key() {
        return service.key();
    }
}
