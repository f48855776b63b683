// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProxyComponentTest {

    private static VirtualService service(ServiceKey key) {
        return new VirtualService(
                key, Scheduler.RR, Set.of(), Optional.empty(), false, false, Optional.empty(), 0, List.of());
    }

    @Test
    void startsNoThreadBeforeTheFirstService() {
        Set<Thread> before = proxyThreads();
        ProxyComponent component = new ProxyComponent(new ProxyDataPlane(ProxySettings.DEFAULT));
        assertThat(component.capabilities().methods()).containsExactly(Forwarding.Method.NAT);
        assertThat(component.services()).isEmpty();
        assertThat(component.findings()).isEmpty();
        component.apply(List.of(), List.of(Rig.tcp("127.0.0.1", 80)));
        assertThat(before).containsAll(proxyThreads()); // those of an earlier test may be ending
        component.deactivate();
    }

    private static Set<Thread> proxyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("proxy-"))
                .collect(Collectors.toSet());
    }

    @Test
    void theDoctorHearsWhatCannotBeBound() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, Peers.address("127.0.0.1"));
                Rig rig = new Rig(TransportChoice.AUTO, 0)) {
            ServiceKey.Address key = Rig.tcp("127.0.0.1", other.getLocalPort());
            rig.service(key).apply();
            assertThat(new ProxyComponent(rig.plane).findings()).singleElement().satisfies(finding -> {
                assertThat(finding.level()).isEqualTo(Level.ERROR);
                assertThat(finding.subject()).isEqualTo("service " + key);
                assertThat(finding.problem()).contains("address already in use");
            });
        }
    }

    @Test
    void whatItCannotCarryIsSaidAndDoesNotFailTheOthers() throws Exception {
        try (Rig rig = new Rig(TransportChoice.AUTO, 0)) {
            ServiceKey mark = new ServiceKey.Fwmark(7, false);
            ServiceKey.Address tcp = Rig.tcp("127.0.0.1", 0);
            rig.plane
                    .apply(List.of(service(mark), service(tcp)), List.of())
                    .toCompletableFuture()
                    .get();
            assertThat(rig.plane.service(mark))
                    .map(ServiceStatus::problem)
                    .get()
                    .asString()
                    .contains("use ipvs for fwmark 7");
            assertThat(rig.status(tcp).active()).isTrue();
            rig.plane.apply(List.of(), List.of(mark));
            assertThat(rig.plane.service(mark)).isEmpty();
        }
    }

    @Test
    void stoppingIsRepeatableAndTheNextServiceStartsAnew() throws Exception {
        ProxyDataPlane plane = new ProxyDataPlane(ProxySettings.DEFAULT);
        ServiceKey.Address key = Rig.tcp("127.0.0.1", 0);
        for (int i = 0; i < 2; i++) {
            plane.apply(List.of(service(key)), List.of()).toCompletableFuture().get();
            assertThat(plane.services()).hasSize(1);
            plane.stop(Duration.ZERO).toCompletableFuture().get();
            assertThat(plane.services()).isEmpty();
        }
        plane.stop(Duration.ZERO).toCompletableFuture().get();
    }
}
