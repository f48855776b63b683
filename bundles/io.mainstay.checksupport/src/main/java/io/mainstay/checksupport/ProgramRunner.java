// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.model.Script;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs programs for probes; an OSGi service. Thread-safety: any number of probes on any number of lanes.
 */
@ProviderType
public interface ProgramRunner {

    /**
     * Runs a program in a process group of its own, with nothing to read, and the daemon's environment without
     * {@code IFS LD_PRELOAD LD_LIBRARY_PATH}. When its time is over, or the probe is cancelled, the group is asked to end,
     * and killed two seconds later.
     *
     * @param outputLimit how many bytes of its output and error are kept; the rest is read and dropped
     * @return completes on the probe's executor, once the program has ended; never exceptionally
     */
    CompletionStage<End> run(ProbeContext context, Script script, int outputLimit);

    /**
     * How a program ended.
     *
     * @param problem why it did not start, and what to do; empty when it did
     * @param exitStatus 128 + signal when it was killed; -1 when it did not start
     * @param signal that ended it; 0 for none, or where the system does not tell
     * @param timedOut whether it was ended because its time was over
     * @param output what it wrote, as far as it is kept
     * @param took from start to end
     */
    record End(String problem, int exitStatus, int signal, boolean timedOut, String output, Duration took) {
        public End {
            Objects.requireNonNull(problem, "problem");
            Objects.requireNonNull(output, "output");
            Objects.requireNonNull(took, "took");
        }

        /** Whether there was a process. */
        public boolean started() {
            return problem.isEmpty();
        }
    }
}
