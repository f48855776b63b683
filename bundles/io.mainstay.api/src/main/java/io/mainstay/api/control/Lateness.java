// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.time.Duration;

/**
 * How punctually probes start: the time from the moment at which one was due to the moment at which its checker was called.
 *
 * @param window how far back the figures look
 * @param starts probes started in that time
 * @param p50 half of them were at most this late
 * @param p99 all but one in a hundred were at most this late
 * @param max the latest one
 */
public record Lateness(Duration window, long starts, Duration p50, Duration p99, Duration max) {}
