// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import static io.mainstay.vrrp.internal.machine.MachineRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.machine.InstanceRules.Announcing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two members, version 3, 1 s, priorities 100 and 90; effects as member:effect. */
class SyncGroupMachineTest {
    private static final String ENTER = "ADVERT ADDRESSES_ADD EXCLUDED_ADD ROUTES_ADD RULES_ADD ANNOUNCE ENTER_MASTER";
    private static final String LEAVE = "RULES_REMOVE ROUTES_REMOVE EXCLUDED_REMOVE ADDRESSES_REMOVE";

    private final Effects fx = new Effects();
    private long now = Long.MAX_VALUE - SECOND;
    private VrrpMachine a;
    private VrrpMachine b;
    private SyncGroupMachine group;

    private void make(InstanceRules first, InstanceRules second) {
        a = new VrrpMachine(0, first.withGrouped(true), false);
        b = new VrrpMachine(1, second.withGrouped(true), false);
        group = new SyncGroupMachine(List.of(a, b));
    }

    private void start() {
        make(InstanceRules.of(3, SECOND, 100), InstanceRules.of(3, SECOND, 90));
        begin();
    }

    private void begin() {
        group.start(fx);
        a.start(now, 0, fx);
        b.start(now, 0, fx);
        group.settle(now, fx);
    }

    private void becomeMaster() {
        start();
        timer(a);
        timer(b);
        fx.clear();
    }

    private void timer(VrrpMachine member) {
        fx.clear();
        now = member.nextDeadline();
        member.timer(now, fx);
        group.settle(now, fx);
    }

