// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private static final long NEAR_OVERFLOW = Long.MAX_VALUE - 100;

    private final Timeouts timeouts = new Timeouts();
    private final List<String> told = new ArrayList<>();

    private final class Named extends Timeouts.Entry {
        private final String name;
        private Runnable whenTold = () -> {};

        Named(String name) {
            this.name = name;
        }

        @Override
        void expired() {
            told.add(name);
            whenTold.run();
        }

        @Override
        void laneClosed() {
            told.add(name + " closed");
            timeouts.remove(this);
        }
    }

    private Named set(String name, long deadline) {
        Named entry = new Named(name);
        timeouts.set(entry, deadline);
        return entry;
    }

    @Test
    void tellsThoseWhoseTimeIsOver() {
        set("a", 10);
        set("b", 20);
        set("c", 30);
        assertThat(timeouts.sweep(20)).isTrue();
        assertThat(told).containsExactlyInAnyOrder("a", "b");
        assertThat(timeouts.sweep(30)).isFalse();
        assertThat(told).hasSize(3);
    }

    @Test
    void comparesBySubtraction() {
        set("soon", NEAR_OVERFLOW + 50);
        set("later", NEAR_OVERFLOW + 500); // wraps around
        timeouts.sweep(NEAR_OVERFLOW + 60);
        assertThat(told).containsExactly("soon");
    }

    @Test
    void neverIsNever() {
        set("never", NEAR_OVERFLOW + Timeouts.NEVER_NANOS);
        assertThat(timeouts.sweep(NEAR_OVERFLOW + 1_000_000_000_000L)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void movedDeadlineIsTheNewOne() {
        Named entry = set("a", 10);
        timeouts.set(entry, 50);
        timeouts.sweep(40);
        assertThat(told).isEmpty();
        timeouts.sweep(50);
        assertThat(told).containsExactly("a");
    }

    @Test
    void removedOnesAreNotTold() {
        Named first = set("first", 10);
        Named middle = set("middle", 10);
        Named last = set("last", 10);
        timeouts.remove(middle);
        timeouts.remove(middle);
        timeouts.remove(first);
        timeouts.sweep(10);
        assertThat(told).containsExactly("last");
        timeouts.remove(last);
        assertThat(timeouts.sweep(10)).isFalse();
    }

    @Test
    void entryMayComeBackAndRemoveOthersWhileItIsTold() {
        Named other = set("other", 100);
        Named again = set("again", 10);
        again.whenTold = () -> {
            timeouts.set(again, 200);
            timeouts.remove(other);
        };
        assertThat(timeouts.sweep(10)).isTrue();
        again.whenTold = () -> {};
        assertThat(timeouts.sweep(200)).isFalse();
        assertThat(told).containsExactly("again", "again");
    }

    @Test
    void closingTellsAll() {
        set("a", 10);
        set("b", 20);
        timeouts.closeAll();
        assertThat(told).containsExactlyInAnyOrder("a closed", "b closed");
        assertThat(timeouts.sweep(100)).isFalse();
    }
}
