// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import static io.mainstay.ipvs.internal.Wanted.endpoint;
import static io.mainstay.ipvs.internal.Wanted.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final ServiceKey WEB = tcp("192.0.2.1:80");

    @Test
    void anotherWayToADestinationIsANewDestination() {
        TableService before = table("rr", 0, destination("10.0.0.1:80", KernelDestination.MASQUERADE, 1));
        TableService after = table("rr", 0, destination("10.0.0.1:80", KernelDestination.DIRECT_ROUTE, 1));

        assertThat(Difference.of(before, after))
                .extracting(Object::toString)
                .containsExactly("remove 10.0.0.1:80 from tcp 192.0.2.1:80", "add 10.0.0.1:80 to tcp 192.0.2.1:80");
    }

    @Test
    void theFlagThatTheKernelSetsIsNoDifference() {
        assertThat(Difference.of(table("rr", KernelService.HASHED), table("rr", 0)))
                .isEmpty();
        assertThat(Difference.of(table("rr", KernelService.HASHED), table("rr", KernelService.ONE_PACKET)))
                .hasSize(1);
    }

    @Test
    void aServiceThatGoesTakesItsDestinationsAlong() {
        assertThat(Difference.of(table("rr", 0, destination("10.0.0.1:80", 0, 1)), null))
                .containsExactly(new Change.DeleteService(WEB));
        assertThat(Difference.of((TableService) null, null)).isEmpty();
    }

    /** Any table becomes any other, and is never without a destination on the way when it has one at both ends. */
    @Test
    void anyTableBecomesAnyOther() {
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            Map<ServiceKey, TableService> has = random(random);
            Map<ServiceKey, TableService> wanted = random(random);
            List<ServiceKey> keys = List.of(tcp("192.0.2.1:1"), tcp("192.0.2.1:2"), tcp("192.0.2.1:3"));

            List<Change> changes = Difference.of(keys, has, wanted);
            Map<ServiceKey, Map<Endpoint, KernelDestination>> replay = new HashMap<>();
            Map<ServiceKey, KernelService> services = new HashMap<>();
            has.forEach((key, table) -> {
                services.put(key, table.service());
                replay.put(key, new LinkedHashMap<>(table.destinations()));
            });
            for (Change change : changes) {
                replay(change, services, replay);
            }

            assertThat(services).as("seed %d", seed).hasSameSizeAs(wanted);
            wanted.forEach((key, table) -> {
                assertThat(services.get(key).sameAs(table.service())).isTrue();
                assertThat(replay.get(key)).isEqualTo(table.destinations());
            });
            assertThat(Difference.of(keys, wanted, wanted)).isEmpty();
        }
    }

    private static void replay(
            Change change,
            Map<ServiceKey, KernelService> services,
            Map<ServiceKey, Map<Endpoint, KernelDestination>> destinations) {
        ServiceKey key = change.key();
        if (change instanceof Change.AddService add) {
            assertThat(services.put(key, add.service())).isNull();
            destinations.put(key, new LinkedHashMap<>());
        } else if (change instanceof Change.EditService edit) {
            assertThat(services.put(key, edit.service())).isNotNull();
        } else if (change instanceof Change.DeleteService) {
            assertThat(services.remove(key)).isNotNull();
            destinations.remove(key);
        } else if (change instanceof Change.AddDestination add) {
            assertThat(destinations.get(key).put(add.destination().endpoint(), add.destination()))
                    .isNull();
        } else if (change instanceof Change.EditDestination edit) {
            assertThat(destinations.get(key).put(edit.destination().endpoint(), edit.destination()))
                    .isNotNull();
        } else if (change instanceof Change.DeleteDestination delete) {
            assertThat(destinations.get(key).remove(delete.endpoint())).isNotNull();
        }
    }

    private static Map<ServiceKey, TableService> random(Random random) {
        Map<ServiceKey, TableService> tables = new HashMap<>();
        for (int port = 1; port <= 3; port++) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            Map<Endpoint, KernelDestination> destinations = new LinkedHashMap<>();
            for (int host = 1; host <= 4; host++) {
                if (random.nextBoolean()) {
                    KernelDestination d =
                            destination("10.0.0." + host + ":80", random.nextInt(10) == 0 ? 3 : 0, random.nextInt(3));
                    destinations.put(d.endpoint(), d);
                }
            }
            ServiceKey key = tcp("192.0.2.1:" + port);
            tables.put(
                    key,
                    new TableService(
                            new KernelService(key, random.nextBoolean() ? "rr" : "wlc", 0, 0, -1, ""), destinations));
        }
        return tables;
    }

    private static KernelDestination destination(String endpoint, int method, int weight) {
        return new KernelDestination(endpoint(endpoint), method, weight, 0, 0, Tunnel.PLAIN);
    }

    private static TableService table(String scheduler, int flags, KernelDestination... destinations) {
        Map<Endpoint, KernelDestination> all = new LinkedHashMap<>();
        for (KernelDestination destination : destinations) {
            all.put(destination.endpoint(), destination);
        }
        return new TableService(new KernelService(WEB, scheduler, flags, 0, -1, ""), all);
    }
}
