// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.Scheduler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How new connections are distributed.
 *
 * @param scheduler which scheduler
 * @param flags its flags
 */
record SchedulerStatements(Scheduler scheduler, Set<String> flags) {
    private static final Map<String, Scheduler> SCHEDULERS = new HashMap<>();

    static {
        for (Scheduler scheduler : Scheduler.values()) {
            SCHEDULERS.put(scheduler.keyword(), scheduler);
        }
    }

    static SchedulerStatements read(BlockReader reader, PlaneCheck plane) {
        Optional<Scheduler> named = Statements.choice(reader, SCHEDULERS, "lvs_sched", "lb_algo");
        Optional<Position> at = Statements.valueAt(reader, "lvs_sched", "lb_algo");
        if (at.isEmpty()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "no 'lvs_sched' is given; wlc is used",
                    "add 'lvs_sched wlc'");
        }
        Scheduler scheduler = named.orElse(Scheduler.WLC);
        plane.scheduler(scheduler, at.orElse(reader.block().at()));
        Set<String> flags = new HashSet<>();
        flag(reader, plane, "flag-1", null, scheduler, flags);
        flag(reader, plane, "flag-2", null, scheduler, flags);
        flag(reader, plane, "flag-3", null, scheduler, flags);
        flag(reader, plane, "sh-port", Scheduler.SH, scheduler, flags);
        flag(reader, plane, "sh-fallback", Scheduler.SH, scheduler, flags);
        flag(reader, plane, "mh-port", Scheduler.MH, scheduler, flags);
        flag(reader, plane, "mh-fallback", Scheduler.MH, scheduler, flags);
        return new SchedulerStatements(scheduler, Set.copyOf(flags));
    }

    private static void flag(
            BlockReader reader, PlaneCheck plane, String flag, Scheduler of, Scheduler used, Set<String> flags) {
        if (!reader.flag(flag)) {
            return;
        }
        Position at = Statements.valueAt(reader, flag).orElseThrow();
        if (of != null && of != used) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    at,
                    "'" + flag + "' is for the scheduler " + of.keyword() + " only and is ignored",
                    "the scheduler here is " + used.keyword());
            return;
        }
        plane.flag(flag, at);
        flags.add(flag);
    }
}
