// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The world's time, and what is due in it: in order of time, then of entry. */
public final class Agenda {
    private static final Comparator<Entry> BY_TIME = (a, b) -> {
        int time = Long.compare(a.at - b.at, 0);
        return time != 0 ? time : Long.compare(a.order, b.order);
    };

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(BY_TIME);
    private final long began;
    private long now;
    private long order;

    /** @param began any time; compared by subtraction only */
    public Agenda(long began) {
        this.began = began;
        now = began;
    }

    public long now() {
        return now;
    }

    /** Nanoseconds since the beginning. */
    public long elapsed() {
        return now - began;
    }

    /** Runs a task at a time; one that has passed is at once, after what is due already. */
    public Entry at(long time, Runnable task) {
        Entry entry = new Entry(time - now < 0 ? now : time, order++, task);
        entries.add(entry);
        return entry;
    }

    public Entry after(long nanos, Runnable task) {
        return at(now + nanos, task);
    }

    /** It will not happen. What is cancelled stays in the queue until its time: taking it out would mean looking for it. */
    public void cancel(Entry entry) {
        entry.task = null;
    }

    /** Lets time pass, and what is due in it happen. */
    public void advance(long nanos) {
        long end = now + nanos;
        while (!entries.isEmpty() && entries.peek().at - end <= 0) {
            Entry next = entries.poll();
            if (next.task != null) {
                now = next.at;
                next.task.run();
            }
        }
        now = end;
    }

    /** Something that is due. */
    public static final class Entry {
        private final long at;
        private final long order;
        private Runnable task;

        private Entry(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }
    }
}
