// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

import static io.mainstay.carp.internal.machine.MachineRun.HIGHER;
import static io.mainstay.carp.internal.machine.MachineRun.LOWER;
import static io.mainstay.carp.internal.machine.MachineRun.MILLI;
import static io.mainstay.carp.internal.machine.MachineRun.PEER;
import static io.mainstay.carp.internal.machine.MachineRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ucarp was measured to do, what OpenBSD does where ucarp flaps, and what is ours. */
class CarpMachineTest {
    private static final CarpRules PLAIN = CarpRules.of(1, 0);

    /** Measured at a real ucarp, but for base 0, where its backups flap. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 3, 3000000, 1000000",
        "1, 0, 1, 1000000, 1000000",
        "1, 0, 2, 2000000, 1000000",
        "1, 128, 3, 3500000, 1500000",
        "2, 0, 3, 6000000, 2000000",
        "0, 51, 3, 597656, 199218",
        "0, 0, 3, 11718, 3906"
    })
    void takesOverAfterTheMasterDownTimeAndAdvertisesEachInterval(
            int advbase, int advskew, int deadRatio, String masterDown, String interval) {
        MachineRun run = MachineRun.backup(CarpRules.of(advbase, advskew).withDeadRatio(deadRatio));
        assertThat(run.deadline()).isEqualTo(masterDown);
        run.untilDeadline();
        assertThat(run.state()).isEqualTo(HostState.MASTER);
        assertThat(run.deadline()).isEqualTo(interval);
    }

    @Test
    void advertsKeepTheirRhythmWhenTheTimerIsLate() {
        MachineRun run = MachineRun.master(PLAIN);
        run.after(SECOND + 30 * MILLI).timer();
        assertThat(run.deadline()).isEqualTo("970000");
    }

    @Test
    void missedAdvertsAreNotMadeUpFor() {
        MachineRun run = MachineRun.master(PLAIN);
        assertThat(run.after(5 * SECOND).timer()).isEqualTo("ADVERT(0)");
        assertThat(run.deadline()).isEqualTo("1000000");
    }

    @Test
    void announcesAgainWithTheSecondAdvert() {
        MachineRun run = MachineRun.master(PLAIN);
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(0)");
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(0) ANNOUNCE");
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(0)");
    }

    @Test
    void announcesAgainAfterARivalAndOnceMoreWithTheSecondAdvert() {
        MachineRun run = MachineRun.master(PLAIN);
        run.after(10 * SECOND);
        assertThat(run.advert(1, HIGHER)).isEqualTo("ANNOUNCE RIVAL_SEEN(257)");
        assertThat(run.timer()).isEqualTo("ADVERT(0)");
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(0) ANNOUNCE");
    }

    @Test
    void rivalsThatQueuedUpAreAnsweredOnce() {
        MachineRun run = MachineRun.master(PLAIN);
        run.after(10 * MILLI);
        run.advert(1, HIGHER);
        assertThat(run.advert(1, HIGHER)).isEmpty();
        assertThat(run.after(1).advert(1, HIGHER)).isNotEmpty();
    }

    @Test
    void withoutPreemptionASlowerMasterStays() {
        MachineRun run = MachineRun.backup(PLAIN);
        assertThat(run.after(SECOND).advert(100, HIGHER)).isEmpty();
        assertThat(run.deadline()).isEqualTo("3000000");
        assertThat(run.machine.status().masterInterval()).isEqualTo(356);
    }

    @Test
    void withPreemptionAnEquallyFastMasterStays() {
        MachineRun run = MachineRun.backup(PLAIN.withPreempt(true));
        assertThat(run.advert(0, HIGHER)).isEmpty();
    }

    @Test
    void aMasterThatIsSlowerThanOurPatienceIsReplacedAlsoWithoutPreemption() {
        MachineRun run = MachineRun.backup(PLAIN);
        assertThat(run.advert(3, 0, HIGHER)).isEmpty();
        assertThat(run.advert(3, 1, HIGHER)).endsWith("ENTER_MASTER(MASTER_TOO_SLOW 769)");
    }

    @Test
    void aBowOutIsFollowedAfterTheSkew() {
        MachineRun run = MachineRun.backup(CarpRules.of(1, 64));
        run.after(SECOND).advert(0, HIGHER);
        assertThat(run.after(SECOND).bowOut()).isEmpty();
        assertThat(run.deadline()).isEqualTo("250000");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(MASTER_LEFT 0)");
    }

    @Test
    void withoutSkewABowOutIsFollowedAtOnce() {
        MachineRun run = MachineRun.backup(PLAIN);
        run.after(SECOND).advert(0, HIGHER);
        run.after(SECOND).bowOut();
        assertThat(run.deadline()).isEqualTo("0");
    }

    /** The rule of the slow master would not see a bow-out at this base: 255.996 s is not longer than 300 s. */
    @Test
    void aBowOutIsSeenWithEveryBase() {
        MachineRun run = MachineRun.backup(CarpRules.of(100, 0));
        run.bowOut();
        assertThat(run.deadline()).isEqualTo("0");
    }

