// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.plan.PlanBuilder;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import io.mainstay.vrrp.internal.shell.VrrpPlans;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not wait for a collector makes no garbage: adverts, sent and received, from packet to packet. */
class ShellAllocationTest {
    private static final int ROUNDS = 10_000;
    private static final long TOLERATED = 4096;

    private static final Observer NOBODY = new Observer() {
        @Override
        public void router(Router router, Effect kind, Cause cause, long value, long now, InetAddress peer) {}

        @Override
        public void group(Group group, Effect kind, Cause cause, long value, long now) {}

        @Override
        public void tracker(TrackerRef.Kind kind, String name, String before, String after, String detail) {}

        @Override
        public void problem(String subject, String text) {}
    };

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.100", "fe80::100"})
    void advertsAllocateNothing(String address) {
        RouterPlan plan = PlanBuilder.plan(VrrpPlans.one(address)).routers().get(0);
        WarmUp exercise = new WarmUp(plan, NOBODY);
        Router router = exercise.router();
        hear(exercise, router);
        assertThat(router.machine().state()).isEqualTo(RouterState.BACKUP);
        assertThat(allocated(() -> hear(exercise, router))).isLessThan(TOLERATED);
        assertThat(router.machine().status().counters().received()).isEqualTo(2 * ROUNDS);

        exercise.timer(router);
        assertThat(router.machine().state()).isEqualTo(RouterState.MASTER);
        send(exercise, router);
        assertThat(allocated(() -> send(exercise, router))).isLessThan(TOLERATED);
    }

    private static void hear(WarmUp exercise, Router router) {
        for (int i = 0; i < ROUNDS; i++) {
            exercise.hearHigher();
        }
    }

    private static void send(WarmUp exercise, Router router) {
        for (int i = 0; i < ROUNDS; i++) {
            exercise.timer(router);
        }
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
