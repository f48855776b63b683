// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A collector's pause is a late advert: the steady state must give it nothing to do. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    /** What the measurement itself may cost. */
    private static final long TOLERATED = 4096;

    private final Effects fx = new Effects();

    @Test
    void advertsAndTimersAllocateNothing() {
        VrrpMachine backup = MachineRun.backup(MachineRun.rules()).machine;
        VrrpMachine master = MachineRun.master(MachineRun.rules()).machine;
        round(backup, master);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        round(backup, master);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(TOLERATED);
    }

    private void round(VrrpMachine backup, VrrpMachine master) {
        for (int i = 0; i < ROUNDS; i++) {
            long now = backup.nextDeadline() - MachineRun.SECOND;
            fx.clear();
            backup.advert(now, 200, MachineRun.SECOND, MachineRun.HIGHER, fx);
            fx.clear();
            master.timer(master.nextDeadline(), fx);
        }
    }
}
