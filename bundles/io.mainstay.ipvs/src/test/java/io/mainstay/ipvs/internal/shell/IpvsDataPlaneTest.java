// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import static io.mainstay.ipvs.internal.Wanted.endpoint;
import static io.mainstay.ipvs.internal.Wanted.service;
import static io.mainstay.ipvs.internal.Wanted.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.IpvsSettings.FlushOnStop;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.Change;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Tunnel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsDataPlaneTest {
    private static final ServiceKey WEB = tcp("192.0.2.1:80");
    private static final ServiceKey MAIL = tcp("192.0.2.1:25");
    private static final ServiceKey OTHERS = tcp("198.51.100.1:80");

    @TempDir
    Path folder;

    private final FakeKernel kernel = new FakeKernel();
    private final Map<String, List<IpvsSettings.Rule>> marks = new HashMap<>();
    private final FakeWorker worker = new FakeWorker();
    private IpvsDataPlane plane;

    private IpvsDataPlane start(boolean keep) {
        plane = new IpvsDataPlane(
                EnumSet.allOf(Scheduler.class),
                worker,
                new IpvsDataPlane.KernelOpener() {
                    @Override
                    public IpvsKernel open(Optional<String> namespace) {
                        return kernel;
                    }

                    @Override
                    public void mark(Optional<String> namespace, IpvsSettings.Marking marking) {
                        marks.put(marking.table(), marking.rules());
                    }
                },
                new OwnedServices(folder.resolve("owned"), "this boot"),
                keep);
        return plane;
    }

    private void apply(io.mainstay.api.dataplane.VirtualService... wanted) {
        plane.apply(List.of(wanted), List.of());
    }

    private static KernelDestination nat(String endpoint, int weight) {
        return new KernelDestination(endpoint(endpoint), KernelDestination.MASQUERADE, weight, 0, 0, Tunnel.PLAIN);
    }

    @Test
    void aNewServiceComesWithItsDestinations() {
        start(false);

        apply(service(WEB, Scheduler.WRR, "10.0.0.1:80=1", "10.0.0.2:80=2"));

        assertThat(kernel.table()).containsExactly("tcp 192.0.2.1:80 wrr 10.0.0.1:80=1 10.0.0.2:80=2");
        assertThat(plane.service(WEB).map(ServiceStatus::active)).contains(true);
    }

    @Test
    void oneChangedServerIsOneRequest() {
        start(false);
        apply(
                service(WEB, Scheduler.WRR, "10.0.0.1:80=1", "10.0.0.2:80=2"),
                service(MAIL, Scheduler.RR, "10.0.0.1:25=1"));
        kernel.drain();

        apply(service(WEB, Scheduler.WRR, "10.0.0.1:80=1", "10.0.0.2:80=5"));
        assertThat(kernel.drain()).containsExactly("change 10.0.0.2:80 of tcp 192.0.2.1:80");

        apply(service(WEB, Scheduler.WRR, "10.0.0.2:80=5"));
        assertThat(kernel.drain()).containsExactly("remove 10.0.0.1:80 from tcp 192.0.2.1:80");

        apply(service(WEB, Scheduler.WLC, "10.0.0.2:80=5"));
        assertThat(kernel.drain()).containsExactly("change tcp 192.0.2.1:80");
    }

    @Test
    void aReplacementIsThereBeforeTheOldOneGoes() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        kernel.drain();

        apply(service(WEB, Scheduler.RR, "10.0.0.9:80=1"));

        assertThat(kernel.drain())
                .containsExactly("add 10.0.0.9:80 to tcp 192.0.2.1:80", "remove 10.0.0.1:80 from tcp 192.0.2.1:80");
    }

    @Test
    void othersEntriesSurviveEverything() {
        kernel.behindOurBack(new Change.AddService(new KernelService(OTHERS, "rr", 0, 0, -1, "")));
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        worker.advance(Duration.ofSeconds(5));

        plane.stop(Duration.ofSeconds(5));

        assertThat(kernel.table()).containsExactly("tcp 198.51.100.1:80 rr");
    }

    @Test
    void whatSomebodyElseChangedIsPutBackWithinASecond() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1", "10.0.0.2:80=1"));
        kernel.drain();

        kernel.behindOurBack(new Change.DeleteDestination(WEB, endpoint("10.0.0.1:80")));
        kernel.behindOurBack(new Change.EditDestination(WEB, nat("10.0.0.2:80", 99)));
        kernel.behindOurBack(new Change.AddDestination(WEB, nat("10.0.0.3:80", 1)));
        worker.advance(Duration.ofSeconds(1));
        assertThat(kernel.table()).containsExactly("tcp 192.0.2.1:80 rr 10.0.0.2:80=1 10.0.0.1:80=1");

        kernel.drain();
        kernel.behindOurBack(new Change.DeleteService(WEB));
        worker.advance(Duration.ofSeconds(1));
        assertThat(kernel.table()).containsExactly("tcp 192.0.2.1:80 rr 10.0.0.1:80=1 10.0.0.2:80=1");
    }

    @Test
    void lookingAfterAnUntouchedTableChangesNothing() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        kernel.drain();

        worker.advance(Duration.ofMinutes(1));

        assertThat(kernel.drain()).isEmpty();
    }

    @Test
    void destinationsOfALargeTableAreReadInTurnAndServicesAlways() {
        start(false);
        apply(
                service(WEB, Scheduler.RR, "10.0.0.1:80=1"),
                service(MAIL, Scheduler.RR, "10.0.0.1:25=1"),
                service(tcp("192.0.2.1:443"), Scheduler.RR, "10.0.0.1:443=1"));
        worker.cost(IpvsDataPlane.BUDGET); // the destinations of one service are all that there is time for
        kernel.behindOurBack(new Change.DeleteDestination(WEB, endpoint("10.0.0.1:80")));
        kernel.behindOurBack(new Change.DeleteDestination(MAIL, endpoint("10.0.0.1:25")));
        kernel.behindOurBack(new Change.DeleteService(tcp("192.0.2.1:443")));

        worker.advance(Duration.ofMillis(600));
        assertThat(kernel.table()).contains("tcp 192.0.2.1:443 rr 10.0.0.1:443=1");
        assertThat(kernel.table())
                .as("one of the two so far")
                .filteredOn(line -> line.endsWith(" rr"))
                .hasSize(1);

        worker.advance(Duration.ofSeconds(5));
        assertThat(kernel.table()).allMatch(line -> line.endsWith("=1"));
    }

    @Test
    void aSlowMachineLooksLessOften() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        worker.cost(Duration.ofSeconds(1));
        worker.advance(Duration.ofMillis(600)); // a look of some seconds; the next one is five times that away
        worker.cost(Duration.ZERO);
        kernel.behindOurBack(new Change.DeleteService(WEB));

        worker.advance(Duration.ofSeconds(5));
        assertThat(kernel.table()).isEmpty();
        worker.advance(Duration.ofSeconds(30));
        assertThat(kernel.table()).hasSize(1);
    }

    @Test
    void aSuccessorAdoptsWhatItFindsAndChangesNothing() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"), service(MAIL, Scheduler.RR, "10.0.0.1:25=1"));
        kernel.drain();

        start(false); // after kill -9
        assertThat(plane.services()).extracting(ServiceStatus::key).containsExactlyInAnyOrder(WEB, MAIL);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"), service(MAIL, Scheduler.RR, "10.0.0.1:25=1"));
        assertThat(kernel.drain()).isEmpty();

        start(false);
        plane.apply(List.of(service(WEB, Scheduler.RR, "10.0.0.1:80=1")), List.of(MAIL));
        assertThat(kernel.drain()).containsExactly("remove tcp 192.0.2.1:25");
    }

    @Test
    void anotherBootsServicesAreNotOurs() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));

        assertThat(new OwnedServices(folder.resolve("owned"), "this boot").keys())
                .containsExactly(WEB);
        assertThat(new OwnedServices(folder.resolve("owned"), "next boot").keys())
                .isEmpty();
    }

    @Test
    void everyKindOfKeySurvivesTheFile() {
        for (ServiceKey key : List.of(
                WEB,
                tcp("[2001:db8::1]:443"),
                new ServiceKey.Address(io.mainstay.api.model.Protocol.SCTP, endpoint("192.0.2.1")),
                new ServiceKey.Fwmark(4_000_000_000L, false),
                new ServiceKey.Fwmark(8, true))) {
            assertThat(OwnedServices.parse(OwnedServices.text(key))).contains(key);
        }
        assertThat(OwnedServices.parse("tcp 192.0.2.1")).isEmpty();
        assertThat(OwnedServices.parse("tcp nonsense 80")).isEmpty();
    }

    @Test
    void aStopRemovesOursUnlessItIsToldToKeepThem() {
        start(true);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        plane.stop(Duration.ZERO);
        assertThat(kernel.table()).hasSize(1);

        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        plane.stop(Duration.ZERO);
        assertThat(kernel.table()).isEmpty();
        assertThat(new OwnedServices(folder.resolve("owned"), "this boot").keys())
                .isEmpty();
        worker.advance(Duration.ofSeconds(5));
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    void flushesOnlyWhenItIsToldTo() {
        kernel.behindOurBack(new Change.AddService(new KernelService(OTHERS, "rr", 0, 0, -1, "")));
        start(false);
        plane.configure(settings(true, FlushOnStop.NO, Optional.empty()), true);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        assertThat(kernel.table()).containsExactly("tcp 192.0.2.1:80 rr 10.0.0.1:80=1");
        plane.configure(settings(true, FlushOnStop.ALL, Optional.empty()), false);
        assertThat(kernel.table()).as("a reload does not flush").hasSize(1);

        kernel.behindOurBack(new Change.AddService(new KernelService(OTHERS, "rr", 0, 0, -1, "")));
        plane.stop(Duration.ZERO);
        assertThat(kernel.table()).isEmpty();
    }

    @Test
    void aRefusedServiceIsAProblemOfItsOwnAndTriedAgain() {
        start(false);

        apply(service(WEB, Scheduler.NQ, "10.0.0.1:80=1"), service(MAIL, Scheduler.RR, "10.0.0.1:25=1"));

        assertThat(kernel.table()).containsExactly("tcp 192.0.2.1:25 rr 10.0.0.1:25=1");
        assertThat(plane.service(WEB).orElseThrow().active()).isFalse();
        assertThat(plane.service(WEB).orElseThrow().problem())
                .contains("add tcp 192.0.2.1:80: ENOENT")
                .contains("ip_vs_nq");
        assertThat(plane.problems()).hasSize(1);

        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        assertThat(plane.service(WEB).orElseThrow().active()).isTrue();
        assertThat(plane.problems()).isEmpty();
    }

    @Test
    void aServiceThatIsThereAlreadyIsAdoptedAtTheMoment() {
        start(false);
        apply(service(MAIL, Scheduler.RR, "10.0.0.1:25=1"));
        kernel.behindOurBack(new Change.AddService(new KernelService(WEB, "wlc", 0, 0, -1, "")));
        kernel.drain();

        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));

        assertThat(kernel.table()).contains("tcp 192.0.2.1:80 rr 10.0.0.1:80=1");
    }

    @Test
    void aKernelThatDoesNotAnswerIsAskedAgain() {
        start(false);
        kernel.fail(3);

        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        assertThat(plane.problems()).hasSize(1);
        worker.advance(Duration.ofSeconds(5));

        assertThat(kernel.table()).hasSize(1);
        assertThat(plane.problems()).isEmpty();
    }

    @Test
    void aFailedRemovalIsMadeUpFor() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        kernel.fail(1);
        plane.apply(List.of(), List.of(WEB));
        assertThat(kernel.table()).hasSize(1);

        worker.advance(Duration.ofSeconds(2));

        assertThat(kernel.table()).isEmpty();
    }

    @Test
    void countersComeWithTheReading() {
        start(false);
        apply(service(WEB, Scheduler.RR, "10.0.0.1:80=1"));
        worker.advance(Duration.ofSeconds(1));

        ServiceStatus status = plane.service(WEB).orElseThrow();
        assertThat(status.traffic().orElseThrow().connections()).isEqualTo(7);
        DestinationStatus destination = status.destinations().get(0);
        assertThat(destination.activeConnections()).isEqualTo(3);
        assertThat(destination.inactiveConnections()).isEqualTo(4);
        assertThat(destination.bytesOut()).isEqualTo(40);
        assertThat(destination.traffic().orElseThrow().packetsIn()).isEqualTo(1);
    }

    @Test
    void timeoutsAreSetOnce() {
        start(false);
        plane.configure(
                new IpvsSettings(
                        false, FlushOnStop.NO, 60, 0, 10, Optional.empty(), Optional.empty(), Optional.empty()),
                true);

        assertThat(kernel.timeouts()).isEqualTo(new io.mainstay.ipvs.internal.table.Timeouts(60, 120, 10));
    }

    @Test
    void synchronisationFollowsTheInstance() {
        start(false);
        plane.configure(settings(false, FlushOnStop.NO, Optional.of(sync(Optional.of("VI_1")))), true);
        assertThat(roles()).containsExactly(SyncDaemon.Role.BACKUP);

        plane.master(true);
        assertThat(roles()).containsExactly(SyncDaemon.Role.MASTER);
        plane.master(false);
        assertThat(roles()).containsExactly(SyncDaemon.Role.BACKUP);

        kernel.stopDaemon(kernel.daemons().get(0));
        worker.advance(Duration.ofSeconds(1));
        assertThat(roles()).as("put back").containsExactly(SyncDaemon.Role.BACKUP);

        plane.stopDaemons();
        assertThat(roles()).isEmpty();
    }

    @Test
    void synchronisationWithoutInstanceGoesBothWays() {
        start(false);
        plane.configure(settings(false, FlushOnStop.NO, Optional.of(sync(Optional.empty()))), true);
        assertThat(roles()).containsExactlyInAnyOrder(SyncDaemon.Role.MASTER, SyncDaemon.Role.BACKUP);

        plane.configure(settings(false, FlushOnStop.NO, Optional.empty()), false);
        assertThat(roles()).isEmpty();
    }

    @Test
    void marksAreSetBeforeTheServicesAndTakenBackWithThem() {
        start(false);
        IpvsSettings.Rule rule = new IpvsSettings.Rule((ServiceKey.Address) WEB, 1234);
        plane.configure(marking("one", rule), true);
        assertThat(marks).containsExactly(Map.entry("one", List.of(rule)));

        plane.configure(marking("two", rule), false);
        assertThat(marks).containsEntry("one", List.of()).containsEntry("two", List.of(rule));

        plane.stop(Duration.ZERO);
        assertThat(marks).containsEntry("two", List.of());
    }

    private static IpvsSettings marking(String table, IpvsSettings.Rule rule) {
        return IpvsSettings.DEFAULT.withMarking(new IpvsSettings.Marking(table, -150, List.of(rule)));
    }

    private List<SyncDaemon.Role> roles() {
        return kernel.daemons().stream().map(SyncDaemon::role).toList();
    }

    private static IpvsSettings.SyncDaemon sync(Optional<String> instance) {
        return new IpvsSettings.SyncDaemon("eth0", instance, 5, 0, 0, 0, Optional.empty());
    }

    private static IpvsSettings settings(boolean flush, FlushOnStop onStop, Optional<IpvsSettings.SyncDaemon> sync) {
        return new IpvsSettings(flush, onStop, 0, 0, 0, sync, Optional.empty(), Optional.empty());
    }
}
