// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import static io.mainstay.balancer.internal.Setup.endpoint;
import static io.mainstay.balancer.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.SorryServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;
import io.mainstay.balancer.internal.Setup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long random lives of a virtual server; after every step the invariants must hold. */
class DecisionRandomTest {
    private static final String SORRY = "10.9.9.9:80";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void invariantsHoldWhateverHappens(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < 15; life++) {
            Map<Endpoint, Observation> checks = new HashMap<>();
            VirtualServer vs = configuration(random);
            vs.realServers().forEach(rs -> checks.put(rs.endpoint(), observation(random)));
            Map<Endpoint, Boolean> toldUp = new HashMap<>();
            VirtualServerState state = Decision.start(vs, checks, true, false).state();
            state.servers().forEach(s -> toldUp.put(s.configured().endpoint(), s.up()));
            boolean toldQuorum = state.quorumUp();
            for (int i = 0; i < 120; i++) {
                VirtualServerState before = state;
                Event event = event(random, before, checks);
                Step step = Decision.on(before, event);
                state = step.state();
                for (Effect effect : step.effects()) {
                    if (effect instanceof Effect.Publish p && p.transition() instanceof Transition.Server s) {
                        Boolean was = toldUp.put(s.realServer().endpoint(), s.up());
                        assertThat(was).as("%s %s twice", seed, s).isNotEqualTo(s.up());
                    } else if (effect instanceof Effect.Publish p && p.transition() instanceof Transition.Quorum q) {
                        assertThat(q.up()).isNotEqualTo(toldQuorum);
                        toldQuorum = q.up();
                    }
                }
                state.servers().forEach(s -> toldUp.putIfAbsent(s.configured().endpoint(), s.up()));
                for (RealServerState s : state.servers()) {
                    assertThat(toldUp.get(s.configured().endpoint())).isEqualTo(s.up());
                }
                assertThat(toldQuorum).isEqualTo(state.quorumUp());
                toldUp.keySet()
                        .retainAll(state.servers().stream()
                                .map(s -> s.configured().endpoint())
                                .toList());
                quorum(before, state);
                destinations(state);
            }
        }
    }

    private static void quorum(VirtualServerState before, VirtualServerState now) {
        long weight = now.liveWeight();
        VirtualServer vs = now.configured();
        if (before.quorumUp()) {
            assertThat(now.quorumUp()).isEqualTo(weight != 0 && weight >= vs.quorum() - vs.hysteresis());
        } else {
            assertThat(now.quorumUp()).isEqualTo(weight >= vs.quorum() + vs.hysteresis());
        }
    }

    private static void destinations(VirtualServerState state) {
        Optional<Endpoint> sorry = state.configured().sorryServer().map(SorryServer::endpoint);
        boolean active = !state.quorumUp() && sorry.isPresent();
        Set<Endpoint> seen = new HashSet<>();
        Set<Endpoint> weighted = new HashSet<>();
        for (Destination d : Destinations.of(state)) {
            assertThat(seen.add(d.endpoint())).as("%s twice", d.endpoint()).isTrue();
            assertThat(d.weight()).isNotNegative();
            if (d.weight() > 0) {
                weighted.add(d.endpoint());
            }
            if (sorry.filter(d.endpoint()::equals).isEmpty()) {
                RealServerState server = state.find(d.endpoint()).orElseThrow();
                assertThat(d.weight() == 0 || server.up() && !active).isTrue();
                assertThat(server.up() && !active || server.configured().inhibitOnFailure())
                        .isTrue();
                if (server.operator().draining()) {
                    assertThat(d.weight()).isZero();
                }
            }
        }
        if (active) {
            assertThat(weighted).containsExactly(sorry.get());
        } else {
            assertThat(weighted).doesNotContain(endpoint(SORRY));
            for (RealServerState server : state.servers()) {
                if (server.up()) {
                    assertThat(seen).contains(server.configured().endpoint());
                }
            }
            assertThat(sorry.isPresent()
                            && state.configured().sorryServer().get().inhibit())
                    .isEqualTo(seen.contains(endpoint(SORRY)));
        }
    }

    private static Event event(Random random, VirtualServerState state, Map<Endpoint, Observation> checks) {
        if (random.nextInt(20) == 0) {
            VirtualServer next = configuration(random);
            next.realServers().forEach(rs -> checks.computeIfAbsent(rs.endpoint(), e -> observation(random)));
            return new Event.Reconfigured(next, Map.copyOf(checks), false);
        }
        if (state.servers().isEmpty() || random.nextInt(20) == 0) {
            return new Event.Hosted(random.nextBoolean());
        }
        Endpoint server = state.servers()
                .get(random.nextInt(state.servers().size()))
                .configured()
                .endpoint();
        if (random.nextInt(4) == 0) {
            OptionalInt weight = random.nextBoolean() ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty();
            return new Event.Operated(server, new Operator(random.nextInt(4) == 0, weight));
        }
        Observation observation = observation(random);
        checks.put(server, observation);
        return new Event.Observed(server, observation, "random");
    }

    private static Observation observation(Random random) {
        if (random.nextInt(3) == 0) {
            return new Observation(List.of("check"), 0, 0, 0);
        }
        int setters = random.nextInt(8) == 0 ? 1 : 0;
        return new Observation(List.of(), random.nextInt(5) - 2, setters * random.nextInt(6), setters);
    }

    private static VirtualServer configuration(Random random) {
        int quorum = 1 + random.nextInt(6);
        Setup.Vs vs = vs("192.0.2.1:80").quorum(quorum, random.nextInt(quorum));
        if (random.nextBoolean()) {
            vs.sorry(SORRY, random.nextBoolean());
        }
        for (int i = 1; i <= 6; i++) {
            if (random.nextInt(3) > 0) {
                vs.server("10.0.0." + i + ":80", random.nextInt(4), 1, random.nextInt(3) == 0);
            }
        }
        return vs.build();
    }
}
