// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.vrrp.internal.machine.PriorityTracker.Binary;
import io.mainstay.vrrp.internal.machine.PriorityTracker.FileValue;
import io.mainstay.vrrp.internal.machine.PriorityTracker.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {
    @ParameterizedTest
    @CsvSource({
        "10, false, OK, 110, false",
        "10, false, FAILED, 100, false",
        "-10, false, OK, 100, false",
        "-10, false, FAILED, 90, false",
        "0, false, OK, 100, false",
        "0, false, FAILED, 100, true",
        "10, true, OK, 90, false",
        "10, true, FAILED, 100, false",
        "-10, true, OK, 100, false",
        "-10, true, FAILED, 110, false",
        "0, true, OK, 100, true",
        "0, true, FAILED, 100, false",
        "254, false, OK, 254, false",
        "-254, false, FAILED, 1, false"
    })
    void aTrackerMovesThePriorityOrFaults(int weight, boolean reverse, Result result, int priority, boolean fault) {
        assertThat(EffectivePriority.of(100, List.of(new Binary(weight, reverse, result))))
                .isEqualTo(new EffectivePriority(priority, fault, false));
    }

    /** Observed on keepalived. */
    @ParameterizedTest
    @CsvSource({
        "5, 130, false",
        "-60, 1, false",
        "-300, 120, true",
        "1, 122, false",
        "0, 120, false",
        "9223372036854775807, 254, false",
        "-9223372036854775808, 120, true"
    })
    void aFilesValueIsMultiplied(long value, int priority, boolean fault) {
        assertThat(EffectivePriority.of(120, List.of(new FileValue(2, false, value))))
                .isEqualTo(new EffectivePriority(priority, fault, false));
    }

    @Test
    void aFileIsAFaultFromMinus254On() {
        assertThat(new FileValue(1, false, -253).faults()).isFalse();
        assertThat(new FileValue(1, false, -254).faults()).isTrue();
        assertThat(new FileValue(1, true, 254).faults()).isTrue();
        assertThat(new FileValue(1, false, 1000).contribution()).isEqualTo(253);
    }

    @Test
    void aFileWithoutWeightIsAFaultUnlessItSaysZero() {
        assertThat(new FileValue(0, false, 0).faults()).isFalse();
        assertThat(new FileValue(0, false, 3).faults()).isTrue();
        assertThat(new FileValue(0, true, 0).faults()).isTrue();
        assertThat(new FileValue(0, true, 3).faults()).isFalse();
    }

    @Test
    void contributionsAddUpBeforeTheyAreLimited() {
        assertThat(EffectivePriority.of(
                                250,
                                List.of(
                                        new Binary(100, false, Result.OK),
                                        new Binary(-120, false, Result.FAILED),
                                        new FileValue(1, false, -5)))
                        .priority())
                .isEqualTo(225);
    }

    @Test
    void theOwnerStaysTheOwnerAndCanStillFault() {
        List<Binary> trackers = List.of(new Binary(-50, false, Result.FAILED), new Binary(0, false, Result.FAILED));

        assertThat(EffectivePriority.of(255, trackers)).isEqualTo(new EffectivePriority(255, true, false));
    }

    @Test
    void oneWithoutAResultHoldsTheInstance() {
        List<Binary> trackers = List.of(new Binary(5, false, Result.OK), new Binary(0, false, Result.UNDECIDED));

        assertThat(EffectivePriority.of(100, trackers)).isEqualTo(new EffectivePriority(105, false, true));
    }

    @Test
    void weightsHaveLimits() {
        assertThatThrownBy(() -> new Binary(255, false, Result.OK)).hasMessage("weight 255 is not in -254..254");
    }

    @Test
    void theFirstResultDecidesAlone() {
        assertThat(ScriptCounter.undecided(3, 4).up()).isFalse();
        assertThat(ScriptCounter.undecided(3, 4).next(true).up()).isTrue();
        assertThat(ScriptCounter.undecided(3, 4).next(false).up()).isFalse();
    }

    @Test
    void comingUpNeedsRiseSuccessesInARow() {
        ScriptCounter down = ScriptCounter.undecided(3, 2).next(false);

        assertThat(after(down, "++")).isFalse();
        assertThat(after(down, "+++")).isTrue();
        assertThat(after(down, "++-++")).isFalse();
        assertThat(after(down, "++-+++")).isTrue();
    }

    @Test
    void goingDownNeedsFallFailuresInARow() {
        ScriptCounter up = ScriptCounter.undecided(2, 3).next(true);

        assertThat(after(up, "--")).isTrue();
        assertThat(after(up, "---")).isFalse();
        assertThat(after(up, "--+--")).isTrue();
        assertThat(after(up, "--+---")).isFalse();
    }

    private static boolean after(ScriptCounter counter, String results) {
        for (char result : results.toCharArray()) {
            counter = counter.next(result == '+');
        }
        return counter.up();
    }
}
