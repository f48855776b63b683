// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileVerdictTest {

    @ParameterizedTest
    @CsvSource({"0, false, true", "1, false, false", "-7, false, false", "0, true, false", "1, true, true"})
    void withWeightZeroTheNumberIsTheState(int number, boolean reverse, boolean good) {
        assertThat(new FileVerdict(0, reverse).of(number) instanceof ProbeResult.Passed)
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, false, 5",
        "5, 2, false, 10",
        "5, -2, false, -10",
        "5, 2, true, -10",
        "-5, 2, true, 10",
        "2147483647, 2147483647, false, 2147483647",
        "-2147483647, 1, false, -2147483647"
    })
    void otherwiseItIsAddedToTheWeight(int number, int factor, boolean reverse, int added) {
        assertThat(new FileVerdict(factor, reverse).of(number))
                .isInstanceOfSatisfying(
                        ProbeResult.Passed.class,
                        passed -> assertThat(passed.weight()).isEqualTo(WeightAdvice.add(added)));
    }

    @Test
    void belowTheLeastWeightIsAFailure() {
        assertThat(new FileVerdict(1, false).of(Integer.MIN_VALUE)).isInstanceOf(ProbeResult.Failed.class);
        assertThat(new FileVerdict(-254, false).of(10_000_000)).isInstanceOf(ProbeResult.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "'  -12 and more', -12",
        "'+3\n4', 3",
        "'', 0",
        "word, 0",
        "-, 0",
        "99999999999999999999, 2147483647",
        "-99999999999999999999, -2147483648"
    })
    void theFirstNumberCounts(String text, int number) {
        assertThat(FileNumber.of(text)).isEqualTo(number);
    }
}
