// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.service.TcpFront;
import io.mainstay.proxy.internal.udp.UdpFront;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A data plane on real sockets, with timers on virtual time. */
final class Rig implements AutoCloseable {
    final VirtualTime time = new VirtualTime();
    final ProxyDataPlane plane;

    Rig(ProxySettings.TransportChoice transport, long spliceFrom) {
        this(transport, spliceFrom, UdpFront.Settings.DEFAULT);
    }

    Rig(ProxySettings.TransportChoice transport, long spliceFrom, UdpFront.Settings udp) {
        TcpFront.Settings tcp = TcpFront.Settings.DEFAULT;
        plane = new ProxyDataPlane(
                new ProxySettings(
                        transport,
                        2,
                        new TcpFront.Settings(tcp.backlog(), tcp.attempt(), tcp.connect(), spliceFrom),
                        udp),
                time,
                loops -> time::schedule);
    }

    /** A service in the making. */
    final class Builder {
        private final ServiceKey.Address key;
        private final List<Destination> destinations = new ArrayList<>();
        private Scheduler scheduler = Scheduler.RR;
        private Optional<Persistence> persistence = Optional.empty();
        private Optional<Duration> drain = Optional.empty();
        private int limit;
        private boolean onePacket;

        Builder(ServiceKey.Address key) {
            this.key = key;
        }

        Builder to(Endpoint endpoint, int weight) {
            destinations.add(new Destination(endpoint, weight, Forwarding.NAT, 0, 0));
            return this;
        }

        Builder scheduler(Scheduler wanted) {
            scheduler = wanted;
            return this;
        }

        Builder persistence(Duration timeout) {
            persistence = Optional.of(new Persistence(timeout, 32, 128, ""));
            return this;
        }

        Builder drain(Duration time) {
            drain = Optional.of(time);
            return this;
        }

        Builder limit(int connections) {
            limit = connections;
            return this;
        }

        Builder onePacket() {
            onePacket = true;
            return this;
        }

        /** Applies it and says where it listens. */
        Endpoint apply() throws Exception {
            plane.apply(
                            List.of(new VirtualService(
                                    key,
                                    scheduler,
                                    Set.of(),
                                    persistence,
                                    onePacket,
                                    false,
                                    drain,
                                    limit,
                                    destinations)),
                            List.of())
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            return plane.local(key).orElse(null);
        }
    }

    static ServiceKey.Address tcp(String address, int port) {
        return new ServiceKey.Address(Protocol.TCP, new Endpoint(Peers.address(address), port));
    }

    static ServiceKey.Address udp(String address, int port) {
        return new ServiceKey.Address(Protocol.UDP, new Endpoint(Peers.address(address), port));
    }

    Builder service(ServiceKey.Address key) {
        return new Builder(key);
    }

    ServiceStatus status(ServiceKey key) {
        return plane.service(key).orElseThrow();
    }

    Optional<DestinationStatus> destination(ServiceKey key, Endpoint endpoint) {
        return plane.service(key).stream()
                .flatMap(service -> service.destinations().stream())
                .filter(destination -> destination.endpoint().equals(endpoint))
                .findFirst();
    }

    long active(ServiceKey key) {
        return status(key).destinations().stream()
                .mapToLong(DestinationStatus::activeConnections)
                .sum();
    }

    @Override
    public void close() throws Exception {
        plane.stop(Duration.ZERO).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
