// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import static io.mainstay.proxy.internal.schedule.Targets.client;
import static io.mainstay.proxy.internal.schedule.Targets.counts;
import static io.mainstay.proxy.internal.schedule.Targets.sequence;
import static io.mainstay.proxy.internal.schedule.Targets.target;
import static io.mainstay.proxy.internal.schedule.Targets.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.model.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoliciesTest {

    private static Policy policy(Scheduler scheduler, List<Target> targets) {
        Policy policy = Policies.create(scheduler, Set.of(), new SplittableRandom(7));
        policy.update(targets);
        return policy;
    }

    @Test
    void roundRobinGoesRoundWhateverTheWeights() {
        assertThat(sequence(policy(Scheduler.RR, weighted(5, 1, 3)), 7)).containsExactly(1, 2, 3, 1, 2, 3, 1);
    }

    @Test
    void roundRobinGoesOnBehindTheLastOneWhenTheListChanges() {
        List<Target> targets = weighted(1, 1, 1, 1);
        Policy policy = policy(Scheduler.RR, targets);
        assertThat(sequence(policy, 2)).containsExactly(1, 2);
        policy.update(List.of(targets.get(0), targets.get(1), targets.get(3)));
        assertThat(sequence(policy, 3)).containsExactly(4, 1, 2);
    }

    @Test
    void weightedRoundRobinIsExactAndSmooth() {
        assertThat(sequence(policy(Scheduler.WRR, weighted(5, 1, 1)), 14))
                .containsExactly(1, 1, 2, 1, 3, 1, 1, 1, 1, 2, 1, 3, 1, 1);
    }

    @Test
    void weightedRoundRobinIsExactForAnyWeights() {
        SplittableRandom random = new SplittableRandom(42);
        for (int round = 0; round < 50; round++) {
            int[] weights = random.ints(1 + random.nextInt(12), 1, 100).toArray();
            Policy policy = policy(Scheduler.WRR, weighted(weights));
            int sum = java.util.Arrays.stream(weights).sum();
            Map<Integer, Integer> counts = counts(policy, 3 * sum, i -> Client.UNKNOWN);
            for (int i = 0; i < weights.length; i++) {
                assertThat(counts.get(i + 1))
                        .as("weight %d of %s", weights[i], weights)
                        .isEqualTo(3 * weights[i]);
            }
        }
    }

    @Test
    void leastConnectionIgnoresWeightsAndSharesAmongEquals() {
        assertThat(counts(policy(Scheduler.LC, weighted(9, 1, 1)), 30, i -> Client.UNKNOWN))
                .isEqualTo(Map.of(1, 10, 2, 10, 3, 10));
    }

    @Test
    void weightedLeastConnectionFillsByWeight() {
        assertThat(counts(policy(Scheduler.WLC, weighted(3, 2, 1)), 60, i -> Client.UNKNOWN))
                .isEqualTo(Map.of(1, 30, 2, 20, 3, 10));
    }

    @Test
    void leastConnectionSharesTheIdleOnes() {
        Policy policy = policy(Scheduler.WLC, weighted(1, 1, 1));
        assertThat(sequence(policy, 6)).containsExactly(1, 2, 3, 1, 2, 3); // connections end at once
    }

    @Test
    void shortestExpectedDelayPrefersTheFastServerAndNeverQueueTheIdleOne() {
        List<Target> targets = weighted(10, 1);
        Policy expected = policy(Scheduler.SED, targets);
        targets.get(0).acquire();
        assertThat(expected.choose(Client.UNKNOWN, t -> true).endpoint().port()).isEqualTo(1);
        assertThat(policy(Scheduler.NQ, targets)
                        .choose(Client.UNKNOWN, t -> true)
                        .endpoint()
                        .port())
                .isEqualTo(2);
    }

    @Test
    void failoverSendsAllToTheHeaviestAndOverflowTheRestToTheNext() {
        assertThat(counts(policy(Scheduler.FO, weighted(1, 3, 2)), 9, i -> Client.UNKNOWN))
                .isEqualTo(Map.of(2, 9));
        assertThat(counts(policy(Scheduler.OVF, weighted(1, 3, 2)), 6, i -> Client.UNKNOWN))
                .isEqualTo(Map.of(2, 3, 3, 2, 1, 1));
    }

    @Test
    void twoChoicesKeepLoadPerWeightEven() {
        Map<Integer, Integer> counts = counts(policy(Scheduler.TWOS, weighted(2, 1, 1)), 4000, i -> Client.UNKNOWN);
        assertThat(counts.get(1)).isBetween(1800, 2200);
        assertThat(counts.get(2)).isBetween(900, 1100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheduler.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DH", "LBLC", "LBLCR"})
    void nobodyIsChosenWithoutAWeight(Scheduler scheduler) {
        assertThat(policy(scheduler, weighted(0, 0)).choose(client(1), t -> true))
                .isNull();
        assertThat(policy(scheduler, List.of()).choose(client(1), t -> true)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheduler.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DH", "LBLC", "LBLCR"})
    void oneThatCouldNotBeConnectedIsPassedOver(Scheduler scheduler) {
        List<Target> targets = weighted(5, 1, 0);
        Policy policy = policy(scheduler, targets);
        for (int i = 0; i < 20; i++) {
            assertThat(policy.choose(client(i), t -> t != targets.get(0))).isSameAs(targets.get(1));
        }
        assertThat(policy.choose(client(1), t -> false)).isNull();
    }

    @Test
    void schedulersOfThePacketsDestinationAreNotOffered() {
        assertThat(Policies.SCHEDULERS)
                .doesNotContain(Scheduler.DH, Scheduler.LBLC, Scheduler.LBLCR)
                .hasSize(11);
        assertThatThrownBy(() -> Policies.create(Scheduler.DH, Set.of(), new SplittableRandom()))
                .hasMessageContaining("dh");
    }

    @Test
    void thresholdStopsAtTheUpperAndResumesBelowTheLowerOne() {
        Target target = target(1, 1);
        target.configure(1, 4, 2);
        for (int i = 0; i < 4; i++) {
            assertThat(target.usable()).isTrue();
            target.acquire();
        }
        assertThat(target.usable()).isFalse();
        target.release();
        target.release();
        assertThat(target.usable()).as("2 connections are not below 2").isFalse();
        target.release();
        assertThat(target.usable()).isTrue();
    }

    @Test
    void lowerThresholdIsThreeQuartersOfTheUpperOneWhenNotGiven() {
        Target target = target(1, 1);
        target.configure(1, 8, 0);
        for (int i = 0; i < 8; i++) {
            target.acquire();
        }
        target.release();
        target.release();
        assertThat(target.usable()).as("6 of 8").isFalse();
        target.release();
        assertThat(target.usable()).as("5 of 8").isTrue();
    }
}
