// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigurationTextTest {
    private record Endpoint(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    private record Server(Endpoint endpoint, int weight, Optional<String> note, List<String> checks) {}

    private record Root(String name, List<Server> servers, Map<String, Integer> limits) {}

    @Test
    void recordsAreIndentedAndWhatHasATextOfItsOwnIsOneWord() {
        Root root = new Root(
                "web",
                List.of(new Server(new Endpoint("a", 1), 2, Optional.of("old"), List.of("TCP_CHECK", "HTTP_GET"))),
                Map.of("connections", 5));

        assertThat(ConfigurationText.of(root))
                .containsExactly(
                        "name web",
                        "servers",
                        "  endpoint a:1",
                        "  weight 2",
                        "  note old",
                        "  checks TCP_CHECK",
                        "  checks HTTP_GET",
                        "limits connections 5");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        assertThat(ConfigurationText.of(new Server(new Endpoint("a", 1), 2, Optional.empty(), List.of())))
                .containsExactly("endpoint a:1", "weight 2");
    }

    @Test
    void theModelCanBeShown() {
        assertThat(ConfigurationText.of(DesiredState.empty("lb1")))
                .contains("number 0")
                .anyMatch(line -> line.contains("lb1"))
                .noneMatch(line -> line.contains("cannot be read"));
    }
}
