// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeywordTest {
    private static final List<String> KNOWN = List.of("delay_loop", "retry", "weight", "lvs_sched");

    @Test
    void findsMissingSurplusWrongAndSwappedLetters() {
        assertThat(NearestKeyword.of("dela_loop", KNOWN)).contains("delay_loop");
        assertThat(NearestKeyword.of("rettry", KNOWN)).contains("retry");
        assertThat(NearestKeyword.of("weighd", KNOWN)).contains("weight");
        assertThat(NearestKeyword.of("lvs_shced", KNOWN)).contains("lvs_sched");
        assertThat(NearestKeyword.of("RETRY", KNOWN)).contains("retry");
    }

    @Test
    void saysNothingRatherThanSomethingFarAway() {
        assertThat(NearestKeyword.of("protocol", KNOWN)).isEmpty();
    }

    @Test
    void aSwapCountsOnce() {
        assertThat(NearestKeyword.distance("ab", "ba")).isEqualTo(1);
        assertThat(NearestKeyword.distance("", "abc")).isEqualTo(3);
    }
}
