// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.time.Duration;

/**
 * What clients may use up.
 *
 * @param clients connected at a time
 * @param firstRequest from connecting to the first request, and from a frame's first byte to its last
 * @param idle between two requests
 * @param write until the client has taken what was written
 */
record Limits(int clients, Duration firstRequest, Duration idle, Duration write) {
    static final Limits USUAL = new Limits(32, Duration.ofSeconds(10), Duration.ofHours(8), Duration.ofSeconds(30));
}
