// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.transition.Transition;
import io.mainstay.notify.internal.shell.ScriptSequence.Job;
import io.mainstay.notify.internal.text.RouterNotice;
import io.mainstay.platform.ControlThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scripts of virtual routers and sync groups: the one for the state as it is configured, then the generic one with four
 * words appended. Those of one router run in the order of its transitions, those of different ones side by side.
 *
 * <p>Thread-safety: control thread.
 */
final class RouterScripts {
    private final Scripts scripts;
    private final ControlThread control;
    private final Map<String, ScriptSequence> sequences = new HashMap<>();

    RouterScripts(Scripts scripts, ControlThread control) {
        this.scripts = scripts;
        this.control = control;
    }

    void on(Transition transition) {
        List<Job> jobs = new ArrayList<>();
        boolean stops = false;
        if (transition instanceof Transition.Router router) {
            Notifications told = router.instance().notifications();
            specific(told, router.after()).ifPresent(jobs::add);
            generic(told, transition).ifPresent(jobs::add);
            stops = router.after() == RouterState.STOP;
        } else if (transition instanceof Transition.Group group) {
            Notifications told = group.group().notifications();
            specific(told, group.after()).ifPresent(jobs::add);
            generic(told, transition).ifPresent(jobs::add);
            stops = group.after() == RouterState.STOP;
        } else if (transition instanceof Transition.LowerPriorityHeard lower) {
            lower.instance()
                    .notifications()
                    .masterReceivedLowerPriority()
                    .ifPresent(script -> jobs.add(new Job("notify_master_rx_lower_pri", script, script)));
        }
        if (!jobs.isEmpty()) {
            run(transition.subject(), jobs, stops, transition instanceof Transition.LowerPriorityHeard);
        }
    }

    /** An instance that a reload removed has a script only with {@code notify_deleted}. */
    private static Optional<Job> specific(Notifications told, RouterState state) {
        return switch (state) {
            case MASTER -> job("notify_master", told.master());
            case BACKUP -> job("notify_backup", told.backup());
            case FAULT -> job("notify_fault", told.fault());
            case STOP -> job("notify_stop", told.stop());
            case DELETED -> job("notify_deleted", told.deleted());
            case INIT -> Optional.empty();
        };
    }

    private static Optional<Job> job(String keyword, Optional<Script> script) {
        return script.map(s -> new Job(keyword, s, s));
    }

    private static Optional<Job> generic(Notifications told, Transition transition) {
        return told.any()
                .flatMap(script -> RouterNotice.of(transition).map(notice -> {
                    List<String> argv = new ArrayList<>(script.argv());
                    argv.addAll(notice.arguments());
                    return new Job(
                            "notify", script, new Script(argv, script.user(), script.group(), script.timeLimit()));
                }));
    }

    private void run(String subject, List<Job> jobs, boolean stops, boolean repeats) {
        ScriptSequence sequence = sequences.computeIfAbsent(
                subject, name -> new ScriptSequence(name, scripts, control, () -> sequences.remove(name)));
        if (stops) {
            sequence.stop(jobs);
        } else if (repeats) {
            sequence.addOnce(jobs);
        } else {
            sequence.add(jobs);
        }
    }
}
