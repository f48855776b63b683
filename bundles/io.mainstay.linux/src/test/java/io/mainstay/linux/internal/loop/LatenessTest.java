// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private final Lateness lateness = new Lateness();

    @Test
    void percentilesAreWithinHalfAnOctaveAndNeverAboveTheMaximum() {
        for (int i = 1; i <= 1000; i++) {
            lateness.record(i * 1_000L, 0);
        }
        assertThat(lateness.percentile(0.5)).isBetween(500_000L, 800_000L);
        assertThat(lateness.percentile(0.99)).isBetween(990_000L, 1_000_000L);
        assertThat(lateness.max()).isEqualTo(1_000_000);
    }

    @Test
    void theRecentMaximumForgetsAfterTwoMinutes() {
        lateness.record(7_000_000, 0);
        lateness.record(1_000, Duration.ofSeconds(61).toNanos());
        assertThat(lateness.recentMax()).isEqualTo(7_000_000);
        lateness.record(1_000, Duration.ofSeconds(122).toNanos());
        assertThat(lateness.recentMax()).isEqualTo(1_000);
        assertThat(lateness.max()).isEqualTo(7_000_000);
    }

    @Test
    void nothingRecordedIsZero() {
        assertThat(lateness.percentile(0.99)).isZero();
        assertThat(lateness.recentMax()).isZero();
    }
}
