// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the time-critical loop is scheduled.
 *
 * @param name of its thread or process, at most 15 bytes; empty for the default
 * @param nice -20 to 19; empty leaves it
 * @param realTimePriority SCHED_RR priority, 1 to 99; empty: not real-time
 * @param realTimeLimit CPU time without a blocking call before the kernel ends the process; only with real-time priority
 * @param noSwap lock memory
 * @param cpus CPUs that it may use; empty for all
 * @param maxAutoPriority up to which real-time priority lateness may raise it; 0 never, -1 never and without a notice
 * @param minAutoPriorityDelay lateness that raises it
 */
public record Scheduling(
        Optional<String> name,
        OptionalInt nice,
        OptionalInt realTimePriority,
        Duration realTimeLimit,
        boolean noSwap,
        List<Integer> cpus,
        int maxAutoPriority,
        Duration minAutoPriorityDelay) {
    public static final Scheduling DEFAULT = new Scheduling(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Duration.ofMillis(10),
            false,
            List.of(),
            0,
            Duration.ofSeconds(1));

    public Scheduling {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nice, "nice");
        Objects.requireNonNull(realTimePriority, "realTimePriority");
        Objects.requireNonNull(realTimeLimit, "realTimeLimit");
        cpus = List.copyOf(cpus);
        Objects.requireNonNull(minAutoPriorityDelay, "minAutoPriorityDelay");
    }
}
