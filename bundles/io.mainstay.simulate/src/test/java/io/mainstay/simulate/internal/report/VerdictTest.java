// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.simulate.internal.run.Timeline.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final List<Span> spans = new ArrayList<>();

    private VerdictTest span(int millis, String... holders) {
        Duration from =
                spans.isEmpty() ? Duration.ZERO : spans.get(spans.size() - 1).to();
        spans.add(new Span(Values.address("192.0.2.1").orElseThrow(), from, from.plusMillis(millis), List.of(holders)));
        return this;
    }

    private List<Verdict> verdicts() {
        List<Verdict> all = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            all.add(Verdict.of(spans, i, Duration.ofMillis(10)));
        }
        return all;
    }

    @Test
    void theFirstElectionDoesNotCount() {
        assertThat(span(3000).span(1000, "a").verdicts()).containsExactly(Verdict.START, Verdict.HELD);
    }

    @Test
    void anAddressThatNobodyEverHoldsCounts() {
        assertThat(span(30_000).verdicts()).containsExactly(Verdict.NOBODY);
        assertThat(Verdict.NOBODY.counts()).isTrue();
    }

    @Test
    void spansUpToTheToleranceDoNotCount() {
        assertThat(span(1, "a")
                        .span(10, "a", "b")
                        .span(1, "b")
                        .span(11, "a", "b")
                        .span(1, "a")
                        .span(11)
                        .verdicts())
                .containsExactly(
                        Verdict.HELD, Verdict.HANDOVER, Verdict.HELD, Verdict.SEVERAL, Verdict.HELD, Verdict.NOBODY);
        assertThat(Verdict.HANDOVER.counts()).isFalse();
        assertThat(Verdict.SEVERAL.counts()).isTrue();
    }
}
