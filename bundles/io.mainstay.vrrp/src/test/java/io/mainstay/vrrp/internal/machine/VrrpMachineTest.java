// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import static io.mainstay.vrrp.internal.machine.MachineRun.HIGHER;
import static io.mainstay.vrrp.internal.machine.MachineRun.LOWER;
import static io.mainstay.vrrp.internal.machine.MachineRun.MILLI;
import static io.mainstay.vrrp.internal.machine.MachineRun.SECOND;
import static io.mainstay.vrrp.internal.machine.MachineRun.backup;
import static io.mainstay.vrrp.internal.machine.MachineRun.master;
import static io.mainstay.vrrp.internal.machine.MachineRun.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.machine.InstanceRules.Announcing;
import io.mainstay.vrrp.internal.machine.InstanceRules.Answers;
import io.mainstay.vrrp.internal.machine.InstanceRules.Preemption;
import io.mainstay.vrrp.internal.machine.InstanceRules.Timing;
import org.junit.jupiter.api.Test;

/** The rules that need more than one event. */
class VrrpMachineTest {
    private static final InstanceRules NOPREEMPT = rules().withPreemption(Preemption.NEVER);
    private static final InstanceRules OWNER = InstanceRules.of(3, SECOND, 255).withWishMaster(true);

    @Test
    void theOwnerIsMasterAtOnce() {
        assertThat(new MachineRun(OWNER).start()).startsWith("ADVERT(255)").endsWith("ENTER_MASTER(OWNER 255)");
    }

    @Test
    void theOwnerHasNoFirewallOfItsOwn() {
        assertThat(new MachineRun(OWNER.withFirewalled(true)).start()).doesNotContain("FIREWALL");
    }

    @Test
    void whoWishesToBeMasterWaitsOneIntervalAndSkew() {
        MachineRun run = backup(rules().withWishMaster(true));

        assertThat(run.deadline()).isEqualTo("1609375");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(MASTER_DOWN 0)");
    }

    @Test
    void theStartDelayComesFirst() {
        MachineRun run = new MachineRun(OWNER);

        assertThat(run.startAfter(5 * SECOND)).isEmpty();
        assertThat(run.state()).isEqualTo(RouterState.INIT);
        assertThat(run.deadline()).isEqualTo("5000000");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(OWNER 255)");
    }

    @Test
    void theStartDelayAndTheTrackersAreBothWaitedFor() {
        MachineRun slowTrackers = new MachineRun(OWNER, true);
        slowTrackers.startAfter(SECOND);
        assertThat(slowTrackers.untilDeadline()).isEmpty();
        assertThat(slowTrackers.decided()).endsWith("ENTER_MASTER(OWNER 255)");

        MachineRun quickTrackers = new MachineRun(OWNER, true);
        quickTrackers.startAfter(SECOND);
        assertThat(quickTrackers.decided()).isEmpty();
        assertThat(quickTrackers.untilDeadline()).endsWith("ENTER_MASTER(OWNER 255)");
    }

    @Test
    void aFaultBeforeTheStartIsAFaultAfterIt() {
        MachineRun run = new MachineRun(rules());
        run.fault(FaultReason.NO_SOURCE_ADDRESS);

        assertThat(run.start()).isEqualTo("ENTER_FAULT(FAULT 16)");
        assertThat(run.machine.status().faults()).containsExactly(FaultReason.NO_SOURCE_ADDRESS);
    }

    @Test
    void faultsEndWithTheLastReason() {
        MachineRun run = master(rules());
        run.fault(FaultReason.TRACKER);
        run.fault(FaultReason.INTERFACE_DOWN);

        assertThat(run.clear(FaultReason.TRACKER)).isEmpty();
        assertThat(run.clear(FaultReason.INTERFACE_DOWN)).isEqualTo("ENTER_BACKUP(FAULT_CLEARED 100)");
    }

    @Test
    void theOwnerReturnsFromFaultAsMaster() {
        MachineRun run = new MachineRun(OWNER);
        run.start();
        run.fault(FaultReason.INTERFACE_DOWN);

        assertThat(run.clear(FaultReason.INTERFACE_DOWN)).endsWith("ENTER_MASTER(OWNER 255)");
    }

    @Test
    void version3AdoptsTheMastersInterval() {
        MachineRun run = backup(rules());
        run.advert(200, 100 * MILLI, HIGHER);

        assertThat(run.deadline()).isEqualTo("360937");
        assertThat(run.machine.status().masterIntervalNanos()).isEqualTo(100 * MILLI);
    }

    @Test
    void aMasterUsesItsOwnIntervalAgain() {
        MachineRun run = backup(rules());
        run.advert(200, 100 * MILLI, HIGHER);
        run.untilDeadline();

        assertThat(run.state()).isEqualTo(RouterState.MASTER);
        assertThat(run.deadline()).isEqualTo("1000000");
    }

