// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneChoiceTest {

    @Test
    void autoPrefersTheKernel() {
        assertThat(PlaneChoice.of("auto", Set.of("proxy", "ipvs")).plane()).contains("ipvs");
    }

    @Test
    void autoFallsBackToTheProxyAndSaysWhy() {
        PlaneChoice choice = PlaneChoice.of("auto", Set.of("proxy"));

        assertThat(choice.plane()).contains("proxy");
        assertThat(choice.why()).isEqualTo("the kernel's IPVS is not available: no ipvs data plane bundle is active");
    }

    @Test
    void autoTakesNoOther() {
        assertThat(PlaneChoice.of("auto", Set.of("cloud")).plane()).isEmpty();
    }

    @Test
    void aNamedPlaneIsTakenOrNone() {
        assertThat(PlaneChoice.of("cloud", Set.of("cloud", "ipvs")).plane()).contains("cloud");
        assertThat(PlaneChoice.of("cloud", Set.of("proxy", "ipvs")).why())
                .isEqualTo("no data plane \"cloud\" is active; there is ipvs, proxy");
        assertThat(PlaneChoice.of("cloud", Set.of()).plane()).isEmpty();
    }
}
