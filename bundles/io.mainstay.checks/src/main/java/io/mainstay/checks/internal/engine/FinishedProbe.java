// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a probe. Small, there are many; holds nothing of the plugin.
 *
 * <p>Thread-safety: immutable.
 */
final class FinishedProbe {
    private final long atMillis;
    private final int tookMicros;
    private final short step;
    private final Outcome outcome;
    private final FailReason reason;
    private final String detail;
    private final Notes notes;

    FinishedProbe(
            long atMillis, long tookNanos, int step, Outcome outcome, FailReason reason, String detail, Notes notes) {
        this.atMillis = atMillis;
        this.tookMicros = (int) Math.max(0, Math.min(Integer.MAX_VALUE, tookNanos / 1000));
        this.step = (short) Math.min(Short.MAX_VALUE, step);
        this.outcome = outcome;
        this.reason = reason;
        this.detail = detail;
        this.notes = notes;
    }

    Outcome outcome() {
        return outcome;
    }

    String detail() {
        return detail;
    }

    ProbeView view(boolean withTranscript) {
        return new ProbeView(
                Instant.ofEpochMilli(atMillis),
                Duration.ofNanos(tookMicros * 1000L),
                outcome,
                Optional.ofNullable(reason),
                detail,
                withTranscript && notes != null ? notes.read() : List.of(),
                step);
    }
}
