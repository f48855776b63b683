// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import io.mainstay.api.model.Script;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Runs the operator's scripts; an OSGi service. Thread-safety: any thread. */
@ProviderType
public interface ScriptRunner {

    /**
     * Starts a script in a process group of its own, with standard input, output and error from and to {@code /dev/null}, the
     * daemon's environment without {@code IFS LD_PRELOAD LD_LIBRARY_PATH}, as the account that it names. Does not wait, and
     * never throws: what could not be started is an outcome.
     */
    Running start(Script script);

    /**
     * As {@link #start}, keeping the first bytes of what the script writes to its output and error.
     *
     * @param outputLimit how many bytes; the rest is read and dropped
     */
    default Running start(Script script, int outputLimit) {
        return start(script);
    }

    /** As {@link #start}, for who only wants to know how it ends. */
    default CompletionStage<Outcome> run(Script script) {
        return start(script).outcome();
    }

    /** A script that was started, or is about to be. */
    interface Running {

        /** How it ends; never completes exceptionally. What depends on it may run on the provider's thread: be short. */
        CompletionStage<Outcome> outcome();

        /** What it wrote, once there is an outcome; empty when it wrote nothing or nobody asked to keep it. */
        default String output() {
            return "";
        }

        /** The signal that ended it, once there is an outcome; 0 for none, or where the system does not tell. */
        default int signal() {
            return 0;
        }

        /** Asks its process group to end (SIGTERM), and insists 2 s later (SIGKILL). Idempotent. */
        void terminate();
    }

    /**
     * How a script ended.
     *
     * @param started whether there was a process
     * @param exitStatus of the process; 128 + signal when it was killed; -1 when there was none
     * @param timedOut whether it was ended because its time was over
     * @param problem why it did not start, and what to do; empty otherwise
     * @param took from start to end
     */
    record Outcome(boolean started, int exitStatus, boolean timedOut, String problem, Duration took) {

        /** Never ran. */
        public static Outcome notStarted(String problem) {
            return new Outcome(false, -1, false, problem, Duration.ZERO);
        }
    }
}
