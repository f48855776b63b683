// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.Diagnosable.Finding;
import org.junit.jupiter.api.Test;

class HostAbilitiesTest {

    private static HostAbilities with(String effective) {
        return new HostAbilities("Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t" + effective + "\n");
    }

    @Test
    void rootLacksNothing() {
        assertThat(with("000001ffffffffff").findings()).isEmpty();
        assertThat(with("0000000000003000").findings()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamedWithWhatItCosts() {
        assertThat(with("0000000000000000").findings())
                .extracting(Finding::problem)
                .containsExactly(
                        "CAP_NET_ADMIN is missing: no virtual addresses (VRRP, CARP), no IPVS",
                        "CAP_NET_RAW is missing: no raw packets, so no VRRP and no CARP");
        assertThat(with("0000000000001000").findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("CAP_NET_RAW"));
        assertThat(with("0000000000000000").findings())
                .allMatch(finding -> !finding.remedy().isEmpty());
    }

    @Test
    void aSystemWithoutProcIsSaid() {
        assertThat(new HostAbilities("").findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).isEqualTo("mount /proc"));
    }
}
