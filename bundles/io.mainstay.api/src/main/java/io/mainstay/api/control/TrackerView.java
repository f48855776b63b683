// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.transition.Transition.TrackerKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A tracker as it is now.
 *
 * @param kind of tracker
 * @param name configured
 * @param state {@code undecided up down}, or a file's number
 * @param since when it entered the state, wall clock
 * @param detail what decided: exit status, number of processes, reason
 * @param usedBy names of instances and sync groups that track it
 */
public record TrackerView(
        TrackerKind kind, String name, String state, Instant since, String detail, List<String> usedBy) {
    public TrackerView {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(detail, "detail");
        usedBy = List.copyOf(usedBy);
    }
}
