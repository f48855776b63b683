// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.check.FailReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One finished probe.
 *
 * @param at when it started, wall clock
 * @param duration how long it took
 * @param outcome what it ended in
 * @param reason for a failed one
 * @param detail the checker's one line
 * @param transcript the notes, each with its time since the start
 * @param step which of the checker's steps, 0-based
 */
public record ProbeView(
        Instant at,
        Duration duration,
        Outcome outcome,
        Optional<FailReason> reason,
        String detail,
        List<Line> transcript,
        int step) {

    public ProbeView {
        transcript = List.copyOf(transcript);
    }

    /** What a probe can end in. */
    public enum Outcome {
        PASSED,
        FAILED,
        BROKEN,
        /** Ended because the check was changed or removed; counts for nothing. */
        CANCELLED
    }

    /**
     * A line of the transcript.
     *
     * @param after since the probe's start
     * @param text what was noted
     */
    public record Line(Duration after, String text) {}
}