    private String effects() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fx.size(); i++) {
            text.append(i == 0 ? "" : " ").append(fx.member(i)).append(':').append(fx.kind(i));
        }
        return text.toString();
    }

    private static String of(int member, String effects) {
        return member + ":" + effects.replace(" ", " " + member + ":");
    }

    @Test
    void theGroupIsToldFirstAtTheStart() {
        start();

        assertThat(effects()).isEqualTo("-1:GROUP_BACKUP 0:ENTER_BACKUP 1:ENTER_BACKUP");
    }

    @Test
    void nobodyIsMasterBeforeAllWantToBe() {
        start();
        timer(a);

        assertThat(effects()).isEmpty();
        assertThat(a.status().wantsMaster()).isTrue();
        assertThat(a.hasDeadline()).isFalse();
    }

    @Test
    void theLastOneTakesAllAlong() {
        start();
        timer(a);
        timer(b);

        assertThat(effects()).isEqualTo(of(0, ENTER) + " " + of(1, ENTER) + " -1:GROUP_MASTER");
    }

    @Test
    void anAdvertEndsTheWish() {
        start();
        timer(a);
        group.advert(now, a, 200, SECOND, 1, fx);
        timer(b);

        assertThat(effects()).isEmpty();
        assertThat(a.status().wantsMaster()).isFalse();
        assertThat(group.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void oneThatYieldsTakesAllAlong() {
        becomeMaster();
        group.advert(now, b, 200, SECOND, 1, fx);

        assertThat(effects())
                .isEqualTo(of(1, LEAVE + " ENTER_BACKUP") + " " + of(0, LEAVE + " ENTER_BACKUP") + " -1:GROUP_BACKUP");
    }

    @Test
    void aFaultOfOneIsAFaultOfAll() {
        becomeMaster();
        b.fault(now, FaultReason.INTERFACE_DOWN, fx);
        group.settle(now, fx);

        assertThat(effects())
                .isEqualTo(of(1, "ADVERT " + LEAVE + " ENTER_FAULT") + " " + of(0, "ADVERT " + LEAVE + " ENTER_FAULT")
                        + " -1:GROUP_FAULT");
        assertThat(a.status().faults()).containsExactly(FaultReason.SYNC_GROUP);
    }

    @Test
    void theFaultEndsWhenTheLastOneIsWell() {
        start();
        a.fault(now, FaultReason.TRACKER, fx);
        b.fault(now, FaultReason.TRACKER, fx);
        group.settle(now, fx);
        a.clear(now, FaultReason.TRACKER, fx);
        group.settle(now, fx);
        assertThat(a.state()).isEqualTo(RouterState.FAULT);
        fx.clear();

        b.clear(now, FaultReason.TRACKER, fx);
        group.settle(now, fx);

        assertThat(a.state()).isEqualTo(RouterState.BACKUP);
        assertThat(b.state()).isEqualTo(RouterState.BACKUP);
        assertThat(effects()).endsWith("-1:GROUP_BACKUP");
    }

    @Test
    void aLostAddressMakesAllStepBackForOneSkewTime() {
        InstanceRules rules = InstanceRules.of(3, SECOND, 100).withLossMeansBackup(true);
        make(rules, rules);
        begin();
        timer(a);
        timer(b);
        fx.clear();

        a.lost(now, Owned.ADDRESS, fx);
        group.settle(now, fx);

        assertThat(b.state()).isEqualTo(RouterState.BACKUP);
        assertThat(a.nextDeadline() - now).isEqualTo(609_375_000L);
        assertThat(b.nextDeadline() - now).isEqualTo(609_375_000L);
    }

    @Test
    void allAnnounceAgainWhenOneHearsALowerPriority() {
        becomeMaster();
        group.advert(now, a, 50, SECOND, 1, fx);

        assertThat(effects()).isEqualTo("0:ADVERT 0:ANNOUNCE 0:LOWER_PRIORITY_SEEN 1:ANNOUNCE");
    }

    @Test
    void ownersBeginAsMasterTogether() {
        InstanceRules owner = InstanceRules.of(3, SECOND, 255).withWishMaster(true);
        make(owner, owner);
        begin();

        assertThat(effects())
                .isEqualTo("-1:GROUP_BACKUP 0:ENTER_BACKUP 1:ENTER_BACKUP " + of(0, ENTER) + " " + of(1, ENTER)
                        + " -1:GROUP_MASTER");
    }

    @Test
    void membersStopBeforeTheGroup() {
        becomeMaster();
        group.stop(now, false, fx);

        assertThat(effects())
                .isEqualTo(of(0, "ADVERT " + LEAVE + " ENTER_INIT") + " " + of(1, "ADVERT " + LEAVE + " ENTER_INIT")
                        + " -1:GROUP_INIT");
    }

    @Test
    void theGroupTellsTheCauseAndValueOfTheMemberThatMoved() {
        becomeMaster();
        b.fault(now, FaultReason.INTERFACE_DOWN, fx);
        group.settle(now, fx);

        int last = fx.size() - 1;
        assertThat(fx.kind(last)).isEqualTo(Effect.GROUP_FAULT);
        assertThat(fx.cause(last)).isEqualTo(Cause.FAULT);
        assertThat(FaultReason.of(fx.value(last))).containsExactly(FaultReason.INTERFACE_DOWN);
    }

    @Test
    void settlingWithoutACauseChangesNothing() {
        becomeMaster();
        group.settle(now, fx);

        assertThat(effects()).isEmpty();
    }

    @Test
    void aMemberThatJoinsByReloadIsTakenAlong() {
        becomeMaster();
        VrrpMachine c = new VrrpMachine(2, InstanceRules.of(3, SECOND, 80).withGrouped(true), false);
        c.start(now, 0, fx);
        group = group.withMembers(List.of(a, b, c));
        group.settle(now, fx);

        assertThat(effects()).isEqualTo("2:ENTER_BACKUP " + of(2, ENTER));
        assertThat(group.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void largeGroupsFit() {
        InstanceRules owner = InstanceRules.of(3, SECOND, 255)
                .withWishMaster(true)
                .withGrouped(true)
                .withAnnouncing(Announcing.DEFAULT);
        List<VrrpMachine> members = java.util.stream.IntStream.range(0, 50)
                .mapToObj(id -> new VrrpMachine(id, owner, false))
                .toList();
        SyncGroupMachine large = new SyncGroupMachine(members);
        large.start(fx);
        members.forEach(member -> member.start(now, 0, fx));
        large.settle(now, fx);

        assertThat(large.state()).isEqualTo(RouterState.MASTER);
        assertThat(fx.size()).isEqualTo(1 + 50 + 50 * 7 + 1);
    }
}
