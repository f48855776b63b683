// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is taken for a replay, and what for a peer that started anew. */
class ReplayWindowTest {
    private static final long A = 1;
    private static final long B = 2;

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void aRunNeverRaisesTheAlarmAlsoWhenItWraps() {
        for (long counter = -3; counter < 5; counter++) {
            assertThat(window.seen(A, counter)).isFalse();
        }
    }

    @Test
    void theSameAgainAndAnOlderOneDo() {
        window.seen(A, 1000);
        window.seen(A, 1001);
        assertThat(window.seen(A, 1001)).isTrue();
        assertThat(window.seen(A, 1000)).isTrue();
        assertThat(window.seen(A, 5)).isTrue();
        assertThat(window.seen(A, 1002)).isFalse();
    }

    @Test
    void twoMastersMayUseTheSameCounter() {
        window.seen(A, 1000);
        assertThat(window.seen(B, 1000)).isFalse();
    }

    @Test
    void aRestartedPeerBeginsANewRunAndTheOldOneStaysKnown() {
        window.seen(A, 1000);
        assertThat(window.seen(A, Long.MIN_VALUE)).isFalse();
        assertThat(window.seen(A, Long.MIN_VALUE + 1)).isFalse();
        assertThat(window.seen(A, 1000)).isTrue();
    }

    @Test
    void theOldestRunIsForgottenFirst() {
        for (int run = 0; run <= ReplayWindow.RUNS; run++) {
            assertThat(window.seen(A, run * (1L << 40))).isFalse();
        }
        assertThat(window.seen(A, ReplayWindow.RUNS * (1L << 40))).isTrue();
        assertThat(window.seen(A, 1L << 40)).isTrue();
        assertThat(window.seen(A, 0)).as("forgotten").isFalse();
    }

    @Test
    void theSameFrameTenTimesCountsNineAndIsRefusedWhenAskedTo() {
        Captured ucarp = Captured.ALL.get(0);
        assertThat(replays(ucarp, Expected.Replay.ACCEPT, DropReason.NONE)).isZero();
        assertThat(replays(ucarp, Expected.Replay.ALARM, DropReason.NONE)).isEqualTo(9);
        assertThat(replays(ucarp, Expected.Replay.REFUSE, DropReason.REPLAY)).isEqualTo(9);
    }

    private static int replays(Captured ucarp, Expected.Replay replay, DropReason ofReplays) {
        AdvertDecoder decoder = new AdvertDecoder(
                ucarp.shape(),
                new Expected(Captured.address("10.77.0.99"), Captured.GROUP, false, TieBreak.NUMERIC, replay));
        int replays = 0;
        for (int i = 0; i < 10; i++) {
            DropReason reason = decoder.decodeIpv4(ucarp.packet(), ucarp.packet().length);
            assertThat(reason).isEqualTo(i == 0 ? DropReason.NONE : ofReplays);
            replays += decoder.replayed() ? 1 : 0;
        }
        return replays;
    }
}
