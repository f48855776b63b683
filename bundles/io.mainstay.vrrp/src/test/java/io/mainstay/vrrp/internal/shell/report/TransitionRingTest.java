// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionRingTest {
    private final TransitionRing ring = new TransitionRing(4);
    private final List<String> read = new ArrayList<>();

    private boolean offer(String subject) {
        return ring.offer(subject, Effect.ENTER_MASTER, Cause.MASTER_DOWN, 3, 100, 7, "", null);
    }

    private void drain() {
        ring.drain((subject, kind, cause, value, priority, at, detail, peer) ->
                read.add(subject + " " + cause + " " + value));
    }

    @Test
    void readInTheOrderOfWriting() {
        offer("a");
        offer("b");
        drain();
        offer("c");
        drain();
        assertThat(read).containsExactly("a MASTER_DOWN 3", "b MASTER_DOWN 3", "c MASTER_DOWN 3");
    }

    @Test
    void fullRingDropsTheNewestAndCounts() {
        for (String subject : List.of("a", "b", "c", "d")) {
            assertThat(offer(subject)).isTrue();
        }
        assertThat(offer("e")).isFalse();
        drain();
        assertThat(read).hasSize(4);
        assertThat(ring.lost()).isEqualTo(1);
        assertThat(offer("f")).isTrue();
    }

    @Test
    void everyCauseHasASentence() {
        for (Cause cause : Cause.values()) {
            String text = CauseText.of(cause, 1, "detail");
            assertThat(text).endsWith("(detail)");
            assertThat(cause == Cause.NONE || text.length() > 12).isTrue();
        }
    }
}
