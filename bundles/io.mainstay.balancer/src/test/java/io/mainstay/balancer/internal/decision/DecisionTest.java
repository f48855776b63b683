// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import static io.mainstay.balancer.internal.Setup.endpoint;
import static io.mainstay.balancer.internal.Setup.group;
import static io.mainstay.balancer.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final String A = "10.0.0.1:80";
    private static final String B = "10.0.0.2:80";
    private static final String C = "10.0.0.3:80";
    private static final String SORRY = "10.0.0.9:80";
    private static final Observation DOWN = new Observation(List.of("check"), 0, 0, 0);

    private VirtualServerState state;
    private final List<String> told = new ArrayList<>();

    // --- real servers ---

    @Test
    void serverWithoutChecksIsUpAndInThePool() {
        start(vs("192.0.2.1:80").server(A, 3, 0).build());

        assertThat(pool()).containsExactly(A + "=3");
        assertThat(told).isEmpty();
    }

    @Test
    void serverThatGoesDownIsRemovedAndComesBackWithItsWeight() {
        start(vs("192.0.2.1:80").server(A, 3, 1).server(B, 1, 1).build());

        down(A);
        assertThat(pool()).containsExactly(B + "=1");
        assertThat(told).containsExactly("RS " + A + " DOWN NORMAL up=1");

        told.clear();
        up(A);
        assertThat(pool()).containsExactly(A + "=3", B + "=1");
        assertThat(told).containsExactly("RS " + A + " UP NORMAL up=2");
    }

    @Test
    void inhibitOnFailureKeepsTheServerWithWeightZero() {
        start(vs("192.0.2.1:80").server(A, 3, 1, true).server(B, 1, 1).build());

        down(A);

        assertThat(pool()).containsExactly(A + "=0", B + "=1");
    }

    @Test
    void serverThatStartsDownIsNotInThePoolAndNobodyIsTold() {
        start(vs("192.0.2.1:80").server(A, 1, 1).server(B, 1, 1).build(), Map.of(A, DOWN), true, false);

        assertThat(pool()).containsExactly(B + "=1");
        assertThat(told).isEmpty();
    }

    @Test
    void initNotifiesTellOfServersThatStartUp() {
        start(vs("192.0.2.1:80").server(A, 1, 1).server(B, 1, 1).build(), Map.of(A, DOWN), true, true);

        assertThat(told).containsExactly("RS " + B + " UP START up=1");
    }

    @Test
    void theSameObservationAgainChangesNothing() {
        start(vs("192.0.2.1:80").server(A, 1, 1).server(B, 1, 1).build());
        down(A);
        told.clear();
        VirtualServerState before = state;

        down(A);

        assertThat(state).isSameAs(before);
        assertThat(told).isEmpty();
    }

    @Test
    void eventsOfUnknownServersAreIgnored() {
        start(vs("192.0.2.1:80").server(A, 1, 1).build());
        VirtualServerState before = state;

        down(C);

        assertThat(state).isSameAs(before);
    }

    // --- weights ---

    @Test
    void addedAdviceIsSummedAndClampedAtZero() {
        start(vs("192.0.2.1:80").server(A, 10, 1).server(B, 1, 0).build());

        observe(A, new Observation(List.of(), -4, 0, 0));
        assertThat(pool()).containsExactly(A + "=6", B + "=1");
        assertThat(told).containsExactly("weight " + A + " 10->6");

        observe(A, new Observation(List.of(), -40, 0, 0));
        assertThat(pool()).containsExactly(A + "=0", B + "=1");
    }

    @Test
    void weightIsClampedToTheKernelsGreatest() {
        start(vs("192.0.2.1:80").server(A, Integer.MAX_VALUE, 1).build());

        observe(A, new Observation(List.of(), Integer.MAX_VALUE, 0, 0));

        assertThat(pool()).containsExactly(A + "=" + Integer.MAX_VALUE);
    }

    @Test
    void setAdviceReplacesTheWeight() {
        start(vs("192.0.2.1:80").server(A, 10, 1).build());

        observe(A, new Observation(List.of(), 0, 50, 1));
        assertThat(pool()).containsExactly(A + "=50");

        observe(A, new Observation(List.of(), 5, 50, 1));
        assertThat(pool()).as("contributions add up").containsExactly(A + "=55");

        observe(A, new Observation(List.of(), 0, 110, 2));
        assertThat(pool()).as("50 - 10 and 60 - 10 on 10").containsExactly(A + "=100");
    }

    @Test
    void operatorsWeightStandsInPlaceOfTheConfiguredOne() {
        start(vs("192.0.2.1:80").server(A, 10, 1).build());

        operate(A, new Operator(false, OptionalInt.of(4)));
        assertThat(pool()).containsExactly(A + "=4");

        observe(A, new Observation(List.of(), 3, 0, 0));
        assertThat(pool()).containsExactly(A + "=7");

        operate(A, Operator.NONE);
        assertThat(pool()).containsExactly(A + "=13");
    }

    @Test
    void drainedServerStaysWithWeightZeroWhateverElseSays() {
        start(vs("192.0.2.1:80").server(A, 10, 1).server(B, 1, 0).build());

        operate(A, new Operator(true, OptionalInt.of(4)));
        observe(A, new Observation(List.of(), 3, 0, 0));

        assertThat(pool()).containsExactly(A + "=0", B + "=1");
        assertThat(told).doesNotContain("RS " + A + " DOWN NORMAL up=1");
    }

    @Test
    void drainingTheLastServerLosesTheQuorum() {
        start(vs("192.0.2.1:80").server(A, 10, 1).sorry(SORRY, false).build());

        operate(A, new Operator(true, OptionalInt.empty()));

        assertThat(told).containsExactly("weight " + A + " 10->0", "quorum DOWN NORMAL S=0");
        assertThat(pool()).containsExactly(SORRY + "=1");
    }

    // --- quorum ---

    @Test
    void startsUpOnlyWithQuorumAndHysteresis() {
        start(vs("192.0.2.1:80").quorum(3, 1).server(A, 3, 0).build());
        assertThat(state.quorumUp()).isFalse();

        start(vs("192.0.2.1:80").quorum(3, 1).server(A, 4, 0).build());
        assertThat(state.quorumUp()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void startsWithSorryServerAndSaysSoWhenThereIsNoQuorum() {
        start(vs("192.0.2.1:80").server(A, 1, 1).sorry(SORRY, false).build(), Map.of(A, DOWN), true, false);

        assertThat(pool()).containsExactly(SORRY + "=1");
        assertThat(told).containsExactly("quorum DOWN START S=0");
    }

    @Test
    void quorumIsLostBelowQuorumMinusHysteresisAndGainedAtQuorumPlusHysteresis() {
        start(vs("192.0.2.1:80").quorum(4, 2).server(A, 6, 1).build());

        observe(A, new Observation(List.of(), -4, 0, 0));
        assertThat(state.quorumUp()).as("2 is not below 4 - 2").isTrue();

        observe(A, new Observation(List.of(), -5, 0, 0));
        assertThat(state.quorumUp()).isFalse();

        observe(A, new Observation(List.of(), -1, 0, 0));
        assertThat(state.quorumUp()).as("5 is below 4 + 2").isFalse();

        observe(A, Observation.UP);
        assertThat(state.quorumUp()).isTrue();
        assertThat(told.stream().filter(t -> t.startsWith("quorum")))
                .containsExactly("quorum DOWN NORMAL S=1", "quorum UP NORMAL S=6");
    }

    @Test
    void noLiveWeightLosesTheQuorumWhateverTheHysteresis() {
        start(vs("192.0.2.1:80").quorum(2, 1).server(A, 3, 1).build());

        down(A);

        assertThat(told).containsExactly("RS " + A + " DOWN NORMAL up=0", "quorum DOWN NORMAL S=0");
    }

    @Test
    void withoutSorryServerTheLiveOnesStayInThePoolWhenQuorumIsLost() {
        start(vs("192.0.2.1:80").quorum(2, 0).server(A, 1, 1).server(B, 1, 1).build());

        down(A);

        assertThat(state.quorumUp()).isFalse();
        assertThat(pool()).containsExactly(B + "=1");
    }

    @Test
    void sorryServerTakesOverAndGivesBack() {
        start(vs("192.0.2.1:80")
                .quorum(2, 0)
                .server(A, 1, 1)
                .server(B, 1, 1)
                .sorry(SORRY, false)
                .build());

        down(A);
        assertThat(pool()).containsExactly(SORRY + "=1");

        up(A);
        assertThat(pool()).containsExactly(A + "=1", B + "=1");
        assertThat(told)
                .containsExactly(
                        "RS " + A + " DOWN NORMAL up=1",
                        "quorum DOWN NORMAL S=1",
                        "RS " + A + " UP NORMAL up=2",
                        "quorum UP NORMAL S=2");
    }

    @Test
    void inhibitedSorryServerStaysWithWeightZeroWhileNotNeeded() {
        start(vs("192.0.2.1:80").server(A, 1, 1).sorry(SORRY, true).build());
        assertThat(pool()).containsExactly(A + "=1", SORRY + "=0");

        down(A);
        assertThat(pool()).containsExactly(SORRY + "=1");
    }

    @Test
    void whatChangesWhileTheSorryServerIsActiveShowsOnceQuorumIsBack() {
        start(vs("192.0.2.1:80")
                .quorum(3, 0)
                .server(A, 1, 1)
                .server(B, 1, 1)
                .server(C, 1, 1)
                .sorry(SORRY, false)
                .build());
        down(A);

        down(B);
        observe(C, new Observation(List.of(), 7, 0, 0));
        assertThat(state.quorumUp()).isTrue();
        assertThat(pool()).containsExactly(C + "=8");
    }

    @Test
    void changesUnderTheSorryServerTouchNoDestination() {
        start(vs("192.0.2.1:80")
                .quorum(9, 0)
                .server(A, 5, 1, true)
                .server(B, 4, 1)
                .sorry(SORRY, false)
                .build());
        down(A);
        assertThat(pool()).containsExactly(A + "=0", SORRY + "=1");

        observe(B, new Observation(List.of(), -2, 0, 0));
        down(B);

        assertThat(pool()).containsExactly(A + "=0", SORRY + "=1");
    }

    @Test
    void sorryServerThatIsARealServerTooAppearsOnce() {
        start(vs("192.0.2.1:80")
                .server(A, 5, 1, true)
                .server(B, 4, 1)
                .sorry(A, true)
                .build());
        assertThat(pool()).containsExactly(A + "=5", B + "=4");

        down(A);
        down(B);
        assertThat(pool()).containsExactly(A + "=1");
    }

    // --- reload ---

    @Test
    void removedServerIsToldDownAndAddedOneComesIn() {
        start(vs("192.0.2.1:80").server(A, 1, 0).server(B, 1, 0).build());

        reload(vs("192.0.2.1:80").server(B, 2, 0).server(C, 1, 0).build(), Map.of());

        assertThat(pool()).containsExactly(B + "=2", C + "=1");
        assertThat(told).containsExactly("RS " + A + " DOWN REMOVED up=2", "weight " + B + " 1->2");
    }

    @Test
    void removingAServerThatIsDownTellsNobody() {
        start(vs("192.0.2.1:80").server(A, 1, 1).server(B, 1, 0).build());
        down(A);
        told.clear();

        reload(vs("192.0.2.1:80").server(B, 1, 0).build(), Map.of());

        assertThat(told).isEmpty();
    }

    @Test
    void thresholdsAreLookedAtAgainAfterAReload() {
        start(vs("192.0.2.1:80").server(A, 1, 0).build());

        reload(vs("192.0.2.1:80").quorum(2, 0).server(A, 1, 0).build(), Map.of());
        assertThat(told).containsExactly("quorum DOWN NORMAL S=1");

        told.clear();
        reload(vs("192.0.2.1:80").quorum(1, 0).server(A, 1, 0).build(), Map.of());
        assertThat(told).containsExactly("quorum UP NORMAL S=1");
    }

    @Test
    void operatorsWishesSurviveAReload() {
        start(vs("192.0.2.1:80").server(A, 1, 0).server(B, 1, 0).build());
        operate(A, new Operator(true, OptionalInt.empty()));
        operate(B, new Operator(false, OptionalInt.of(9)));

        reload(vs("192.0.2.1:80").server(A, 5, 0).server(B, 5, 0).build(), Map.of());

        assertThat(pool()).containsExactly(A + "=0", B + "=9");
    }

    @Test
    void aSorryServerThatIsNoLongerConfiguredLeavesThePoolToLiveServers() {
        start(vs("192.0.2.1:80")
                .quorum(2, 0)
                .server(A, 1, 0)
                .sorry(SORRY, false)
                .build());
        assertThat(pool()).containsExactly(SORRY + "=1");

        reload(vs("192.0.2.1:80").quorum(2, 0).server(A, 1, 0).build(), Map.of());

        assertThat(pool()).containsExactly(A + "=1");
    }

    @Test
    void removedVirtualServerTakesItsServersAndItsQuorumDown() {
        start(vs("192.0.2.1:80").server(A, 1, 1).server(B, 1, 1).build());
        down(B);
        told.clear();

        on(new Event.Removed());

        assertThat(told).containsExactly("RS " + A + " DOWN REMOVED up=0", "quorum DOWN REMOVED S=0");
    }

    // --- stop ---

    @Test
    void stopIsSilentWithoutOmega() {
        start(vs("192.0.2.1:80").server(A, 1, 0).build());

        on(new Event.Stopped());

        assertThat(told).isEmpty();
    }

    @Test
    void stopWithOmegaTakesLiveServersThenTheQuorumDown() {
        start(vs("192.0.2.1:80").omega().server(A, 1, 0).server(B, 1, 0).build());

        on(new Event.Stopped());

        assertThat(told)
                .containsExactly("RS " + A + " DOWN STOP up=1", "RS " + B + " DOWN STOP up=0", "quorum DOWN STOP S=0");
    }

    // --- ha_suspend ---

    @Test
    void checksAreSuspendedWhileNoAddressIsHere() {
        start(vs("192.0.2.1:80").haSuspend().server(A, 1, 0).build(), Map.of(), false, false);
        assertThat(told).containsExactly("suspend true");
        assertThat(pool()).as("nothing else changes").containsExactly(A + "=1");

        told.clear();
        on(new Event.Hosted(true));
        on(new Event.Hosted(true));
        assertThat(told).containsExactly("suspend false");
    }

    @Test
    void withoutHaSuspendAddressesDoNotMatter() {
        start(vs("192.0.2.1:80").server(A, 1, 0).build(), Map.of(), false, false);

        assertThat(told).isEmpty();
    }

    @Test
    void oneAddressOfAGroupIsEnoughAndMarksAloneAreAlwaysHere() {
        VirtualServer group = group("g").key("192.0.2.1:80").key("192.0.2.2:80").build();
        VirtualServer mark = group("m").key(new ServiceKey.Fwmark(1, false)).build();
        VirtualServer any = vs("0.0.0.0:80").build();

        assertThat(Decision.hostedBy(group, Set.of())).isFalse();
        assertThat(Decision.hostedBy(group, Set.of(Values.address("192.0.2.2").orElseThrow())))
                .isTrue();
        assertThat(Decision.hostedBy(mark, Set.of())).isTrue();
        assertThat(Decision.hostedBy(any, Set.of())).isTrue();
    }

    @Test
    void everyKeyOfAGroupHasTheSameDestinations() {
        start(group("g").key("192.0.2.1:80").key("192.0.2.2:80").server(A, 1, 0).build());

        var services = Destinations.services(state, state.configured().services());

        assertThat(services)
                .extracting(s -> s.key().toString())
                .containsExactly("tcp 192.0.2.1:80", "tcp 192.0.2.2:80");
        assertThat(services).allSatisfy(s -> assertThat(s.destinations()).hasSize(1));
    }

    // --- how the tests speak ---

    private void start(VirtualServer vs) {
        start(vs, Map.of(), true, false);
    }

    private void start(VirtualServer vs, Map<String, Observation> observations, boolean here, boolean init) {
        took(Decision.start(vs, byEndpoint(observations), here, init));
    }

    private void reload(VirtualServer vs, Map<String, Observation> observations) {
        on(new Event.Reconfigured(vs, byEndpoint(observations), false));
    }

    private static Map<io.mainstay.api.model.Endpoint, Observation> byEndpoint(Map<String, Observation> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(e -> endpoint(e.getKey()), Map.Entry::getValue, (a, b) -> b, HashMap::new));
    }

    private void down(String server) {
        observe(server, DOWN);
    }

    private void up(String server) {
        observe(server, Observation.UP);
    }

    private void observe(String server, Observation observation) {
        on(new Event.Observed(endpoint(server), observation, "cause"));
    }

    private void operate(String server, Operator operator) {
        on(new Event.Operated(endpoint(server), operator));
    }

    private void on(Event event) {
        took(Decision.on(state, event));
    }

    private void took(Step step) {
        state = step.state();
        step.effects().forEach(effect -> told.add(text(effect)));
    }

    private List<String> pool() {
        return Destinations.of(state).stream()
                .map(d -> d.endpoint() + "=" + d.weight())
                .toList();
    }

    private static String text(Effect effect) {
        if (effect instanceof Effect.Publish p && p.transition() instanceof Transition.Server s) {
            return "RS " + s.realServer().endpoint() + " " + s.to() + " " + s.reason() + " up=" + s.serversUp();
        }
        if (effect instanceof Effect.Publish p && p.transition() instanceof Transition.Quorum q) {
            assertThat(q.reason()).isIn((Object[]) Reason.values());
            return "quorum " + q.to() + " " + q.reason() + " S=" + q.weight();
        }
        if (effect instanceof Effect.Reweighted w) {
            return "weight " + w.realServer() + " " + w.from() + "->" + w.to();
        }
        return "suspend " + ((Effect.SuspendChecks) effect).suspended();
    }
}
