// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/**
 * Two address owners on one wire. The one with the lower address backs off by the usual comparison. When it does not (it
 * does not hear us, or ignores adverts), the one with the higher address gives way after two adverts and 1.2 intervals: it
 * then advertises 254 until the other one falls silent.
 */
final class OwnerConflict {
    private static final int PATIENCE = 2;

    private final Timers timers;
    private int heard;
    private boolean givingWay;

    OwnerConflict(Timers timers) {
        this.timers = timers;
    }

    boolean givingWay() {
        return givingWay;
    }

    void heard(long now, long intervalNanos) {
        heard++;
        if (heard == PATIENCE) {
            timers.arm(Timers.CONFLICT, now + intervalNanos * 6 / 5);
        }
    }

    /**
     * Time is up.
     *
     * @return whether the advertised priority changes
     */
    boolean onTimer(long now, long silenceNanos) {
        if (givingWay || heard <= PATIENCE) {
            boolean changes = givingWay;
            end();
            return changes;
        }
        givingWay = true;
        timers.arm(Timers.CONFLICT, now + silenceNanos);
        return true;
    }

    /** Left MASTER: what is advertised next time is decided then. */
    void pause() {
        heard = 0;
        timers.disarm(Timers.CONFLICT);
    }

    void end() {
        pause();
        givingWay = false;
    }
}
