// SPDX-License-Identifier: Apache-2.0
/**
 * Trackers: scripts, files and processes of the host, and what their results are. Results go to the time-critical loop; nothing
 * here runs on it.
 *
 * <p>Thread rule: trackers share one thread of their own, because files and {@code /proc} are read by blocking calls.
 */
package io.mainstay.vrrp.internal.shell.tracking;
