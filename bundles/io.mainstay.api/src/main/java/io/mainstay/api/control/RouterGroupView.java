// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A sync group as it is now.
 *
 * @param name configured
 * @param state {@code INIT BACKUP MASTER FAULT}
 * @param since when it entered the state, wall clock
 * @param cause why it is in this state, one sentence
 * @param members names of its instances, in configured order
 */
public record RouterGroupView(String name, String state, Instant since, String cause, List<String> members) {
    public RouterGroupView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(cause, "cause");
        members = List.copyOf(members);
    }
}
