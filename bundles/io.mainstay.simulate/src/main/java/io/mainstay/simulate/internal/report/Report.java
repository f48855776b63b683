// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.report;

import io.mainstay.simulate.internal.run.Timeline;
import io.mainstay.simulate.internal.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A simulation that has run.
 *
 * @param scenario what was asked for
 * @param wires names of ports by wire
 * @param timeline what happened
 */
public record Report(Scenario scenario, Map<String, List<String>> wires, Timeline timeline) {

    /**
     * A span with its verdict.
     *
     * @param span of one address
     * @param verdict on it
     */
    public record Judged(Timeline.Span span, Verdict verdict) {}

    /** All spans, address by address. */
    public List<List<Judged>> judged() {
        List<List<Judged>> all = new ArrayList<>();
        for (List<Timeline.Span> spans : timeline.spans().values()) {
            List<Judged> judged = new ArrayList<>();
            for (int i = 0; i < spans.size(); i++) {
                judged.add(new Judged(spans.get(i), Verdict.of(spans, i, scenario.tolerance())));
            }
            all.add(judged);
        }
        return all;
    }

    /** The spans that count. */
    public List<Judged> problems() {
        return judged().stream()
                .flatMap(List::stream)
                .filter(judged -> judged.verdict().counts())
                .toList();
    }
}
