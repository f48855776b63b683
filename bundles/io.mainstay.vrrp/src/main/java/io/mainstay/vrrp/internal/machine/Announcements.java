// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import io.mainstay.vrrp.internal.machine.InstanceRules.Announcing;

/**
 * When a master announces its addresses: a burst at once and one after a delay, periodically, and twice when it heard a
 * lower priority (switches and hosts may have learnt the other one's).
 */
final class Announcements {
    private final int member;
    private final Timers timers;

    Announcements(int member, Timers timers) {
        this.member = member;
        this.timers = timers;
    }

    void begin(long now, Announcing rules, Effects fx) {
        announce(rules.repeat(), fx);
        if (rules.delayNanos() > 0 && rules.repeat() > 0) {
            timers.arm(Timers.BURST, now + rules.delayNanos());
        }
        scheduleRefresh(now, rules);
    }

    void end() {
        timers.disarm(Timers.BURST);
        timers.disarm(Timers.LOWER_BURST);
        timers.disarm(Timers.REFRESH);
    }

    /** The rules changed while MASTER: bursts under way go on, the period is the new one. */
    void reconfigured(long now, Announcing before, Announcing after) {
        if (before.refreshNanos() != after.refreshNanos()) {
            timers.disarm(Timers.REFRESH);
            scheduleRefresh(now, after);
        }
    }

    void lowerPriorityHeard(long now, Announcing rules, Effects fx) {
        announce(rules.lowerRepeat(), fx);
        if (rules.lowerRepeat() > 0 && rules.lowerDelayNanos() > 0) {
            timers.arm(Timers.LOWER_BURST, now + rules.lowerDelayNanos());
        }
    }

    void onTimer(long now, Announcing rules, Effects fx) {
        if (timers.isDue(Timers.BURST, now)) {
            timers.disarm(Timers.BURST);
            announce(rules.repeat(), fx);
        }
        if (timers.isDue(Timers.LOWER_BURST, now)) {
            timers.disarm(Timers.LOWER_BURST);
            announce(rules.lowerRepeat(), fx);
        }
        if (timers.isDue(Timers.REFRESH, now)) {
            announce(rules.refreshRepeat(), fx);
            scheduleRefresh(now, rules);
        }
    }

    private void scheduleRefresh(long now, Announcing rules) {
        if (rules.refreshNanos() > 0) {
            timers.arm(Timers.REFRESH, now + rules.refreshNanos());
        }
    }

    private void announce(int count, Effects fx) {
        if (count > 0) {
            fx.add(member, Effect.ANNOUNCE, count);
        }
    }
}
