// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Forms groups of equal checks, and sees to it that each has a driver.
 *
 * <p>Thread-safety: engine thread.
 */
final class Sharing {
    private final TimerHeap timers;
    private final Referee referee;
    private List<Shared> groups = List.of();

    Sharing(TimerHeap timers, Referee referee) {
        this.timers = timers;
        this.referee = referee;
    }

    /**
     * The checks that are equal now; those that were and are not any more go their own ways.
     *
     * @param equal lists of two or more
     * @param cancel ends a probe that is not needed any more
     */
    void regroup(List<List<Check>> equal, java.util.function.Consumer<Probe> cancel, long now) {
        Set<Check> together = Collections.newSetFromMap(new IdentityHashMap<>());
        equal.forEach(together::addAll);
        List<Shared> next = new ArrayList<>(equal.size());
        List<Shared> old = groups;
        for (List<Check> members : equal) {
            next.add(form(members, cancel, now));
        }
        for (Shared group : old) {
            for (Check member : group.members) {
                if (!member.removed && !together.contains(member)) {
                    member.shared = null;
                    if (member.heapIndex < 0 && !member.overdue) {
                        timers.schedule(member, later(group.driver.dueAt, now));
                    }
                }
            }
        }
        groups = next;
    }

    private Shared form(List<Check> members, java.util.function.Consumer<Probe> cancel, long now) {
        Check driver = choose(members);
        Shared before = driver.shared;
        Shared group = new Shared(members, driver);
        for (Check member : members) {
            member.shared = group;
        }
        if (driver.heapIndex < 0 && !driver.overdue) {
            timers.schedule(driver, before == null ? now : later(before.driver.dueAt, now));
        }
        for (Check member : members) {
            if (member != driver) {
                if (member.running != null) {
                    cancel.accept(member.running);
                }
                timers.remove(member);
                member.overdue = false;
                referee.adopt(member, driver);
            }
        }
        return group;
    }

    /** Who has most to go on with: a probe under way, the driver's part, a past. */
    private static Check choose(List<Check> members) {
        Check best = members.get(0);
        int most = -1;
        for (Check member : members) {
            int claim = (member.isSuspended() ? 0 : 8)
                    + (member.running != null ? 4 : 0)
                    + (member.shared != null && member.shared.driver == member ? 2 : 0)
                    + (member.probes > 0 ? 1 : 0);
            if (claim > most) {
                best = member;
                most = claim;
            }
        }
        return best;
    }

    private static long later(long dueAt, long now) {
        return dueAt - now > 0 ? dueAt : now;
    }

    /** A member was suspended, or is not any more. */
    void elect(Shared group, long now) {
        Check old = group.driver;
        if (!old.removed && !old.isSuspended()) {
            return;
        }
        Check next = group.firstAwake();
        if (next == null || next == old) {
            return; // the old one says when it is due again
        }
        group.driver = next;
        referee.adopt(next, old);
        boolean waits = old.heapIndex >= 0 && old.running == null;
        timers.schedule(next, waits ? later(old.dueAt, now) : now);
        next.overdue = false;
        if (old.running == null) {
            timers.remove(old);
        }
        old.overdue = false;
    }
}
