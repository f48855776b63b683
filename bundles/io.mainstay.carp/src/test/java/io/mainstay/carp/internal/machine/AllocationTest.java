// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mainstay.carp.internal.codec.AdvertCounter;
import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.AdvertPacket;
import io.mainstay.carp.internal.codec.CarpShape;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.carp.internal.codec.Expected;
import io.mainstay.carp.internal.codec.TieBreak;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A collector's pause is a late advert: the steady state must give it nothing to do. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    /** What the measurement itself may cost. */
    private static final long TOLERATED = 4096;

    private final Effects fx = new Effects();

    @Test
    void advertsAndTimersAllocateNothing() throws UnknownHostException {
        CarpMachine backup = MachineRun.backup(MachineRun.rules()).machine;
        CarpMachine master = MachineRun.master(MachineRun.rules()).machine;
        CarpShape shape = new CarpShape(42, new byte[] {1, 2}, List.of(address("10.0.0.9"), address("fd00::9")));
        InetAddress peer = address("10.0.0.1");
        InetAddress group = address("224.0.0.18");
        AdvertPacket packet = new AdvertPacket(shape, peer, group, 1);
        AdvertDecoder decoder = new AdvertDecoder(
                shape, new Expected(address("10.0.0.2"), group, false, TieBreak.NUMERIC, Expected.Replay.REFUSE));
        AdvertCounter counter = new AdvertCounter(1);
        round(backup, master, packet, counter, decoder);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        round(backup, master, packet, counter, decoder);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(TOLERATED);
    }

    private void round(
            CarpMachine backup, CarpMachine master, AdvertPacket packet, AdvertCounter counter, AdvertDecoder decoder) {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = packet.prepare(1, 0, 0, counter.next());
            if (decoder.decodeIpv4(bytes, bytes.length) != DropReason.NONE) {
                throw new AssertionError("dropped");
            }
            counter.heard(decoder.counter());
            long now = backup.nextDeadline() - MachineRun.SECOND;
            fx.clear();
            backup.advert(now, CarpRules.interval(decoder.advbase(), decoder.advskew()), 0, 1, -1, fx);
            fx.clear();
            master.timer(master.nextDeadline(), fx);
            fx.clear();
            master.sent(now, true, fx);
        }
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
