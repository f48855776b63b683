// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DebounceTest {
    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger runs = new AtomicInteger();
    private final Debounce debounce = new Debounce(time, time::schedule, runs::incrementAndGet);

    @Test
    void aBurstRunsTheActionOnceWhenItIsOver() {
        for (int i = 0; i < 5; i++) {
            debounce.call();
            time.advance(Debounce.QUIET.dividedBy(2));
        }
        assertThat(runs).hasValue(0);
        time.advance(Debounce.QUIET.multipliedBy(2));
        assertThat(runs).hasValue(1);

        debounce.call();
        time.advance(Debounce.QUIET);
        assertThat(runs).hasValue(2);
    }

    @Test
    void anEndlessBurstIsNotWaitedForForEver() {
        for (Duration passed = Duration.ZERO; passed.compareTo(Debounce.PATIENCE.multipliedBy(2)) < 0; ) {
            debounce.call();
            time.advance(Duration.ofMillis(3));
            passed = passed.plusMillis(3);
        }
        assertThat(runs.get()).isBetween(1, 3);
    }
}
