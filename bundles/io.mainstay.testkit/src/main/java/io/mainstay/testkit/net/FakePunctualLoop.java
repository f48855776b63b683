// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.NanoClock;
import io.mainstay.platform.net.LoopFigures;
import io.mainstay.platform.net.LoopSettings;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.PunctualLoops;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The loop in virtual time: {@code time.advance} fires its timers, each exactly at its deadline unless {@link #stall} says
 * otherwise. Tasks run with the next advance, even one by zero. Nothing is caught: what a handler throws fails the test.
 */
public final class FakePunctualLoop implements PunctualLoops.Owned {
    private final VirtualTime time;
    private final List<Timer> timers = new ArrayList<>();
    private final List<Runnable> postponed = new ArrayList<>();
    private LoopSettings settings = LoopSettings.NORMAL;
    private List<String> refusals = List.of();
    private long packets;
    private long fired;
    private long tasks;
    private int depth;
    private boolean stalled;
    private boolean closed;

    public FakePunctualLoop(VirtualTime time) {
        this.time = time;
    }

    @Override
    public NanoClock clock() {
        return time;
    }

    @Override
    public long now() {
        return time.nanoTime();
    }

    /** True within handlers, actions and tasks. */
    @Override
    public boolean isCurrent() {
        return depth > 0;
    }

    @Override
    public void execute(Runnable task) {
        time.schedule(
                Duration.ZERO,
                () -> turn(() -> {
                    tasks++;
                    task.run();
                }));
    }

    @Override
    public LoopTimer timer(LoopTimer.Action action) {
        Timer timer = new Timer(action);
        timers.add(timer);
        return timer;
    }

    @Override
    public LoopFigures figures() {
        return new LoopFigures(
                packets + fired + tasks, packets, fired, tasks, 0, 0, 0, 0, 0, 0, armed(), settings.realtimePriority());
    }

    @Override
    public List<String> apply(LoopSettings wanted) {
        settings = wanted;
        return refusals;
    }

    /** What {@link #apply} was called with last. */
    public LoopSettings settings() {
        return settings;
    }

    /** What {@link #apply} shall return. */
    public void refuse(String... sentences) {
        refusals = List.of(sentences);
    }

    /** How many timers are armed. */
    public int armed() {
        return (int) timers.stream().filter(LoopTimer::isArmed).count();
    }

    /** From now on nothing runs, as if the process stood still. */
    public void stall() {
        stalled = true;
    }

    /** Ends {@link #stall}: packets first, then timers and tasks that were due, all at one instant. */
    public void resume() {
        stalled = false;
        List<Runnable> waiting = new ArrayList<>(postponed);
        postponed.clear();
        waiting.forEach(this::turn);
    }

    /** Hands something over as packets are: at once, or first thing after a stall. */
    void packet(Runnable handover) {
        Runnable counted = () -> {
            packets++;
            handover.run();
        };
        if (stalled) {
            int place = 0;
            while (place < postponed.size() && postponed.get(place) instanceof Handover) {
                place++;
            }
            postponed.add(place, (Handover) counted::run);
        } else {
            turn(counted);
        }
    }

    private void turn(Runnable work) {
        if (stalled) {
            postponed.add(work);
            return;
        }
        if (closed) {
            return;
        }
        depth++;
        try {
            work.run();
        } finally {
            depth--;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @FunctionalInterface
    private interface Handover extends Runnable {}

    private final class Timer implements LoopTimer {
        private final Action action;
        private Runnable cancel;
        private long deadline;

        Timer(Action action) {
            this.action = action;
        }

        @Override
        public void arm(long deadlineNanos) {
            disarm();
            deadline = deadlineNanos;
            Runnable[] own = new Runnable[1];
            own[0] = time.schedule(
                    Duration.ofNanos(Math.max(0, deadlineNanos - time.nanoTime())), () -> turn(() -> fire(own[0])));
            cancel = own[0];
        }

        private void fire(Runnable arming) {
            if (cancel == arming) { // not armed anew or disarmed while the loop stood still
                cancel = null;
                fired++;
                action.fired(time.nanoTime());
            }
        }

        @Override
        public void disarm() {
            if (cancel != null) {
                cancel.run();
                cancel = null;
            }
        }

        @Override
        public boolean isArmed() {
            return cancel != null;
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }
    }
}
