// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import static io.mainstay.vrrp.internal.machine.MachineRun.MILLI;
import static io.mainstay.vrrp.internal.machine.MachineRun.SECOND;
import static io.mainstay.vrrp.internal.machine.MachineRun.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.vrrp.internal.machine.InstanceRules.Announcing;
import io.mainstay.vrrp.internal.machine.InstanceRules.Answers;
import io.mainstay.vrrp.internal.machine.InstanceRules.Preemption;
import io.mainstay.vrrp.internal.machine.InstanceRules.Timing;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InstanceRulesTest {
    private static final StrictMode.Extent PLAIN =
            new StrictMode.Extent(false, 1, false, false, false, false, false, false);

    @Test
    void valuesOutsideTheProtocolAreRefused() {
        refused(() -> InstanceRules.of(4, SECOND, 100), "version 4 is neither 2 nor 3");
        refused(() -> InstanceRules.of(3, SECOND, 0), "priority 0 is not in 1..255");
        refused(() -> InstanceRules.of(2, SECOND / 2, 100), "is not 1 to 255 times 1000000000 ns (version 2)");
        refused(() -> InstanceRules.of(2, 256 * SECOND, 100), "is not 1 to 255 times");
        refused(() -> InstanceRules.of(3, 5 * MILLI, 100), "is not 1 to 4095 times 10000000 ns (version 3)");
        refused(() -> InstanceRules.of(3, 41 * SECOND, 100), "is not 1 to 4095 times");
        refused(() -> new Timing(3, SECOND, 0), "down_timer_adverts 0 is not in 1..100");
        refused(() -> new Preemption(true, 1001 * SECOND, 0), "preempt_delay is not in 0..1000 s");
        refused(() -> new Preemption(false, SECOND, 0), "preempt_delay has no meaning with nopreempt");
        refused(() -> new Preemption(true, 0, 200), "timer_expired_backup needs nopreempt");
        refused(() -> new Preemption(false, 0, 255), "timer_expired_backup 255 is not in 1..254");
        refused(() -> rules().withWishMaster(true).withPreemption(Preemption.NEVER), "nopreempt needs state BACKUP");
        refused(
                () -> rules().withWishMaster(true).withPreemption(new Preemption(true, 1, 0)),
                "preempt_delay needs state BACKUP");
        refused(() -> rules().withAh(true), "AH needs version 2");
        refused(() -> new Announcing(-1, 0, 0, 0, 0, 0), "a negative number");
        refused(() -> new Announcing(1, -1, 0, 0, 0, 0), "a negative time");
    }

    @Test
    void theLimitsThemselvesAreAccepted() {
        assertThat(InstanceRules.of(3, 10 * MILLI, 1).priority()).isEqualTo(1);
        assertThat(InstanceRules.of(3, 40_950 * MILLI, 255).owner()).isTrue();
        assertThat(InstanceRules.of(2, 255 * SECOND, 254).owner()).isFalse();
    }

    @Test
    void timesAreThoseMeasuredOnKeepalived() {
        assertThat(Intervals.masterDownNanos(2, 3, 120, SECOND)).isEqualTo(3_531_250_000L);
        assertThat(Intervals.masterDownNanos(3, 3, 100, SECOND / 2)).isEqualTo(1_804_687_500L);
    }

    @Test
    void strictModePutsBackWhatTheRfcDoesNotKnow() {
        InstanceRules loose = rules().withTiming(new Timing(3, SECOND, 5))
                .withPreemption(new Preemption(true, SECOND, 0))
                .withAnswers(new Answers(false, true, false));

        StrictMode strict = StrictMode.of(loose, PLAIN);

        assertThat(strict.refused()).isEmpty();
        assertThat(strict.adjusted())
                .containsExactly(
                        "down_timer_adverts is 3 in strict mode",
                        "preempt_delay is not used in strict mode",
                        "higher_prio_send_advert is off in strict mode");
        assertThat(strict.rules())
                .isEqualTo(rules().withAnswers(new Answers(true, false, true))
                        .withAnnouncing(new Announcing(5, 5 * SECOND, 0, 1, 0, 0))
                        .withFirewalled(true));
    }

    @Test
    void strictModeMakesTheOwnerAndNobodyElseBeginAsMaster() {
        StrictMode wish = StrictMode.of(rules().withWishMaster(true), PLAIN);
        assertThat(wish.rules().wishMaster()).isFalse();
        assertThat(wish.adjusted()).hasSize(1);

        StrictMode owner = StrictMode.of(rules().withPriority(255).withPreemption(Preemption.NEVER), PLAIN);
        assertThat(owner.rules().wishMaster()).isTrue();
        assertThat(owner.rules().firewalled()).isFalse();
        assertThat(owner.adjusted()).hasSize(2);
    }

    @Test
    void strictModeAcceptsOnlyInVersion3() {
        StrictMode.Extent accept = new StrictMode.Extent(true, 1, false, false, false, false, false, false);

        assertThat(StrictMode.of(rules(), accept).rules().firewalled()).isFalse();
        StrictMode version2 = StrictMode.of(InstanceRules.of(2, SECOND, 100), accept);
        assertThat(version2.rules().firewalled()).isTrue();
        assertThat(version2.adjusted())
                .containsExactly("accept does not exist in version 2, and is off in strict mode");
    }

    @Test
    void strictModeLeavesOutAuthenticationAndOtherMacs() {
        StrictMode strict = StrictMode.of(
                InstanceRules.of(2, SECOND, 100).withAh(true),
                new StrictMode.Extent(false, 1, false, false, false, true, true, true));

        assertThat(strict.rules().ah()).isFalse();
        assertThat(strict.adjusted())
                .containsExactly(
                        "authentication is not used in strict mode",
                        "vmac_xmit_base is not used in strict mode",
                        "the virtual MAC address is the RFC's in strict mode");
    }

    @Test
    void strictModeRefusesWhatCannotBePutRight() {
        StrictMode strict = StrictMode.of(
                InstanceRules.of(2, SECOND, 100),
                new StrictMode.Extent(false, 0, true, false, true, false, false, false));

        assertThat(strict.refused())
                .containsExactly(
                        "strict mode needs at least one virtual address",
                        "strict mode allows no unicast peers on an interface that can multicast",
                        "strict mode needs version 3 for IPv6");
    }

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
