// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.Notifications;
import java.util.Optional;

/** {@code notify_master} and its like, of an instance or a sync group. */
final class NotificationStatements {
    private NotificationStatements() {}

    static Notifications ofGroup(BlockReader reader, Context context) {
        return read(reader, context, Optional.empty(), false, Optional.empty());
    }

    static Notifications ofInstance(BlockReader reader, Context context) {
        Optional<ConfigNode> deleted = reader.node("notify_deleted");
        Optional<Script> script = deleted.filter(node -> !node.arguments().isEmpty())
                .flatMap(node -> context.scripts.read(reader, "notify_deleted"));
        return read(
                reader,
                context,
                script,
                deleted.isPresent(),
                context.scripts.read(reader, "notify_master_rx_lower_pri"));
    }

    private static Notifications read(
            BlockReader reader,
            Context context,
            Optional<Script> deleted,
            boolean reportsDeleted,
            Optional<Script> lowerPriority) {
        return new Notifications(
                context.scripts.read(reader, "notify_master"),
                context.scripts.read(reader, "notify_backup"),
                context.scripts.read(reader, "notify_fault"),
                context.scripts.read(reader, "notify_stop"),
                context.scripts.read(reader, "notify"),
                deleted,
                reportsDeleted,
                lowerPriority,
                reader.bool("notify_priority_changes").orElse(context.defaults.priorityChanges()),
                reader.bool("smtp_alert").orElse(context.defaults.smtpAlert().orElse(false)));
    }
}
