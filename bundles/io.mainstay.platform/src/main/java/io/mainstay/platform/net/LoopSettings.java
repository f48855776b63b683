// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.time.Duration;
import java.util.Set;

/**
 * How the loop's thread is scheduled (keepalived.conf: {@code vrrp_rt_priority}, {@code vrrp_priority},
 * {@code vrrp_rlimit_rttime}, {@code vrrp_no_swap}, {@code vrrp_cpu_affinity}, {@code max_auto_priority},
 * {@code min_auto_priority_delay}).
 *
 * @param realtimePriority SCHED_RR priority, 1 to 99; 0 for the normal scheduler
 * @param nice -20 to 19, of the loop's thread, while it is not in real time
 * @param realtimeLimit how long a real-time thread may run without blocking (RLIMIT_RTTIME, of the process); zero for no
 *     limit
 * @param lockMemory keep the whole process in memory (mlockall)
 * @param cpus where it may run; empty for everywhere
 * @param maxAutoPriority highest SCHED_RR priority that the loop may give itself step by step when it was late; 0 for never
 * @param autoPriorityDelay lateness that makes it do so
 * @param spin how long before a deadline the loop stops sleeping and watches the clock; zero for not at all. Buys
 *     microseconds of lateness for that much processor time per wake-up
 * @param oomScore {@code oom_score_adj} of the process, -1000 to 1000; null to leave it
 */
public record LoopSettings(
        int realtimePriority,
        int nice,
        Duration realtimeLimit,
        boolean lockMemory,
        Set<Integer> cpus,
        int maxAutoPriority,
        Duration autoPriorityDelay,
        Duration spin,
        Integer oomScore) {

    /** As the kernel starts a thread. */
    public static final LoopSettings NORMAL =
            new LoopSettings(0, 0, Duration.ZERO, false, Set.of(), 0, Duration.ofSeconds(1), Duration.ZERO, null);

    public LoopSettings {
        if (realtimePriority < 0 || realtimePriority > 99) {
            throw new IllegalArgumentException("real-time priority " + realtimePriority + ": 0 to 99 expected");
        }
        if (nice < -20 || nice > 19) {
            throw new IllegalArgumentException("nice " + nice + ": -20 to 19 expected");
        }
        cpus = Set.copyOf(cpus);
    }

    public LoopSettings withRealtimePriority(int priority) {
        return new LoopSettings(
                priority, nice, realtimeLimit, lockMemory, cpus, maxAutoPriority, autoPriorityDelay, spin, oomScore);
    }

    public LoopSettings withSpin(Duration duration) {
        return new LoopSettings(
                realtimePriority,
                nice,
                realtimeLimit,
                lockMemory,
                cpus,
                maxAutoPriority,
                autoPriorityDelay,
                duration,
                oomScore);
    }
}
