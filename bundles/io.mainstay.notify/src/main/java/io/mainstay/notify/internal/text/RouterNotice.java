// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.transition.Transition;
import java.util.List;
import java.util.Optional;

/**
 * What scripts and pipes are told of a virtual router: always these four words (keepalived.md 4.13).
 *
 * @param kind {@code INSTANCE}, {@code GROUP} or {@code CARP}
 * @param name as configured
 * @param state entered, or what happened in it
 * @param priority effective one; 0 for groups; the advskew for CARP
 */
public record RouterNotice(String kind, String name, String state, int priority) {

    /**
     * The notice of a transition; empty when it is about something else, or a state that nobody is told of. An instance that a
     * reload removed is DELETED when {@code notify_deleted} asks for it; otherwise, as with keepalived, it is FAULT.
     */
    public static Optional<RouterNotice> of(Transition transition) {
        if (transition instanceof Transition.Router router) {
            boolean hidden = router.after() == RouterState.DELETED
                    && !router.instance().notifications().reportsDeleted();
            RouterState state = hidden ? RouterState.FAULT : router.after();
            return state == RouterState.INIT
                    ? Optional.empty()
                    : Optional.of(
                            new RouterNotice("INSTANCE", router.instance().name(), state.name(), router.priority()));
        }
        if (transition instanceof Transition.Group group) {
            boolean told = group.after() != RouterState.INIT && group.after() != RouterState.DELETED;
            return Optional.of(new RouterNotice(
                            "GROUP", group.group().name(), group.after().name(), 0))
                    .filter(notice -> told);
        }
        if (transition instanceof Transition.RouterPriority changed) {
            boolean told = changed.instance().notifications().priorityChanges()
                    && (changed.state() == RouterState.MASTER || changed.state() == RouterState.BACKUP);
            return Optional.of(new RouterNotice(
                            "INSTANCE", changed.instance().name(), changed.state() + "_PRIORITY", changed.after()))
                    .filter(notice -> told);
        }
        if (transition instanceof Transition.LowerPriorityHeard lower) {
            return Optional.of(
                    new RouterNotice("INSTANCE", lower.instance().name(), "MASTER_RX_LOWER_PRI", lower.priority()));
        }
        if (transition instanceof Transition.Carp carp) {
            return Optional.of(new RouterNotice(
                            "CARP", carp.instance().name(), carp.after().name(), carp.advskew()))
                    .filter(notice -> !notice.state().equals("INIT"));
        }
        return Optional.empty();
    }

    /** What is appended to the generic script's command. */
    public List<String> arguments() {
        return List.of(kind, name, state, Integer.toString(priority));
    }

    /** The line of a pipe, without its end. */
    public String line() {
        return kind + " \"" + name + "\" " + state + " " + priority;
    }
}