    @Test
    void aBowOutOfWhoIsNotTheMasterChangesNothing() {
        MachineRun run = MachineRun.backup(CarpRules.of(1, 64));
        run.advert(0, HIGHER);
        run.advert(CarpMachine.BOW_OUT, 0, PEER + 1, HIGHER);
        assertThat(run.deadline()).isEqualTo("3250000");
    }

    @Test
    void aNewMasterEndsTheWaitAfterABowOut() {
        MachineRun run = MachineRun.backup(CarpRules.of(1, 64));
        run.advert(0, HIGHER);
        run.bowOut();
        run.after(10 * MILLI).advert(CarpRules.interval(1, 0), 0, PEER + 1, HIGHER);
        assertThat(run.deadline()).isEqualTo("3250000");
        assertThat(run.untilDeadline()).endsWith("ENTER_MASTER(MASTER_DOWN 256)");
    }

    @Test
    void aBowOutDoesNotDelayATakeoverThatIsDueSooner() {
        MachineRun run = MachineRun.backup(CarpRules.of(1, 255));
        run.after(3 * SECOND + 990 * MILLI);
        String before = run.deadline();
        run.bowOut();
        assertThat(run.deadline()).isEqualTo(before);
    }

    @Test
    void neutralRunsNoDownScriptAtTheStartOnly() {
        MachineRun run = new MachineRun(PLAIN.withNeutral(true));
        assertThat(run.start()).isEqualTo("ADDRESSES_REMOVE ENTER_BACKUP(START 256)");
        run.untilDeadline();
        assertThat(run.stepDown()).contains("SCRIPT_DOWN");
    }

    @Test
    void afterSteppingDownItIsDeafForThreeSecondsAndThenWaitsLikeAnyBackup() {
        MachineRun run = MachineRun.master(PLAIN.withPreempt(true));
        run.stepDown();
        assertThat(run.after(SECOND).advert(100, HIGHER)).as("deaf").isEmpty();
        assertThat(run.bowOut()).isEmpty();
        assertThat(run.deadline()).isEqualTo("2000000");
        assertThat(run.untilDeadline()).isEmpty();
        assertThat(run.state()).isEqualTo(HostState.BACKUP);
        assertThat(run.deadline()).isEqualTo("3000000");
        assertThat(run.advert(100, HIGHER)).endsWith("ENTER_MASTER(PREEMPTION 356)");
    }

    @Test
    void withoutItsLinkItIsInFaultUntilItIsBack() {
        MachineRun run = MachineRun.master(PLAIN);
        assertThat(run.fault(FaultReason.LINK_DOWN))
                .isEqualTo("BOW_OUT ADDRESSES_REMOVE SCRIPT_DOWN ENTER_FAULT(FAULT 1)");
        run.fault(FaultReason.NO_SOURCE_ADDRESS);
        assertThat(run.clear(FaultReason.LINK_DOWN)).isEmpty();
        assertThat(run.clear(FaultReason.NO_SOURCE_ADDRESS)).isEqualTo("ENTER_BACKUP(FAULT_CLEARED 0)");
        assertThat(run.deadline()).isEqualTo("3000000");
    }

    @Test
    void theLinksStateCanBeIgnored() {
        MachineRun run = MachineRun.master(PLAIN.withIgnoreLinkState(true));
        assertThat(run.fault(FaultReason.LINK_DOWN)).isEmpty();
        assertThat(run.reconfigure(PLAIN)).endsWith("ENTER_FAULT(FAULT 1)");
        assertThat(run.reconfigure(PLAIN.withIgnoreLinkState(true))).endsWith("ENTER_BACKUP(FAULT_CLEARED 0)");
    }

    @Test
    void startingWithoutALinkIsFault() {
        MachineRun run = new MachineRun(PLAIN);
        run.fault(FaultReason.LINK_DOWN);
        assertThat(run.start()).isEqualTo("ADDRESSES_REMOVE SCRIPT_DOWN ENTER_FAULT(FAULT 1)");
    }

