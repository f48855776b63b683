// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.VirtualServer;
import org.junit.jupiter.api.Test;

class BigConfigurationTest {

    @Test
    void aLargeConfigurationIsReadCompletely() {
        Interpreted interpreted = Interpreted.of(BigConfiguration.text(228, 3729));

        DesiredState state = interpreted.result().state();
        assertThat(interpreted.problems()).isEmpty();
        assertThat(state.virtualServers()).hasSize(228);
        assertThat(state.virtualServers().stream()
                        .mapToInt(v -> v.realServers().size())
                        .sum())
                .isEqualTo(3729);
        assertThat(state.virtualServers())
                .extracting(VirtualServer::name)
                .doesNotHaveDuplicates()
                .hasSameSizeAs(state.origins().keySet());
        assertThat(state.virtualServers().get(227).realServers().get(0).checks())
                .hasSize(1);
    }

    @Test
    void readingTheSameTextAgainGivesAnEqualState() {
        String text = BigConfiguration.text(20, 300);

        assertThat(Interpreted.of("\n\n" + text).result().state().virtualServers())
                .as("positions take no part")
                .isEqualTo(Interpreted.of(text).result().state().virtualServers());
    }
}
