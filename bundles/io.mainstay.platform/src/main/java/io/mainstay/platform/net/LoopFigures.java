// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * What a loop says about itself. Lateness is the time from a timer's deadline to the {@code now} it fired with.
 *
 * @param turns how often it woke up
 * @param packets handed over
 * @param timers fired
 * @param tasks run
 * @param failures handlers, actions and tasks that threw
 * @param medianLatenessNanos of all timers, as the upper bound of the half octave that it falls into
 * @param p99LatenessNanos likewise
 * @param maxLatenessNanos since start
 * @param recentMaxLatenessNanos of the current minute and the one before
 * @param longestTurnNanos the longest time that one turn took, waiting not counted
 * @param armed timers that are armed
 * @param realtimePriority SCHED_RR priority it has now; 0 for none
 */
public record LoopFigures(
        long turns,
        long packets,
        long timers,
        long tasks,
        long failures,
        long medianLatenessNanos,
        long p99LatenessNanos,
        long maxLatenessNanos,
        long recentMaxLatenessNanos,
        long longestTurnNanos,
        int armed,
        int realtimePriority) {}
