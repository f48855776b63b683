// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CarpRulesTest {
    @Test
    void whatDoesNotFitOnTheWireIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CarpRules.of(256, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CarpRules.of(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CarpRules.of(1, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> CarpRules.of(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> CarpRules.of(1, 0).withDeadRatio(0));
    }

    @Test
    void eachSettingCanBeChangedAlone() {
        CarpRules rules = CarpRules.of(1, 2)
                .withDeadRatio(4)
                .withPreempt(true)
                .withNeutral(true)
                .withIgnoreLinkState(true)
                .withDemoteCounter(true);
        assertThat(rules).isEqualTo(new CarpRules(1, 2, 4, true, true, true, true));
    }

    @Test
    void thePatienceCountsTheSkewOnce() {
        assertThat(CarpRules.of(1, 100).masterDown(100)).isEqualTo(3 * 256 + 100);
        assertThat(CarpRules.of(0, 100).masterDown(100)).isEqualTo(300);
        assertThat(CarpRules.of(0, 0).masterDown(0)).isEqualTo(3);
    }
}
