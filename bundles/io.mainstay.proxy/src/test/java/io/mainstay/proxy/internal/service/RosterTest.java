// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.schedule.Client;
import io.mainstay.testkit.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final Endpoint A = endpoint(1);
    private static final Endpoint B = endpoint(2);

    private final VirtualTime time = new VirtualTime();
    private final Roster roster = new Roster(1, new SplittableRandom(1));

    private static Endpoint endpoint(int port) {
        return new Endpoint(InetAddress.getLoopbackAddress(), port);
    }

    private static Destination destination(Endpoint endpoint, int weight, int upper) {
        return new Destination(endpoint, weight, Forwarding.NAT, upper, 0);
    }

    private void configure(Optional<Duration> drain, int limit, Destination... destinations) {
        roster.configure(
                new VirtualService(
                        new ServiceKey.Address(Protocol.TCP, endpoint(80)),
                        Scheduler.RR,
                        Set.of(),
                        Optional.empty(),
                        false,
                        false,
                        drain,
                        limit,
                        List.of(destinations)),
                time.nanoTime());
    }

    private Choice acquire(Backend... tried) {
        return roster.acquire(Client.UNKNOWN, List.of(tried), time.nanoTime());
    }

    private Backend backend(Endpoint expected) {
        Choice choice = acquire();
        assertThat(choice)
                .isInstanceOfSatisfying(
                        Backend.class, b -> assertThat(b.endpoint()).isEqualTo(expected));
        return (Backend) choice;
    }

    private DestinationStatus status(Endpoint endpoint) {
        return roster.status().stream()
                .filter(status -> status.endpoint().equals(endpoint))
                .findFirst()
                .orElse(null);
    }

    @Test
    void saysWhyThereIsNobody() {
        configure(Optional.empty(), 0);
        assertThat(acquire()).isEqualTo(Choice.Refusal.NO_DESTINATION);
        configure(Optional.empty(), 0, destination(A, 0, 0));
        assertThat(acquire()).isEqualTo(Choice.Refusal.NO_DESTINATION);
        configure(Optional.empty(), 0, destination(A, 1, 1));
        backend(A);
        assertThat(acquire()).isEqualTo(Choice.Refusal.NONE_USABLE);
        configure(Optional.empty(), 1, destination(A, 1, 0));
        assertThat(acquire()).isEqualTo(Choice.Refusal.LIMIT);
    }

    @Test
    void countsWhatBecomesOfConnections() {
        configure(Optional.empty(), 0, destination(A, 1, 0));
        Backend one = backend(A);
        roster.established(one);
        Backend two = backend(A);
        roster.failed(two);
        assertThat(acquire(two)).isEqualTo(Choice.Refusal.NONE_USABLE);
        assertThat(status(A)).isEqualTo(new DestinationStatus(A, 1, false, 1, 0, 1, 1, 0, 0));
        roster.release(one);
        assertThat(roster.active()).isZero();
        assertThat(status(A).connections()).isEqualTo(1);
    }

    @Test
    void aRemovedOneIsForgottenWithItsLastConnection() {
        configure(Optional.empty(), 0, destination(A, 1, 0), destination(B, 1, 0));
        Backend a = backend(A);
        configure(Optional.empty(), 0);
        assertThat(roster.status()).singleElement().satisfies(left -> {
            assertThat(left.endpoint()).isEqualTo(A);
            assertThat(left.draining()).isTrue();
            assertThat(left.weight()).isZero();
        });
        roster.release(a);
        assertThat(roster.status()).isEmpty();
    }

    @Test
    void eachHasADrainTimeOfItsOwnAndAnotherChangeDoesNotProlongIt() {
        Optional<Duration> drain = Optional.of(Duration.ofSeconds(30));
        configure(drain, 0, destination(A, 1, 0), destination(B, 1, 0));
        backend(A);
        backend(B);
        assertThat(roster.endDrained(time.nanoTime())).isEmpty();
        configure(drain, 0, destination(A, 0, 0), destination(B, 1, 0));
        time.advance(Duration.ofSeconds(10));
        configure(drain, 0, destination(A, 0, 0));
        assertThat(roster.endDrained(time.nanoTime()))
                .hasValue(Duration.ofSeconds(20).toNanos());
        time.advance(Duration.ofSeconds(20));
        assertThat(roster.endDrained(time.nanoTime()))
                .hasValue(Duration.ofSeconds(10).toNanos());
        time.advance(Duration.ofSeconds(10));
        assertThat(roster.endDrained(time.nanoTime())).isEmpty();
    }

    @Test
    void oneThatGetsItsWeightBackIsNoLongerDrained() {
        Optional<Duration> drain = Optional.of(Duration.ofSeconds(30));
        configure(drain, 0, destination(A, 0, 0));
        configure(drain, 0, destination(A, 1, 0));
        assertThat(roster.endDrained(time.nanoTime())).isEmpty();
    }
}