    @Test
    void version2SkewIsAFractionOfASecond() {
        MachineRun run = backup(InstanceRules.of(2, 10 * SECOND, 120));

        assertThat(run.deadline()).isEqualTo("30531250");
    }

    @Test
    void downTimerAdvertsCount() {
        assertThat(backup(rules().withTiming(new Timing(3, SECOND, 5))).deadline())
                .isEqualTo("5609375");
    }

    @Test
    void aLeavingMasterIsReplacedAfterTheSkewTime() {
        MachineRun run = backup(rules());
        run.advert(200, HIGHER);
        run.advert(0, HIGHER);

        assertThat(run.deadline()).isEqualTo("609375");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(MASTER_LEFT 0)");
    }

    @Test
    void theDecidingPriorityIsTold() {
        MachineRun run = backup(rules());
        run.advert(200, HIGHER);

        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(MASTER_DOWN 200)");
    }

    @Test
    void aLowerPriorityDoesNotProlongTheTimer() {
        MachineRun run = backup(rules());
        for (int i = 0; i < 3; i++) {
            run.after(SECOND).advert(50, HIGHER);
        }

        assertThat(run.deadline()).isEqualTo("609375");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(PREEMPTION 50)");
    }

    @Test
    void nopreemptLetsALowerPriorityBeMaster() {
        MachineRun run = backup(NOPREEMPT);
        run.after(SECOND).advert(50, LOWER);

        assertThat(run.deadline()).isEqualTo("3609375");
    }

    @Test
    void preemptDelayStartsWithTheFirstLowerPriority() {
        MachineRun run = backup(rules().withPreemption(new Preemption(true, 5 * SECOND, 0)));
        for (int i = 0; i < 5; i++) {
            run.advert(50, LOWER);
            assertThat(run.deadline()).as("second %d", i).isEqualTo("3609375");
            run.after(SECOND);
        }
        run.advert(50, LOWER);

        assertThat(run.deadline()).isEqualTo("2609375");
    }

    @Test
    void anEqualOrHigherPriorityCancelsThePreemptDelay() {
        MachineRun run = backup(rules().withPreemption(new Preemption(true, 5 * SECOND, 0)));
        run.advert(50, LOWER);
        run.after(4 * SECOND - 500 * MILLI).advert(100, LOWER);
        run.after(2 * SECOND).advert(50, LOWER);

        assertThat(run.deadline()).isEqualTo("3609375");
    }

    @Test
    void preemptDelayDoesNotDelayTheReplacementOfADeadMaster() {
        MachineRun run = backup(rules().withPreemption(new Preemption(true, 60 * SECOND, 0)));
        run.advert(50, LOWER);

        assertThat(run.untilDeadline()).contains("ENTER_MASTER");
    }

    @Test
    void aPriorityChangeMovesTheTimerByTheDifferenceOfTheSkews() {
        MachineRun run = backup(rules());
        run.priority(200);
        assertThat(run.deadline()).isEqualTo("3218750");
        run.priority(100);
        assertThat(run.deadline()).isEqualTo("3609375");
        assertThat(run.priority(100)).isEmpty();
    }

    @Test
    void aMasterAdvertisesItsNewPriorityAtTheNextInterval() {
        MachineRun run = master(rules());
        run.priority(20);

        assertThat(run.untilDeadline()).isEqualTo("ADVERT(20)");
    }

    @Test
    void theOwnersPriorityNeverChanges() {
        MachineRun run = new MachineRun(OWNER);
        run.start();

        assertThat(run.priority(20)).isEmpty();
        assertThat(run.machine.status().priority()).isEqualTo(255);
        assertThat(backup(rules()).priority(255)).isEmpty();
    }

    /** The order of keepalived's notifications for a track file that says 5, -60, -300 and 1 (base 120, weight 2). */
    @Test
    void prioritiesAndFaultsAreToldAsKeepalivedDoes() {
        MachineRun run = new MachineRun(InstanceRules.of(2, SECOND, 120));
        assertThat(run.priority(130)).isEqualTo("PRIORITY_CHANGED(130)");
        assertThat(run.start()).isEqualTo("ENTER_BACKUP(START 130)");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(MASTER_DOWN 0)");
        assertThat(run.priority(1)).isEqualTo("PRIORITY_CHANGED(1)");
        assertThat(run.fault(FaultReason.TRACKER)).endsWith("ENTER_FAULT(FAULT 1)");
        assertThat(run.machine.status().priority()).isEqualTo(1);
        assertThat(run.priority(122)).isEmpty();
        assertThat(run.clear(FaultReason.TRACKER)).isEqualTo("ENTER_BACKUP(FAULT_CLEARED 122)");
    }

