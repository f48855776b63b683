// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private static final long WRAP = Long.MAX_VALUE - 50;

    private final TimerQueue queue = new TimerQueue();
    private final List<String> fired = new ArrayList<>();

    private HeapTimer timer(String name) {
        return new HeapTimer(queue, now -> fired.add(name));
    }

    private int fire(long now) {
        return queue.fire(now, (timer, at, late) -> timer.action.fired(at));
    }

    @Test
    void firesInOrderOfDeadlinesAcrossTheClocksWrap() {
        timer("c").arm(WRAP + 100);
        timer("a").arm(WRAP + 10);
        timer("b").arm(WRAP + 60);

        assertThat(fire(WRAP + 70)).isEqualTo(2);
        assertThat(fired).containsExactly("a", "b");
        assertThat(queue.first()).isEqualTo(WRAP + 100);
    }

    @Test
    void aTimerArmedAnewHasOneDeadline() {
        HeapTimer timer = timer("a");
        timer.arm(10);
        timer.arm(30);
        assertThat(fire(20)).isZero();
        timer.arm(5);
        assertThat(fire(20)).isEqualTo(1);
        assertThat(timer.isArmed()).isFalse();
        assertThat(queue.armed()).isZero();
    }

    @Test
    void aPastDeadlineThatAnActionArmsWaitsForTheNextTurn() {
        HeapTimer[] self = new HeapTimer[1];
        self[0] = new HeapTimer(queue, now -> {
            fired.add("again");
            self[0].arm(now - 1);
        });
        self[0].arm(0);

        assertThat(fire(10)).isEqualTo(1);
        assertThat(self[0].isArmed()).isTrue();
        assertThat(fire(10)).isEqualTo(1);
        self[0].disarm();
        assertThat(fire(10)).isZero();
    }

    @Test
    void anActionMayDisarmWhatIsDueWithIt() {
        HeapTimer second = timer("second");
        HeapTimer first = new HeapTimer(queue, now -> second.disarm());
        HeapTimer third = new HeapTimer(queue, now -> {
            second.arm(now);
            second.disarm();
        });
        first.arm(1);
        second.arm(2);
        third.arm(3);

        fire(10);

        assertThat(fired).isEmpty();
        assertThat(second.isArmed()).isFalse();
    }

    @Test
    void behavesLikeASortedMapUnderRandomUse() {
        Random random = new Random(4);
        TreeMap<Long, HeapTimer> expected = new TreeMap<>();
        List<HeapTimer> all = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(new HeapTimer(queue, now -> {}));
        }
        for (int step = 0; step < 20_000; step++) {
            HeapTimer timer = all.get(random.nextInt(all.size()));
            if (timer.isArmed()) {
                expected.remove(timer.deadlineNanos());
            }
            long deadline = random.nextInt() * 1_000L + all.indexOf(timer);
            if (random.nextInt(3) == 0) {
                timer.disarm();
            } else {
                timer.arm(deadline);
                expected.put(deadline, timer);
            }
            assertThat(queue.armed()).isEqualTo(expected.size());
            assertThat(queue.isEmpty() ? null : queue.first())
                    .isEqualTo(expected.isEmpty() ? null : expected.firstKey());
        }
        queue.fire(Long.MAX_VALUE / 2, (timer, now, late) -> seen.add(timer.deadlineNanos()));
        assertThat(seen).containsExactlyElementsOf(expected.keySet());
    }
}
