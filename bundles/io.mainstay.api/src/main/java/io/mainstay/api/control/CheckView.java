// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.model.CheckId;
import java.time.Instant;
import java.util.Optional;

/**
 * A check as it is now.
 *
 * @param id its name
 * @param description the checker's {@code describe()}; the type while there is no checker
 * @param up its state: whether the real server may be used, as far as this check is concerned
 * @param decided whether a probe has decided that state yet
 * @param suspended why it is not probed at the moment (plugin missing, {@code ha_suspend}, quarantine); empty when it is
 * @param weight what the last passed probe said about the weight
 * @param since when it entered its state, wall clock
 * @param cause why it is in this state
 * @param last its last probe, when there was one; without the transcript, which {@link Checks#history} has
 * @param probes run since it was configured
 * @param failures of those, failed
 * @param broken of those, broken
 * @param overruns of those, ended by the engine's time limit
 * @param warning what the last passed probe warned of; empty for nothing
 */
public record CheckView(
        CheckId id,
        String description,
        boolean up,
        boolean decided,
        Optional<String> suspended,
        WeightAdvice weight,
        Instant since,
        String cause,
        Optional<ProbeView> last,
        long probes,
        long failures,
        long broken,
        long overruns,
        String warning) {

    /** Without a warning. */
    public CheckView(
            CheckId id,
            String description,
            boolean up,
            boolean decided,
            Optional<String> suspended,
            WeightAdvice weight,
            Instant since,
            String cause,
            Optional<ProbeView> last,
            long probes,
            long failures,
            long broken,
            long overruns) {
        this(
                id,
                description,
                up,
                decided,
                suspended,
                weight,
                since,
                cause,
                last,
                probes,
                failures,
                broken,
                overruns,
                "");
    }
}