    @Test
    void advertsDoNotDrift() {
        MachineRun run = master(rules());
        run.after(SECOND + 30 * MILLI);
        assertThat(run.timer()).isEqualTo("ADVERT(100)");

        assertThat(run.deadline()).isEqualTo("970000");
    }

    @Test
    void missedAdvertsAreNotMadeUpFor() {
        MachineRun run = master(rules().withAnnouncing(new Announcing(0, 0, 0, 0, 0, 0)));
        run.after(10 * SECOND);
        assertThat(run.timer()).isEqualTo("ADVERT(100)");

        assertThat(run.deadline()).isEqualTo("1000000");
    }

    @Test
    void aMasterThatStoodStillAsksFirst() {
        MachineRun run = master(rules().withPreemption(new Preemption(false, 0, 200)));
        run.after(4 * SECOND);

        assertThat(run.timer()).contains("ADDRESSES_REMOVE").endsWith("ENTER_BACKUP(STALLED 4000000000)");
    }

    @Test
    void aShortStandstillIsNoReason() {
        MachineRun run = master(rules().withPreemption(new Preemption(false, 0, 200)));
        run.after(3 * SECOND);

        assertThat(run.timer()).isEqualTo("ADVERT(100)");
    }

    @Test
    void aBackupThatStoodStillListensFirst() {
        MachineRun run = backup(rules().withPreemption(new Preemption(false, 0, 200)));
        run.after(5 * SECOND);

        assertThat(run.timer()).isEmpty();
        assertThat(run.deadline()).isEqualTo("3609375");
        assertThat(run.untilDeadline()).contains("ENTER_MASTER");
    }

    @Test
    void addressesAreAnnouncedTwiceAndThenPeriodically() {
        MachineRun run = master(rules().withAnnouncing(new Announcing(4, 1500 * MILLI, 2500 * MILLI, 2, 0, 0)));

        assertThat(run.untilDeadline()).isEqualTo("ADVERT(100)");
        assertThat(run.untilDeadline()).isEqualTo("ANNOUNCE(4)");
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(100)");
        assertThat(run.untilDeadline()).isEqualTo("ANNOUNCE(2)");
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(100)");
        run.after(2 * SECOND);
        assertThat(run.timer()).isEqualTo("ADVERT(100) ANNOUNCE(2)");
    }

    @Test
    void aLowerPriorityIsAnnouncedAgainstTwice() {
        MachineRun run = master(rules().withAnnouncing(new Announcing(4, 0, 0, 1, 3, 500 * MILLI)));

        assertThat(run.advert(50, LOWER)).isEqualTo("ADVERT(100) ANNOUNCE(3) LOWER_PRIORITY_SEEN(50)");
        assertThat(run.untilDeadline()).isEqualTo("ANNOUNCE(3)");
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(100)");
    }

    @Test
    void nothingIsAnnouncedAfterLeaving() {
        MachineRun run = master(rules().withAnnouncing(new Announcing(4, SECOND / 2, SECOND / 2, 1, 3, SECOND / 2)));
        run.advert(50, LOWER);
        run.advert(200, LOWER);

        assertThat(run.deadline()).isEqualTo("3609375");
    }

    @Test
    void answersToOthersCanBeTurnedAround() {
        MachineRun run = master(rules().withAnswers(new Answers(true, true, false)));

        assertThat(run.advert(50, LOWER)).isEqualTo("ANNOUNCE(5) LOWER_PRIORITY_SEEN(50)");
        assertThat(run.advert(200, LOWER))
                .startsWith("ADVERT(100) RULES_REMOVE")
                .contains("ENTER_BACKUP");
    }

    @Test
    void theYieldingMasterAdoptsTheInterval() {
        MachineRun run = master(rules());
        run.advert(200, 100 * MILLI, LOWER);

        assertThat(run.deadline()).isEqualTo("360937");
        assertThat(run.machine.status().masterPriority()).isEqualTo(200);
    }

    @Test
    void whatQueuedUpIsAnsweredOnce() {
        MachineRun run = master(rules());
        run.after(20 * SECOND).advert(50, LOWER);

        assertThat(run.advert(50, LOWER)).isEmpty();
        assertThat(run.advert(60, HIGHER)).isEmpty();
        assertThat(run.advert(0, HIGHER)).isEmpty();
        assertThat(run.advert(200, HIGHER)).contains("ENTER_BACKUP");
        assertThat(run.machine.status().counters().lowerReceived()).isEqualTo(3);
    }

    @Test
    void ahGoesOnFromThePeersSequence() {
        MachineRun run = master(InstanceRules.of(2, SECOND, 100).withAh(true));

        assertThat(run.advert(50, LOWER)).startsWith("CONTINUE_SEQUENCE ADVERT(100)");
        assertThat(backup(InstanceRules.of(2, SECOND, 100).withAh(true)).advert(150, LOWER))
                .isEqualTo("CONTINUE_SEQUENCE");
    }

