// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualServiceTest {
    /** Another value for each component. */
    private static final Map<String, Object> OTHER = Map.of(
            "key", key(81),
            "scheduler", Scheduler.WRR,
            "schedulerFlags", Set.of("sh-port"),
            "persistence", Optional.of(new Persistence(Duration.ofSeconds(5), 32, 128, "")),
            "onePacket", true,
            "hashed", true,
            "drain", Optional.of(Duration.ofSeconds(3)),
            "connectionLimit", 7,
            "destinations", List.of());

    @Test
    void everyComponentCountsForEquality() throws ReflectiveOperationException {
        VirtualService one = service();
        assertThat(service()).isEqualTo(one).hasSameHashCodeAs(one);
        RecordComponent[] components = VirtualService.class.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            List<Object> values = new ArrayList<>();
            for (RecordComponent component : components) {
                values.add(component.getAccessor().invoke(one));
            }
            values.set(i, OTHER.get(components[i].getName()));
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object changed = VirtualService.class.getDeclaredConstructor(types).newInstance(values.toArray());
            assertThat(changed).as(components[i].getName()).isNotEqualTo(one);
        }
    }

    private static VirtualService service() {
        return new VirtualService(
                key(80),
                Scheduler.RR,
                Set.of(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                0,
                List.of(new Destination(endpoint(8080), 1, Forwarding.NAT, 0, 0)));
    }

    private static ServiceKey key(int port) {
        return new ServiceKey.Address(Protocol.TCP, endpoint(port));
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint(InetAddress.getLoopbackAddress(), port);
    }
}
