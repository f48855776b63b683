// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * {@code vrrp_track_process}: whether enough, and not too many, processes of a name run.
 *
 * @param name unique
 * @param process name to look for: of the program (at most 15 characters count), or, with {@code fullCommand}, the first word
 *     of the command line
 * @param parameters what the process's parameters are compared with, see {@code match}
 * @param match how the parameters are compared
 * @param fullCommand compare with {@code /proc/PID/cmdline}; always so when parameters are compared
 * @param weight default for {@link Tracked#weight}; -254 to 254
 * @param reverse default for {@link Tracked#reverse}
 * @param quorum least number of processes, 1 to 65535; 0 when {@code quorumMax} is 0
 * @param quorumMax greatest number, 0 to 65535; empty for no limit; 0: none may run
 * @param terminateDelay how long the failure must last before it counts, 0 to 3600 s
 * @param forkDelay how long the success must last before it counts, 0 to 3600 s
 */
public record TrackProcess(
        String name,
        String process,
        List<String> parameters,
        ParameterMatch match,
        boolean fullCommand,
        int weight,
        boolean reverse,
        int quorum,
        OptionalInt quorumMax,
        Duration terminateDelay,
        Duration forkDelay) {
    public TrackProcess {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(process, "process");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(quorumMax, "quorumMax");
        Objects.requireNonNull(terminateDelay, "terminateDelay");
        Objects.requireNonNull(forkDelay, "forkDelay");
    }

    /** How parameters are compared. */
    public enum ParameterMatch {
        /** Not at all. */
        NONE,
        /** All of them, and no others. */
        EXACT,
        /** The process has these first, and may have more. */
        PARTIAL,
        /** As {@link #PARTIAL}, and the last one given may be the beginning of the process's. */
        INITIAL
    }
}