    @Test
    void keepalivedsWayOfLosingAnAddress() {
        MachineRun run = master(rules().withLossMeansBackup(true));

        assertThat(run.lost(Owned.ROUTE))
                .startsWith("RULES_REMOVE")
                .doesNotContain("ADVERT")
                .endsWith("ENTER_BACKUP(OBJECT_LOST 2)");
        assertThat(run.deadline()).isEqualTo("609375");
        assertThat(run.untilDeadline()).contains("ADDRESSES_ADD");
    }

    @Test
    void theOwnerWithTheHigherAddressGivesWayWhenTheOtherDoesNot() {
        MachineRun run = new MachineRun(OWNER);
        run.start();
        run.after(500 * MILLI).advert(255, LOWER);
        run.after(SECOND).advert(255, LOWER);
        run.after(500 * MILLI).timer();
        run.after(500 * MILLI).advert(255, LOWER);
        run.after(200 * MILLI);

        assertThat(run.timer()).isEqualTo("PRIORITY_CHANGED(254) ADVERT(254)");
        assertThat(run.after(800 * MILLI).advert(255, LOWER)).endsWith("ENTER_BACKUP(HIGHER_PRIORITY 255)");
        assertThat(run.untilDeadline())
                .startsWith("ADVERT(255)")
                .endsWith("PRIORITY_CHANGED(255) ENTER_MASTER(MASTER_DOWN 255)");
    }

    @Test
    void anOwnerConflictThatEndsIsForgotten() {
        MachineRun run = new MachineRun(OWNER.withAnnouncing(new Announcing(0, 0, 0, 0, 0, 0)));
        run.start();
        run.advert(255, LOWER);
        run.after(SECOND).advert(255, LOWER);
        run.after(1200 * MILLI);

        assertThat(run.timer()).isEqualTo("ADVERT(255)");
    }

    @Test
    void theOwnerWithTheLowerAddressBacksOff() {
        MachineRun run = new MachineRun(OWNER);
        run.start();

        assertThat(run.advert(255, HIGHER)).endsWith("ENTER_BACKUP(HIGHER_ADDRESS 255)");
    }

    @Test
    void theOwnerCanBeDeaf() {
        MachineRun run = new MachineRun(OWNER.withAnswers(new Answers(true, false, true)));
        run.start();

        assertThat(run.advert(255, HIGHER)).isEmpty();
        assertThat(run.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aReloadKeepsTheMasterAndSendsAnAdvertFirst() {
        MachineRun run = master(rules());

        assertThat(run.after(SECOND / 2)
                        .reconfigure(rules().withFirewalled(true).withPriority(90), 90))
                .isEqualTo("ADVERT(90) FIREWALL_ON RECONCILE PRIORITY_CHANGED(90)");
        assertThat(run.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void aReloadKeepsTheBackupsTimer() {
        MachineRun run = backup(rules());
        run.advert(200, HIGHER);
        run.after(SECOND);

        assertThat(run.reconfigure(rules().withAnswers(new Answers(true, true, false)), 100))
                .isEmpty();
        assertThat(run.deadline()).isEqualTo("2609375");
        run.reconfigure(rules().withPriority(200), 200);
        assertThat(run.deadline()).isEqualTo("2218750");
    }

    /** Or it would take over from a master that is alive, until its next advert. */
    @Test
    void aReloadWithAnotherIntervalKeepsTheIntervalOfTheMasterThatIsHeard() {
        MachineRun run = backup(rules());
        run.advert(200, HIGHER);

        run.reconfigure(rules().withTiming(new Timing(3, SECOND / 10, 3)), 100);

        assertThat(run.deadline()).isEqualTo("3609375");
    }

    @Test
    void aReloadWithAnotherIntervalWaitsForItWhenNobodyWasHeard() {
        MachineRun run = backup(rules());

        run.reconfigure(rules().withTiming(new Timing(3, SECOND / 10, 3)), 100);

        assertThat(run.deadline()).isEqualTo("360937");
    }

    @Test
    void aStoppedInstanceCanStartAgain() {
        MachineRun run = master(rules());
        run.stop(false);

        assertThat(run.stop(false)).isEmpty();
        assertThat(run.start()).isEqualTo("ENTER_BACKUP(START 100)");
    }

    @Test
    void whatHappenedIsCounted() {
        MachineRun run = master(rules());
        run.advert(50, LOWER);
        run.after(1).advert(0, LOWER);
        run.lost(Owned.ADDRESS);
        run.stop(false);

        assertThat(run.machine.status().counters()).isEqualTo(new InstanceStatus.Counters(2, 4, 1, 1, 1, 1, 1, 1));
    }
}
