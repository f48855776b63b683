// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

/**
 * Where the probes of one plugin run. All methods are called on the engine thread and return at once; none of them runs
 * plugin code there.
 */
public sealed interface Runner permits LaneRunner, PoolRunner {

    Plugin plugin();

    /** Takes a probe that is due in this tick. */
    void add(Probe probe);

    /** Hands what was added to its thread, all of it at once. */
    void flush(long now);

    /** A probe has been given up: runs what its checker registered for that. */
    void cancel(Probe probe);

    /** The engine has done with a probe of this runner, however it ended. */
    void ended(Probe probe);

    /** Looks whether the plugin holds its thread or threads. Called a few times a second. */
    void watch(long now);

    /** The whole process stood still until now: what was not done in that time is nobody's fault. */
    void forgive(long now);

    /** Whether {@link #watch} has anything to look at. */
    boolean busy();

    /** Ends the threads; probes have been given up before. */
    void close();
}
