// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** The deadlines of one machine. Times are compared by subtraction, so that any value of the clock is right. */
final class Timers {
    /** End of the start delay. */
    static final int START = 0;
    /** BACKUP: master-down; MASTER: next advertisement. */
    static final int STATE = 1;
    /** Owner conflict: give way, or end of the conflict. */
    static final int CONFLICT = 2;
    /** Second burst of announcements. */
    static final int BURST = 3;
    /** Second burst after a lower priority was heard. */
    static final int LOWER_BURST = 4;
    /** Periodic announcements. */
    static final int REFRESH = 5;

    private static final int COUNT = 6;

    private final long[] due = new long[COUNT];
    private int armed;

    void arm(int timer, long at) {
        due[timer] = at;
        armed |= 1 << timer;
    }

    void disarm(int timer) {
        armed &= ~(1 << timer);
    }

    void disarmAll() {
        armed = 0;
    }

    boolean isArmed(int timer) {
        return (armed & 1 << timer) != 0;
    }

    boolean isDue(int timer, long now) {
        return isArmed(timer) && now - due[timer] >= 0;
    }

    long due(int timer) {
        return due[timer];
    }

    boolean any() {
        return armed != 0;
    }

    /** Only when {@link #any}. */
    long earliest() {
        long earliest = 0;
        boolean found = false;
        for (int timer = 0; timer < COUNT; timer++) {
            if (isArmed(timer) && (!found || due[timer] - earliest < 0)) {
                earliest = due[timer];
                found = true;
            }
        }
        return earliest;
    }
}
