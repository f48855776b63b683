// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import static io.mainstay.linux.internal.net.TwoHosts.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mainstay.platform.net.LoopFigures;
import io.mainstay.platform.net.LoopSettings;
import io.mainstay.platform.net.LoopTimer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpollLoopTest {
    private EpollLoop loop;

    @BeforeEach
    void start() throws Exception {
        loop = new EpollLoop("test-loop");
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void tasksRunInOrderOnTheLoopsThread() throws Exception {
        List<Integer> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> {
                assertThat(loop.isCurrent()).isTrue();
                ran.add(number);
            });
        }
        loop.execute(() -> loop.execute(done::countDown));
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasSize(100).isSorted();
        assertThat(loop.isCurrent()).isFalse();
    }

    @Test
    void aTimerNeverFiresEarly() throws Exception {
        AtomicLong earliness = new AtomicLong(Long.MAX_VALUE);
        CountDownLatch done = new CountDownLatch(20);
        LoopTimer[] timer = new LoopTimer[1];
        timer[0] = loop.timer(now -> {
            earliness.accumulateAndGet(now - timer[0].deadlineNanos(), Math::min);
            timer[0].arm(now + 1_000_000);
            done.countDown();
        });
        loop.execute(() -> timer[0].arm(loop.now() + 3_000_000));
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(earliness.get()).isNotNegative();
    }

    @Test
    void anEarlierDeadlineReplacesTheOneThatTheLoopSleepsFor() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        LoopTimer far = loop.timer(now -> {});
        LoopTimer near = loop.timer(now -> done.countDown());
        loop.execute(() -> far.arm(loop.now() + Duration.ofHours(1).toNanos()));
        await("armed", () -> loop.figures().armed() == 1);
        loop.execute(() -> near.arm(loop.now() + 1_000_000));
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatThrowsIsCountedAndEndsNothing() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        LoopTimer bad = loop.timer(now -> {
            throw new IllegalStateException("as the test wants");
        });
        loop.execute(() -> {
            bad.arm(loop.now());
            throw new IllegalStateException("as the test wants");
        });
        loop.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        await("both failures", () -> loop.figures().failures() == 2);
    }

    @Test
    void spinningIsNotEarlyEither() throws Exception {
        assertThat(loop.apply(LoopSettings.NORMAL.withSpin(Duration.ofNanos(200_000))))
                .isEmpty();
        aTimerNeverFiresEarly();
    }

    @Test
    void refusedSettingsAreSaidInWords() {
        LoopSettings impossible = new LoopSettings(
                0, 0, Duration.ZERO, false, Set.of(1023), 0, Duration.ofSeconds(1), Duration.ZERO, null);
        assertThat(loop.apply(impossible))
                .singleElement()
                .asString()
                .startsWith("sched_setaffinity(processors [1023]): EINVAL");
    }

    @Test
    void realTimeIsWhatTheKernelSaysToo() throws Exception {
        List<String> refusals = loop.apply(LoopSettings.NORMAL.withRealtimePriority(3));
        if (!refusals.isEmpty()) {
            assertThat(refusals)
                    .singleElement()
                    .asString()
                    .startsWith("sched_setscheduler(SCHED_RR, priority 3): EPERM");
            return;
        }
        assertThat(loop.figures().realtimePriority()).isEqualTo(3);
        assertThat(scheduling()).isEqualTo("3 2"); // 2 is SCHED_RR
        assertThat(loop.apply(LoopSettings.NORMAL)).isEmpty();
        assertThat(scheduling()).isEqualTo("0 0");
    }

    /** Real-time priority and policy of the loop's thread: fields 40 and 41 of its stat. */
    private String scheduling() throws Exception {
        CompletableFuture<String> stat = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                stat.complete(Files.readString(Path.of("/proc/thread-self/stat")));
            } catch (IOException e) {
                stat.completeExceptionally(e);
            }
        });
        String line = stat.get(20, TimeUnit.SECONDS);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return fields[37] + " " + fields[38];
    }

    @Test
    void aClosedLoopTakesNoMoreAndHarmsNobody() throws Exception {
        LoopTimer timer = loop.timer(now -> {});
        loop.close();
        loop.execute(() -> {
            throw new AssertionError("never");
        });
        assertThat(timer.isArmed()).isFalse();
        assertThatThrownBy(() -> loop.watch(0, now -> 0)).hasMessageContaining("the loop was closed");
    }

    /** Timers and tasks; packets have a test of their own. */
    @Test
    void armingAndFiringAllocateNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicReference<Long> allocated = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        long[] state = new long[2];
        LoopTimer[] timer = new LoopTimer[1];
        timer[0] = loop.timer(now -> {
            state[0]++;
            if (state[0] == 3_000) {
                state[1] =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            } else if (state[0] == 4_000) {
                allocated.set(
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - state[1]);
                done.countDown();
                return;
            }
            timer[0].arm(now + 20_000);
        });
        loop.execute(() -> timer[0].arm(loop.now()));
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(allocated.get()).as("bytes in 1,000 turns").isLessThan(2_000);
        LoopFigures figures = loop.figures();
        System.out.printf(
                "timers of 20 us: median lateness up to %d us, p99 %d us, max %d us%n",
                figures.medianLatenessNanos() / 1_000,
                figures.p99LatenessNanos() / 1_000,
                figures.maxLatenessNanos() / 1_000);
    }
}
