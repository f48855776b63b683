// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal;

import io.mainstay.api.config.Values;
import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Services in few words. */
public final class Wanted {
    private Wanted() {}

    public static ServiceKey tcp(String endpoint) {
        return new ServiceKey.Address(Protocol.TCP, endpoint(endpoint));
    }

    public static Endpoint endpoint(String text) {
        return Values.endpoint(text).orElseThrow();
    }

    /** @param destinations {@code 10.0.0.1:80=1}, by NAT */
    public static VirtualService service(ServiceKey key, Scheduler scheduler, String... destinations) {
        return service(
                key,
                scheduler,
                Set.of(),
                Optional.empty(),
                Arrays.stream(destinations).map(Wanted::destination).toList());
    }

    public static VirtualService service(
            ServiceKey key,
            Scheduler scheduler,
            Set<String> flags,
            Optional<Persistence> persistence,
            List<Destination> destinations) {
        return new VirtualService(key, scheduler, flags, persistence, false, false, Optional.empty(), 0, destinations);
    }

    public static Destination destination(String text) {
        int equals = text.indexOf('=');
        return new Destination(
                endpoint(text.substring(0, equals)),
                Integer.parseInt(text.substring(equals + 1)),
                Forwarding.NAT,
                0,
                0);
    }
}
