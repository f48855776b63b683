// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import io.mainstay.api.model.Script;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is told of transitions. Scripts here are without the arguments that are appended at run time.
 *
 * @param master run on MASTER
 * @param backup run on BACKUP
 * @param fault run on FAULT
 * @param stop run when the process stops
 * @param any run on each, after the specific one, with {@code INSTANCE|GROUP}, name, state and priority appended
 * @param deleted run when a reload removes the instance; instances only
 * @param reportsDeleted {@code notify_deleted}: removal is DELETED for scripts and pipes; otherwise it is FAULT
 * @param masterReceivedLowerPriority run when a master hears an advert of lower priority; instances only
 * @param priorityChanges whether pipes are told of changes of the effective priority
 * @param smtpAlert whether a mail tells of transitions
 */
public record Notifications(
        Optional<Script> master,
        Optional<Script> backup,
        Optional<Script> fault,
        Optional<Script> stop,
        Optional<Script> any,
        Optional<Script> deleted,
        boolean reportsDeleted,
        Optional<Script> masterReceivedLowerPriority,
        boolean priorityChanges,
        boolean smtpAlert) {
    public static final Notifications NONE = new Notifications(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            false);

    public Notifications {
        Objects.requireNonNull(master, "master");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(any, "any");
        Objects.requireNonNull(deleted, "deleted");
        Objects.requireNonNull(masterReceivedLowerPriority, "masterReceivedLowerPriority");
    }
}
