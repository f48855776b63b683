// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import static io.mainstay.api.control.ProbeView.Outcome.FAILED;
import static io.mainstay.api.control.ProbeView.Outcome.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();
    private int next;

    private void add(Outcome outcome) {
        next++;
        Notes notes = new Notes(() -> 0, 0);
        notes.note("note of {}", next);
        notes.seal();
        FailReason reason = outcome == FAILED ? FailReason.REFUSED : null;
        history.add(new FinishedProbe(next, 1000, 0, outcome, reason, "" + next, notes));
    }

    private List<String> details() {
        return history.read().stream().map(ProbeView::detail).toList();
    }

    @Test
    void keepsTheLastEightOldestFirst() {
        for (int i = 0; i < 20; i++) {
            add(PASSED);
        }

        assertThat(details()).containsExactly("13", "14", "15", "16", "17", "18", "19", "20");
        assertThat(history.last())
                .hasValueSatisfying(last -> assertThat(last.detail()).isEqualTo("20"));
    }

    @Test
    void keepsTheLastThreeFailuresBesides() {
        for (int i = 0; i < 4; i++) {
            add(FAILED);
        }
        for (int i = 0; i < 20; i++) {
            add(PASSED);
        }
        add(FAILED);

        assertThat(details()).containsExactly("3", "4", "18", "19", "20", "21", "22", "23", "24", "25");
    }

    @Test
    void allKeptProbesHaveTheirTranscript() {
        add(FAILED);
        for (int i = 0; i < 5; i++) {
            add(PASSED);
        }

        assertThat(history.read())
                .extracting(probe -> probe.transcript().size())
                .containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(history.last())
                .hasValueSatisfying(last -> assertThat(last.transcript()).isEmpty());
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(history.last()).isEmpty();
        assertThat(history.read()).isEmpty();
    }
}