    @Test
    void threeFailedSendsDemoteUntilThreeGoodOnes() {
        MachineRun run = MachineRun.master(PLAIN);
        run.sent(false);
        run.sent(false);
        assertThat(run.sent(true)).isEmpty();
        run.sent(false);
        run.sent(false);
        assertThat(run.sent(false)).isEqualTo("ADVSKEW_CHANGED(240)");
        assertThat(run.machine.status().sendsFail()).isTrue();
        assertThat(run.untilDeadline()).isEqualTo("ADVERT(240)");
        run.sent(true);
        run.sent(true);
        assertThat(run.sent(true)).isEqualTo("ADVSKEW_CHANGED(0)");
        assertThat(run.machine.status().counters().sendFailures()).isEqualTo(5);
    }

    @Test
    void demotionAddsToTheSkewUpTo240AndCanBeTakenBack() {
        MachineRun run = MachineRun.master(CarpRules.of(1, 200));
        assertThat(run.demote(30)).isEqualTo("ADVSKEW_CHANGED(230) ADVERT(230)");
        assertThat(run.demote(200)).isEqualTo("ADVSKEW_CHANGED(240) ADVERT(240)");
        assertThat(run.demote(0)).isEqualTo("ADVSKEW_CHANGED(200) ADVERT(200)");
        assertThat(run.demote(0)).isEmpty();
        assertThat(MachineRun.master(CarpRules.of(1, 250)).demote(5)).isEqualTo("ADVERT(250)");
    }

    @Test
    void withOpenBsdsCounterTheLessDemotedIsPreferred() {
        CarpRules rules = PLAIN.withDemoteCounter(true);
        MachineRun run = MachineRun.master(rules);
        assertThat(run.demote(2)).isEqualTo("ADVERT(512)");
        assertThat(Effect.demotion(512)).isEqualTo(2);
        assertThat(Effect.advskew(512)).isZero();
        assertThat(run.advert(CarpRules.interval(1, 100), 1, PEER, HIGHER))
                .endsWith("ENTER_BACKUP(PREFERRED_MASTER 356)");
        MachineRun other = MachineRun.backup(rules.withPreempt(true));
        assertThat(other.advert(CarpRules.interval(1, 0), 1, PEER, LOWER)).endsWith("ENTER_MASTER(PREEMPTION 256)");
    }

    @Test
    void withoutOpenBsdsCounterAPeersDemotionMeansNothing() {
        MachineRun run = MachineRun.backup(PLAIN.withPreempt(true));
        assertThat(run.advert(CarpRules.interval(1, 0), 9, PEER, LOWER)).isEmpty();
    }

    @Test
    void anotherTimingByReloadBeginsTheWaitAnew() {
        MachineRun run = MachineRun.backup(PLAIN);
        run.after(SECOND);
        run.reconfigure(PLAIN.withPreempt(true));
        assertThat(run.deadline()).isEqualTo("2000000");
        run.reconfigure(PLAIN.withDeadRatio(2));
        assertThat(run.deadline()).isEqualTo("2000000");
        assertThat(run.after(SECOND).deadline()).isEqualTo("1000000");
    }

    @Test
    void aReloadDoesNotEndTheDeafness() {
        MachineRun run = MachineRun.master(PLAIN);
        run.stepDown();
        run.reconfigure(CarpRules.of(9, 0));
        assertThat(run.deadline()).isEqualTo("3000000");
    }

    @Test
    void itCanBeStartedAgainAfterAStop() {
        MachineRun run = MachineRun.master(PLAIN);
        run.stop(false);
        assertThat(run.machine.hasDeadline()).isFalse();
        assertThat(run.start()).endsWith("ENTER_BACKUP(START 256)");
        run.untilDeadline();
        InstanceStatus.Counters counters = run.machine.status().counters();
        assertThat(counters.becameMaster()).isEqualTo(2);
        assertThat(counters.releasedMaster()).isEqualTo(1);
        assertThat(counters.bowOutsSent()).isEqualTo(1);
    }

    @Test
    void statusTellsWhatItWaitsForAndWhatIsMissing() {
        MachineRun run = MachineRun.backup(CarpRules.of(1, 10));
        run.advert(0, HIGHER);
        run.fault(FaultReason.OPERATOR);
        run.demote(5);
        InstanceStatus status = run.machine.status();
        assertThat(status.state()).isEqualTo(HostState.FAULT);
        assertThat(status.faults()).containsExactly(FaultReason.OPERATOR);
        assertThat(status.advskew()).isEqualTo(15);
        assertThat(status.demotion()).isEqualTo(5);
        assertThat(status.cause()).isEqualTo(Cause.FAULT);
        assertThat(status.counters().received()).isEqualTo(1);
    }
}
