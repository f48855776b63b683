// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.transition.Transition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionJournalTest {
    private final TransitionJournal journal = new TransitionJournal();

    @Test
    void oneListenersFailureIsKeptFromTheOthers() {
        List<Transition> heard = new ArrayList<>();
        journal.addListener(t -> {
            throw new IllegalStateException("listener");
        });
        journal.addListener(heard::add);

        journal.publish(down(1));

        assertThat(heard).containsExactly(down(1));
    }

    @Test
    void keepsTheLastOnesAndNumbersThemAll() {
        for (int i = 0; i < TransitionJournal.CAPACITY + 3; i++) {
            journal.publish(down(i));
        }

        assertThat(journal.entries()).hasSize(TransitionJournal.CAPACITY);
        assertThat(journal.entries().get(0).number()).isEqualTo(4);
        assertThat(journal.entries().get(TransitionJournal.CAPACITY - 1).transition())
                .isEqualTo(down(TransitionJournal.CAPACITY + 2));
    }

    private static Transition down(int ordinal) {
        return new Transition.Check(
                new CheckId("vs", Values.endpoint("10.0.0.1:80").orElseThrow(), "T", ordinal), false, "refused");
    }
}
