// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import java.util.Arrays;

/**
 * The timers of a loop: which are armed, and firing those that are due. A timer that is armed while timers fire, for a time
 * that is past already, waits for the next turn, so that a turn ends. Pure: knows no clock and no kernel.
 */
final class TimerQueue {
    private final Deadlines deadlines = new Deadlines();
    private HeapTimer[] nextTurn = new HeapTimer[16];
    private int nextTurnSize;
    private boolean firing;
    private long now;

    /** What fires a timer, and what is told of its lateness. */
    interface Firing {
        void fire(HeapTimer timer, long now, long latenessNanos);
    }

    void arm(HeapTimer timer, long deadline) {
        boolean queued = timer.place >= 0;
        timer.deadline = deadline;
        if (firing && deadline - now <= 0) {
            if (queued) {
                deadlines.remove(timer);
            }
            if (timer.place != HeapTimer.NEXT_TURN) {
                defer(timer);
            }
        } else if (queued) {
            deadlines.moved(timer);
        } else {
            disarm(timer);
            deadlines.add(timer);
        }
    }

    void disarm(HeapTimer timer) {
        if (timer.place >= 0) {
            deadlines.remove(timer);
        } else if (timer.place == HeapTimer.NEXT_TURN) {
            for (int i = 0; i < nextTurnSize; i++) {
                if (nextTurn[i] == timer) {
                    nextTurn[i] = nextTurn[--nextTurnSize];
                    nextTurn[nextTurnSize] = null;
                    break;
                }
            }
            timer.place = HeapTimer.NOWHERE;
        }
    }

    private void defer(HeapTimer timer) {
        if (nextTurnSize == nextTurn.length) {
            nextTurn = Arrays.copyOf(nextTurn, nextTurnSize * 2);
        }
        nextTurn[nextTurnSize++] = timer;
        timer.place = HeapTimer.NEXT_TURN;
    }

    int armed() {
        return deadlines.size() + nextTurnSize;
    }

    boolean isEmpty() {
        return deadlines.size() == 0;
    }

    /** The earliest deadline; only when not empty. */
    long first() {
        return deadlines.first().deadline;
    }

    boolean isDue(long at) {
        HeapTimer first = deadlines.first();
        return first != null && first.deadline - at <= 0;
    }

    /** Fires what is due, in order of the deadlines. */
    int fire(long at, Firing how) {
        int fired = 0;
        now = at;
        firing = true;
        try {
            while (isDue(at)) {
                HeapTimer timer = deadlines.first();
                deadlines.remove(timer);
                fired++;
                how.fire(timer, at, at - timer.deadline);
            }
        } finally {
            firing = false;
            while (nextTurnSize > 0) {
                HeapTimer timer = nextTurn[--nextTurnSize];
                nextTurn[nextTurnSize] = null;
                deadlines.add(timer);
            }
        }
        return fired;
    }
}
