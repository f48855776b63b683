// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The last probes of one check and its last failures, with their transcripts.
 *
 * <p>Thread-safety: written by the engine thread, read by any.
 */
final class History {
    static final int LAST = 8;
    static final int LAST_FAILURES = 3;

    private final FinishedProbe[] last = new FinishedProbe[LAST];
    private int next;
    private ArrayDeque<FinishedProbe> failures;

    synchronized void add(FinishedProbe probe) {
        last[next] = probe;
        next = (next + 1) % LAST;
        if (probe.outcome() == Outcome.FAILED) {
            if (failures == null) {
                failures = new ArrayDeque<>(LAST_FAILURES + 1);
            }
            failures.add(probe);
            if (failures.size() > LAST_FAILURES) {
                failures.poll();
            }
        }
    }

    private FinishedProbe newest() {
        return last[Math.floorMod(next - 1, LAST)];
    }

    /** The same text as last time is kept once. */
    synchronized String shared(String detail) {
        FinishedProbe newest = newest();
        return newest != null && newest.detail().equals(detail) ? newest.detail() : detail;
    }

    /** The newest probe, without its transcript. */
    synchronized Optional<ProbeView> last() {
        return Optional.ofNullable(newest()).map(probe -> probe.view(false));
    }

    /** All kept ones, oldest first, each once. */
    synchronized List<ProbeView> read() {
        Set<FinishedProbe> kept = new LinkedHashSet<>();
        if (failures != null) {
            // Failures that are still among the last ones come at their place there.
            kept.addAll(failures);
            for (FinishedProbe probe : last) {
                kept.remove(probe);
            }
        }
        for (int i = 0; i < LAST; i++) {
            FinishedProbe probe = last[(next + i) % LAST];
            if (probe != null) {
                kept.add(probe);
            }
        }
        List<ProbeView> views = new ArrayList<>(kept.size());
        for (FinishedProbe probe : kept) {
            views.add(probe.view(true));
        }
        return views;
    }
}
