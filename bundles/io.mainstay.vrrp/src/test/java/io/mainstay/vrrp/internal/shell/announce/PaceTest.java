// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.net.SystemCallException;
import io.mainstay.testkit.VirtualTime;
import io.mainstay.testkit.net.FakeLinkSocket;
import io.mainstay.testkit.net.FakeNetwork;
import io.mainstay.testkit.net.FakePunctualLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLISECOND = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final FakePunctualLoop loop = new FakePunctualLoop(time);
    private final FakeNetwork network = new FakeNetwork();
    private FakeLinkSocket socket;

    @BeforeEach
    void open() throws SystemCallException {
        network.linkSockets().open(loop);
        socket = network.openedForFrames().get(0);
    }

    private Pace pace(long intervalNanos) {
        return new Pace(loop, socket, intervalNanos);
    }

    private static Announcement announcement(Pace pace, int ifIndex) {
        return new Announcement(ifIndex, new byte[42], pace, false);
    }

    @Test
    void withoutAnIntervalAllGoAtOnce() {
        Pace pace = pace(0);
        for (int i = 0; i < 10; i++) {
            pace.send(announcement(pace, i), () -> true, time.nanoTime());
        }
        assertThat(socket.sent()).hasSize(10);
    }

    @Test
    void withAnIntervalOneGoesAtATimeInOrder() {
        Pace pace = pace(10 * MILLISECOND);
        for (int i = 0; i < 3; i++) {
            pace.send(announcement(pace, i), () -> true, time.nanoTime());
        }
        assertThat(socket.sent()).hasSize(1);
        time.advance(Duration.ofMillis(10));
        assertThat(socket.sent()).hasSize(2);
        time.advance(Duration.ofMillis(9));
        assertThat(socket.sent()).hasSize(2);
        time.advance(Duration.ofMillis(1));
        assertThat(socket.sent().stream().map(FakeLinkSocket.Sent::ifIndex)).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsNotWantedAnyMoreIsLeftOut() {
        Pace pace = pace(10 * MILLISECOND);
        AtomicBoolean master = new AtomicBoolean(true);
        pace.send(announcement(pace, 1), () -> true, time.nanoTime());
        pace.send(announcement(pace, 2), master::get, time.nanoTime());
        pace.send(announcement(pace, 3), () -> true, time.nanoTime());
        master.set(false);
        time.advance(Duration.ofMillis(10));
        assertThat(socket.sent().stream().map(FakeLinkSocket.Sent::ifIndex)).containsExactly(1, 3);
    }

    @Test
    void afterAPauseTheFirstGoesAtOnce() {
        Pace pace = pace(10 * MILLISECOND);
        pace.send(announcement(pace, 1), () -> true, time.nanoTime());
        time.advance(Duration.ofMillis(50));
        pace.send(announcement(pace, 2), () -> true, time.nanoTime());
        assertThat(socket.sent()).hasSize(2);
    }
}
