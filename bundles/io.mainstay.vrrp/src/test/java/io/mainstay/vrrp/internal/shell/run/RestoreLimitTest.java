// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestoreLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND;

    private final RestoreLimit limit = new RestoreLimit();

    private int taken(long now) {
        int taken = 0;
        while (limit.take(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void afterABurstOneASecond() {
        assertThat(taken(START)).isEqualTo(RestoreLimit.BURST);
        assertThat(taken(START + SECOND - 1)).isZero();
        assertThat(limit.nextAt()).isEqualTo(START + SECOND);
        assertThat(taken(START + SECOND)).isEqualTo(1);
        assertThat(taken(START + 4 * SECOND)).isEqualTo(3);
    }

    @Test
    void restRefillsToABurstAndNotBeyond() {
        taken(START);
        assertThat(taken(START + 1000 * SECOND)).isEqualTo(RestoreLimit.BURST);
    }
}
