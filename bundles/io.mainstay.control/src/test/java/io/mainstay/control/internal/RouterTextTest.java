// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.RouterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterTextTest {
    private final RouterView view = new RouterView(
            "VRRP",
            "V1",
            51,
            3,
            "eth0",
            Optional.of("G"),
            "MASTER",
            Instant.EPOCH,
            "nobody else",
            List.of(),
            100,
            90,
            List.of(),
            List.of(),
            List.of(),
            List.of(new RouterView.Held("10.0.0.1/24", "eth0", false, true)),
            Map.of("ttl", 3L, "too short", 1L, "too long", 1L),
            Map.of("adverts sent", 7L, "became master", 1L),
            Map.of());

    @Test
    void statisticsHaveKeepalivedsLayout() {
        StringBuilder text = new StringBuilder();
        RouterText.statistics(view, text);
        assertThat(text.toString())
                .isEqualTo("VRRP Instance: V1\n  Advertisements:\n    Received: 0\n    Sent: 7\n"
                        + "  Became master: 1\n  Released master: 0\n  Packet Errors:\n    Length: 2\n    TTL: 3\n"
                        + "    Invalid Type: 0\n    Advertisement Interval: 0\n    Address List: 0\n"
                        + "  Authentication Errors:\n    Invalid Type: 0\n    Type Mismatch: 0\n    Failure: 0\n"
                        + "  Priority Zero:\n    Received: 0\n    Sent: 0\n");
    }

    @Test
    void stateHasAddressesAndCause() {
        StringBuilder text = new StringBuilder();
        RouterText.state(view, text);
        assertThat(text.toString())
                .startsWith("VRRP instance V1 id 51 version 3 interface eth0 group G MASTER since 1970")
                .contains("priority 90 of 100: nobody else\n", "  Address 10.0.0.1/24 dev eth0 set\n");
    }
}
