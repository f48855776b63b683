// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

/**
 * What follows from an outcome.
 *
 * @param next the state after it
 * @param nextAtNanos when the next probe is due, on the clock of {@code now}
 * @param change what the world is to be told
 */
public record Step(CheckState next, long nextAtNanos, Change change) {

    /** Whether the check changed sides. */
    public enum Change {
        NONE,
        WENT_UP,
        WENT_DOWN
    }
}
