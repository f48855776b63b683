// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.plan.PlanBuilder;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import io.mainstay.vrrp.internal.shell.run.Group;
import io.mainstay.vrrp.internal.shell.run.Observer;
import io.mainstay.vrrp.internal.shell.run.Router;
import io.mainstay.vrrp.internal.shell.run.WarmUp;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpTest {
    private final Map<Effect, Integer> seen = new EnumMap<>(Effect.class);

    private final Observer counting = new Observer() {
        @Override
        public void router(Router router, Effect kind, Cause cause, long value, long now, InetAddress peer) {
            seen.merge(kind, 1, Integer::sum);
        }

        @Override
        public void group(Group group, Effect kind, Cause cause, long value, long now) {}

        @Override
        public void tracker(TrackerRef.Kind kind, String name, String before, String after, String detail) {}

        @Override
        public void problem(String subject, String text) {
            throw new AssertionError(text);
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.100", "fe80::100"})
    void everyRoundTakesOverAndYields(String address) {
        RouterPlan plan = PlanBuilder.plan(VrrpSetup.configuration(VrrpSetup.instance("ONE", 51, 100, address)))
                .routers()
                .get(0);
        WarmUp.run(plan, counting, 20_000_000_000L);
        assertThat(seen.get(Effect.ENTER_MASTER)).isEqualTo(3_000);
        assertThat(seen.get(Effect.ENTER_BACKUP)).isGreaterThanOrEqualTo(3_000);
        assertThat(seen.get(Effect.LOWER_PRIORITY_SEEN)).isEqualTo(3_000);
    }
}
