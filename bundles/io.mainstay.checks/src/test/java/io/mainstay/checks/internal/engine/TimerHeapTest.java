// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.checks.internal.TestChecks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
    private static final long BASE = Long.MAX_VALUE - 500;
    private final TimerHeap heap = new TimerHeap();
    private final Random random = new Random(42);

    @Test
    void givesOutInOrderOfTimeAcrossTheWrapAroundWhateverIsMovedAndRemoved() {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            checks.add(TestChecks.suspended(i));
            heap.schedule(checks.get(i), BASE + random.nextInt(1000));
        }
        for (int i = 0; i < 1000; i++) {
            heap.schedule(checks.get(random.nextInt(300)), BASE + random.nextInt(1000));
        }
        for (int i = 0; i < 100; i++) {
            heap.remove(checks.get(i));
            heap.remove(checks.get(i)); // once more is no harm
        }
        List<Long> order = new ArrayList<>();
        while (heap.size() > 0) {
            Check first = heap.first();
            order.add(first.dueAt - BASE);
            heap.remove(first);
            assertThat(first.heapIndex).isNegative();
        }

        assertThat(order).hasSize(200).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(heap.first()).isNull();
    }

    @Test
    void visitsEach() {
        for (int i = 0; i < 100; i++) {
            heap.schedule(TestChecks.suspended(i), i);
        }
        List<Check> seen = new ArrayList<>();
        heap.forEach(seen::add);

        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    }
}
