// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import static io.mainstay.balancer.internal.Setup.group;
import static io.mainstay.balancer.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneFitTest {
    private static final DataPlaneCapabilities NARROW = new DataPlaneCapabilities(
            "narrow",
            Set.of(Protocol.TCP),
            Set.of(Forwarding.Method.NAT),
            Set.of(Scheduler.WRR),
            Set.of(),
            false,
            false,
            false,
            false,
            Set.of());

    @Test
    void whatThePlaneCanDoIsNoProblem() {
        assertThat(PlaneFit.problems(
                        vs("192.0.2.1:80").server("10.0.0.1:80", 1, 0).build(), NARROW))
                .isEmpty();
    }

    @Test
    void everythingThatItCannotDoIsNamedOnce() {
        assertThat(PlaneFit.problems(
                        group("g")
                                .scheduler(Scheduler.SED)
                                .key(new ServiceKey.Fwmark(1, false))
                                .key("192.0.2.1:0")
                                .server("[2001:db8::1]:81", 1, 0)
                                .server("[2001:db8::2]:81", 1, 0)
                                .build(),
                        NARROW))
                .containsExactly(
                        "scheduler sed",
                        "firewall marks",
                        "a virtual server without a port",
                        "a real server of another address family than the virtual server",
                        "a real server's port that differs from the virtual server's");
    }
}
