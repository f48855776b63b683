// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import io.mainstay.platform.net.LoopTimer;

/** A timer of an {@link EpollLoop}. */
final class HeapTimer implements LoopTimer {
    static final int NOWHERE = -1;
    /** Armed by an action of this turn with a deadline that is past: its place is the next turn. */
    static final int NEXT_TURN = -2;

    final Action action;
    private final TimerQueue queue;
    long deadline;
    int place = NOWHERE;

    HeapTimer(TimerQueue queue, Action action) {
        this.queue = queue;
        this.action = action;
    }

    @Override
    public void arm(long deadlineNanos) {
        queue.arm(this, deadlineNanos);
    }

    @Override
    public void disarm() {
        queue.disarm(this);
    }

    @Override
    public boolean isArmed() {
        return place != NOWHERE;
    }

    @Override
    public long deadlineNanos() {
        return deadline;
    }
}
