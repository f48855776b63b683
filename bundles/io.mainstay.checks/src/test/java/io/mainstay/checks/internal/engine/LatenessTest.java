// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long MS = 1_000_000;
    private final Lateness lateness = new Lateness();

    @Test
    void quantilesAreRightToAnEighth() {
        for (int i = 1; i <= 1000; i++) {
            lateness.record(i * MS / 10, Long.MAX_VALUE - 10);
        }

        assertThat(lateness.quantileNanos(0.5)).isBetween(50 * MS, 57 * MS);
        assertThat(lateness.quantileNanos(0.99)).isBetween(99 * MS, 112 * MS);
        assertThat(lateness.maxNanos()).isEqualTo(100 * MS);
    }

    @Test
    void oldOnesAreForgottenExceptTheLatest() {
        long start = Long.MAX_VALUE - 10;
        lateness.record(500 * MS, start);
        lateness.record(MS, start + TimeUnit.SECONDS.toNanos(31));
        assertThat(lateness.quantileNanos(1)).isGreaterThan(400 * MS);
        lateness.record(MS, start + TimeUnit.SECONDS.toNanos(62));

        assertThat(lateness.quantileNanos(1)).isLessThan(2 * MS);
        assertThat(lateness.maxNanos()).isEqualTo(500 * MS);
    }

    @Test
    void nothingIsZero() {
        assertThat(lateness.quantileNanos(0.99)).isZero();
        lateness.record(-5, 0);
        assertThat(lateness.quantileNanos(0.99)).isZero();
    }
}
