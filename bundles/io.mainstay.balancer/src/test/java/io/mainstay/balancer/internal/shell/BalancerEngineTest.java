// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import static io.mainstay.balancer.internal.Setup.endpoint;
import static io.mainstay.balancer.internal.Setup.group;
import static io.mainstay.balancer.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.StateParticipant.Prepared;
import io.mainstay.api.config.Values;
import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.balancer.internal.Setup;
import io.mainstay.testkit.FakeDataPlane;
import io.mainstay.testkit.FakeHostAddresses;
import io.mainstay.testkit.RecordingJournal;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancerEngineTest {
    private static final String VS = "192.0.2.1:80";
    private static final String NAME = "tcp/" + VS;
    private static final String A = "10.0.0.1:80";
    private static final String B = "10.0.0.2:80";
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final VirtualControlThread control = new VirtualControlThread(time);
    private final RecordingJournal journal = new RecordingJournal();
    private final FakeChecks checks = new FakeChecks();
    private final FakeDataPlane proxy = new FakeDataPlane("proxy");
    private final BalancerEngine engine = new BalancerEngine(control, journal, checks, DRAIN);
    private final Views views = new Views(control, engine);
    private long number;

    @BeforeEach
    void listen() {
        checks.listen(engine);
        control.execute(() -> engine.planeCame("proxy", proxy));
    }

    // --- the difference ---

    @Test
    void aNewVirtualServerIsHandedToThePlane() {
        commit(two().build());

        assertThat(pool(proxy, VS)).containsExactly(A + "=1", B + "=1");
        assertThat(views.find(NAME).orElseThrow().dataPlane()).isEqualTo("proxy");
    }

    @Test
    void changesOfOneTurnAreOneApplyAndTransitionsFollowIt() {
        commit(two().build(), vs("192.0.2.2:80").server(A, 1, 0).build());
        proxy.drain();

        control.execute(() -> {
            checks.set(NAME, A, 1, false);
            checks.set(NAME, B, 1, true, WeightAdvice.add(4));
            assertThat(journal.entries()).as("not before the data plane").isEmpty();
        });

        List<FakeDataPlane.Applied> calls = proxy.drain();
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).wanted()).extracting(s -> s.key().toString()).containsExactly("tcp " + VS);
        assertThat(pool(proxy, VS)).containsExactly(B + "=5");
        assertThat(journal.drain()).containsExactly("real server " + A + " of " + NAME + ": UP -> DOWN");
    }

    @Test
    void aFlapWithinOneTurnLeavesThePlaneAlone() {
        commit(two().build());
        proxy.drain();

        control.execute(() -> {
            checks.set(NAME, A, 1, false);
            checks.set(NAME, A, 1, true);
        });

        assertThat(proxy.drain()).isEmpty();
        assertThat(journal.drain()).hasSize(2);
    }

    @Test
    void anUnchangedReloadTouchesNothing() {
        commit(two().build());
        proxy.drain();

        commit(two().build());

        assertThat(proxy.drain()).isEmpty();
        assertThat(journal.drain()).isEmpty();
    }

    @Test
    void anAbandonedStateChangesNothing() {
        commit(two().build());
        proxy.drain();

        Prepared prepared = engine.prepare(Setup.state(++number));
        prepared.abandon();

        assertThat(proxy.drain()).isEmpty();
        assertThat(views.virtualServers()).hasSize(1);
    }

    @Test
    void aRemovedVirtualServerIsRemovedFromThePlaneAndItsServersAreTold() {
        commit(two().build());

        commit();

        assertThat(proxy.carried()).isEmpty();
        assertThat(journal.drain())
                .containsExactly(
                        "real server " + A + " of " + NAME + ": UP -> DOWN",
                        "real server " + B + " of " + NAME + ": UP -> DOWN",
                        "quorum of " + NAME + ": UP -> DOWN");
    }

    @Test
    void aServiceThatMovesToAnotherVirtualServerIsNotRemovedOnTheWay() {
        commit(two().build());
        proxy.drain();

        commit(group("g").key(VS).server(A, 7, 0).build());

        List<FakeDataPlane.Applied> calls = proxy.drain();
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).removed()).isEmpty();
        assertThat(pool(proxy, VS)).containsExactly(A + "=7");
    }

    @Test
    void aServiceAskedForTwiceBelongsToTheFirstAndGoesToTheSecondWithIt() {
        VirtualServer first = two().build();
        VirtualServer second =
                group("g").key(VS).key("192.0.2.2:80").server(A, 7, 0).build();
        Prepared prepared = engine.prepare(Setup.state(++number, first, second));
        assertThat(prepared.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("service tcp " + VS + " of virtual server tcp/group/g belongs to virtual server "
                        + NAME + " already");
        prepared.commit();
        assertThat(pool(proxy, VS)).containsExactly(A + "=1", B + "=1");
        assertThat(pool(proxy, "192.0.2.2:80")).containsExactly(A + "=7");

        commit(second);

        assertThat(pool(proxy, VS)).containsExactly(A + "=7");
    }

    @Test
    void unchangedServersAreSkippedHoweverMany() {
        VirtualServer[] first = many();
        commit(first);
        assertThat(proxy.drain().get(0).wanted()).hasSize(500);

        commit(many());
        assertThat(proxy.drain()).isEmpty();

        VirtualServer[] changed = many();
        changed[7] = vs("198.51.100.7:80").server(A, 9, 0).build();
        commit(changed);
        FakeDataPlane.Applied only = proxy.drain().get(0);
        assertThat(only.wanted()).hasSize(1);
        assertThat(only.removed()).hasSize(1);
    }

    // --- planes ---

    @Test
    void aPlaneThatComesLaterGetsEverythingAndAutoMovesToTheKernel() {
        commit(two().build());
        FakeDataPlane ipvs = new FakeDataPlane("ipvs");

        control.execute(() -> engine.planeCame("ipvs", ipvs));

        assertThat(pool(ipvs, VS)).containsExactly(A + "=1", B + "=1");
        assertThat(proxy.carried()).isEmpty();
    }

    @Test
    void aPlaneThatLeavesHandsOverToTheOneThatAutoFallsBackTo() {
        FakeDataPlane ipvs = new FakeDataPlane("ipvs");
        control.execute(() -> engine.planeCame("ipvs", ipvs));
        commit(two().build());
        assertThat(proxy.carried()).isEmpty();

        control.execute(() -> engine.planeLeft("ipvs", ipvs));

        assertThat(pool(proxy, VS)).containsExactly(A + "=1", B + "=1");
    }

    @Test
    void aVirtualServerWithoutItsPlaneWaitsAndDoctorSaysSo() {
        commit(two().plane("cloud").build());

        assertThat(proxy.carried()).isEmpty();
        assertThat(views.find(NAME).orElseThrow().dataPlane()).isEqualTo("none");
        assertThat(findings()).containsExactly("carries no traffic: no data plane \"cloud\" is active; there is proxy");

        FakeDataPlane cloud = new FakeDataPlane("cloud");
        control.execute(() -> engine.planeCame("cloud", cloud));
        assertThat(pool(cloud, VS)).hasSize(2);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aReplacedPlaneGetsEverythingAgainOnceTheOldOneHasLeft() {
        commit(two().build());
        FakeDataPlane next = new FakeDataPlane("proxy");

        control.execute(() -> engine.planeCame("proxy", next));
        assertThat(next.carried()).isEmpty();
        control.execute(() -> engine.planeLeft("proxy", proxy));

        assertThat(pool(next, VS)).hasSize(2);
    }

    @Test
    void whatAPredecessorLeftInThePlaneIsRemovedUnlessItIsNeeded() {
        commit(two().build(), vs("192.0.2.7:80").server(A, 1, 0).build());
        BalancerEngine successor = new BalancerEngine(control, journal, checks, DRAIN);
        engine.close();
        control.execute(() -> successor.planeCame("proxy", proxy));
        assertThat(proxy.carried())
                .as("nothing happens before there is a state")
                .hasSize(2);

        control.execute(() -> successor.prepare(Setup.state(1, two().build())).commit());

        assertThat(proxy.carried()).containsOnlyKeys(key(VS));
    }

    @Test
    void aPlaneThatCannotDoWhatIsAskedForIsNotGivenIt() {
        FakeDataPlane narrow = new FakeDataPlane(new io.mainstay.api.dataplane.DataPlaneCapabilities(
                "narrow",
                java.util.Set.of(Protocol.UDP),
                java.util.Set.of(),
                java.util.Set.of(),
                java.util.Set.of(),
                true,
                true,
                true,
                true,
                java.util.Set.of()));
        control.execute(() -> engine.planeCame("narrow", narrow));

        commit(two().plane("narrow").build());

        assertThat(narrow.carried()).isEmpty();
        assertThat(findings())
                .containsExactly("carries no traffic: data plane narrow cannot do: protocol TCP, scheduler wrr,"
                        + " forwarding method NAT");
    }

    @Test
    void aPlaneThatThrowsIsOfferedTheSameAgain() {
        proxy.failWith(new IllegalStateException("not now"));
        commit(two().build());
        assertThat(proxy.carried()).isEmpty();

        proxy.failWith(null);
        time.advance(Duration.ofSeconds(5));

        assertThat(pool(proxy, VS)).hasSize(2);
    }

    // --- operator, findings ---

    @Test
    void drainAndWeightReachThePlaneBeforeTheCallReturns() {
        commit(two().build());

        views.drain(NAME, endpoint(A), true);
        views.weight(NAME, endpoint(B), OptionalInt.of(10));
        assertThat(pool(proxy, VS)).containsExactly(A + "=0", B + "=10");

        commit(two().quorum(1, 0).server("10.0.0.3:80", 1, 0).build());
        assertThat(pool(proxy, VS)).containsExactly(A + "=0", B + "=10", "10.0.0.3:80=1");

        views.drain(NAME, endpoint(A), false);
        views.weight(NAME, endpoint(B), OptionalInt.empty());
        assertThat(pool(proxy, VS)).containsExactly(A + "=1", B + "=1", "10.0.0.3:80=1");
    }

    @Test
    void operatorsMistakesAreAnsweredWithWhatThereIs() {
        commit(two().build());

        assertThatThrownBy(() -> views.drain("tcp/x", endpoint(A), true))
                .hasMessage("there is no virtual server tcp/x; there is " + NAME);
        assertThatThrownBy(() -> views.drain(NAME, endpoint("10.0.0.9:80"), true))
                .hasMessage("virtual server " + NAME + " has no real server 10.0.0.9:80; it has " + A + ", " + B);
        assertThatThrownBy(() -> views.weight(NAME, endpoint(A), OptionalInt.of(65536)))
                .hasMessage("weight 65536 is not in 0..65535");
    }

    @Test
    void viewsShowWhatIsDownAndWhy() {
        commit(two().build());
        checks.set(NAME, A, 1, false);

        var view = views.find(NAME).orElseThrow();

        assertThat(view.liveWeight()).isEqualTo(1);
        assertThat(view.realServers().get(0).up()).isFalse();
        assertThat(view.realServers().get(0).failedChecks()).containsExactly(NAME + "/" + A + "/T");
        assertThat(view.realServers().get(0).effectiveWeight()).isZero();
        assertThat(view.services())
                .singleElement()
                .satisfies(s -> assertThat(s.active()).isTrue());
    }

    @Test
    void doctorNamesServicesThatAreNotActiveAndLostQuorum() {
        commit(two().sorry("10.0.0.9:80", false).build());
        assertThat(findings()).isEmpty();

        proxy.problem(key(VS), "address already in use; next try in 2 s");
        checks.set(NAME, A, 1, false);
        checks.set(NAME, B, 1, false);

        assertThat(findings())
                .containsExactly(
                        "is not active: address already in use; next try in 2 s",
                        "no quorum: live weight 0 of 1, 0 of 2 real servers up; the sorry server 10.0.0.9:80 has the"
                                + " traffic");
    }

    // --- ha_suspend ---

    @Test
    void checksFollowTheHostsAddresses() {
        FakeHostAddresses host = new FakeHostAddresses();
        engine.hostAddresses(host);
        commit(two().haSuspend().build());
        assertThat(checks.suspensions).containsExactly(NAME + " true");
        assertThat(host.subscribers()).isEqualTo(1);

        host.set(Values.address("192.0.2.1").orElseThrow());
        assertThat(checks.suspensions).endsWith(NAME + " false");
        host.set();
        assertThat(checks.suspensions).endsWith(NAME + " true");

        commit(two().build());
        assertThat(checks.suspensions).endsWith(NAME + " false");
        assertThat(host.subscribers()).isZero();
    }

    @Test
    void whenNobodyKnowsTheAddressesChecksRunAndDoctorSaysSo() {
        commit(two().haSuspend().build());

        assertThat(checks.suspensions).isEmpty();
        assertThat(findings())
                .containsExactly("ha_suspend has no effect: nothing here knows the addresses of this host");
    }

    // --- stop ---

    @Test
    void stopTellsFirstWhenOmegaAsksForItThenStopsThePlanes() {
        commit(two().omega().build());

        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();

        assertThat(stopped).isCompleted();
        assertThat(proxy.stoppedWith()).isEqualTo(DRAIN);
        assertThat(journal.drain()).hasSize(3).last().isEqualTo("quorum of " + NAME + ": UP -> DOWN");
        checks.set(NAME, A, 1, false);
        assertThat(proxy.drain()).hasSize(1);
    }

    @Test
    void stopWaitsForConnectionsButNotForEver() {
        commit(two().build());
        proxy.stopEndsWith(new CompletableFuture<>());

        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        time.advance(DRAIN);
        assertThat(stopped).isNotDone();

        time.advance(Duration.ofSeconds(1));
        assertThat(stopped).isCompleted();
        assertThat(journal.drain()).isEmpty();
    }

    @Test
    void stopDrainIsReadFromMilliseconds() {
        assertThat(BalancerComponent.drain(null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(BalancerComponent.drain("250")).isEqualTo(Duration.ofMillis(250));
        assertThat(BalancerComponent.drain("soon")).isEqualTo(Duration.ofSeconds(5));
    }

    // --- how the tests speak ---

    private static Setup.Vs two() {
        return vs(VS).server(A, 1, 1).server(B, 1, 1);
    }

    private static VirtualServer[] many() {
        VirtualServer[] all = new VirtualServer[500];
        for (int i = 0; i < all.length; i++) {
            Setup.Vs next = vs("192.0." + i / 250 + "." + (1 + i % 250) + ":80");
            for (int j = 1; j <= 16; j++) {
                next.server("10." + j + "." + i / 250 + "." + (1 + i % 250) + ":80", 1, 1);
            }
            all[i] = next.build();
        }
        return all;
    }

    private void commit(VirtualServer... servers) {
        control.execute(() -> {
            Prepared prepared = engine.prepare(Setup.state(++number, servers));
            assertThat(prepared.diagnostics()).noneMatch(Diagnostic::isError);
            prepared.commit();
        });
    }

    private List<String> findings() {
        return Findings.findings(engine).stream().map(Finding::problem).toList();
    }

    private static ServiceKey key(String endpoint) {
        return new ServiceKey.Address(Protocol.TCP, endpoint(endpoint));
    }

    private static List<String> pool(FakeDataPlane plane, String service) {
        VirtualService carried = plane.carried().get(key(service));
        List<String> pool = new ArrayList<>();
        assertThat(carried).as(service).isNotNull();
        carried.destinations().forEach(d -> pool.add(d.endpoint() + "=" + d.weight()));
        return pool;
    }
}
