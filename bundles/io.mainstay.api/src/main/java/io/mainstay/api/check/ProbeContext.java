// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One probe, as the engine hands it to a checker. Thread-safety: all methods may be called from any thread.
 */
@ProviderType
public interface ProbeContext {

    /** Which of the checker's {@link Checker#steps() steps} is due, 0-based. */
    int step();

    /** Time left until the engine ends this probe; zero or negative when that has happened. */
    Duration remaining();

    /** What this probe does and sees, for the operator. */
    Transcript transcript();

    /**
     * For an {@link AsyncChecker}: the event loop of this plugin, on which the probe was started. For a
     * {@link BlockingChecker}: runs tasks on the pool.
     */
    Executor executor();

    /**
     * Registers what ends this probe early: close the socket, kill the process. Runs at most once, on
     * {@link #executor()}, when the probe is over its limit, the check was removed or changed, or the plugin's bundle stops;
     * at once when that has already happened. A later registration replaces an earlier one.
     */
    void onCancel(Runnable cancel);

    /** Whether the engine is no longer interested in the outcome. */
    boolean cancelled();
}
