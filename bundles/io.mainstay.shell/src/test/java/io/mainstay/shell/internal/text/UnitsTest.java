// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "999,999",
        "1000,1.0k",
        "9949,9.9k",
        "9950,10k",
        "999499,999k",
        "999500,1.0M",
        "-1500,-1.5k",
        "9223372036854775807,9.2E"
    })
    void countsHaveAtMostFourCharacters(long value, String text) {
        assertThat(Units.count(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-5,0s", "59,59s", "60,1m0s", "3599,59m59s", "3600,1h0m", "86399,23h59m", "90000,1d1h"})
    void agesHaveTwoUnits(long seconds, String text) {
        assertThat(Units.age(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"500,0.50 µs", "999000,999 µs", "1240000,1.24 ms", "15200000000,15.2 s", "99960000,100 ms"})
    void timesHaveThreeFigures(long nanos, String text) {
        assertThat(Units.time(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
