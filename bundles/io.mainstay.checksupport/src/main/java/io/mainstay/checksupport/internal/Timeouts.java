// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

/**
 * The open lines of one lane and their step time-outs: a linked list that is looked through every {@link #TICK_NANOS}. Setting, moving and
 * removing a time-out costs a few field writes and no object, which a timer per probe would not; in return a time-out may
 * come a tick late.
 *
 * <p>Thread-safety: the lane's thread only.
 */
final class Timeouts {
    /** A time-out that never comes. */
    static final long NEVER_NANOS = Long.MAX_VALUE / 4;

    /** How often {@link #sweep} is due while anything waits. */
    static final long TICK_NANOS = 50_000_000;

    private Entry first;

    /** Something that is told when its time is over. */
    abstract static class Entry {
        private Entry previous;
        private Entry next;
        private boolean listed;
        private long deadlineNanos;

        /** The deadline has passed; the entry is no longer listed. */
        abstract void expired();

        /** The lane closes; the entry is no longer listed. */
        abstract void laneClosed();
    }

    /** Lists an entry, or moves the deadline of a listed one. */
    void set(Entry entry, long deadlineNanos) {
        entry.deadlineNanos = deadlineNanos;
        if (entry.listed) {
            return;
        }
        entry.listed = true;
        entry.next = first;
        if (first != null) {
            first.previous = entry;
        }
        first = entry;
    }

    /** Takes an entry off the list; harmless when it is not on it. */
    void remove(Entry entry) {
        if (!entry.listed) {
            return;
        }
        entry.listed = false;
        if (entry.previous == null) {
            first = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        entry.previous = null;
        entry.next = null;
    }

    /** Tells those whose time is over; returns whether any are left. */
    boolean sweep(long nowNanos) {
        // Those due are collected first: being told, an entry may remove itself or others, or list new ones.
        Entry due = null;
        for (Entry entry = first; entry != null; ) {
            Entry following = entry.next;
            if (nowNanos - entry.deadlineNanos >= 0) {
                remove(entry);
                entry.next = due;
                due = entry;
            }
            entry = following;
        }
        while (due != null) {
            Entry entry = due;
            due = entry.next;
            entry.next = null;
            entry.expired();
        }
        return first != null;
    }

    /** Tells all, and forgets them. */
    void closeAll() {
        while (first != null) {
            Entry entry = first;
            remove(entry);
            entry.laneClosed();
        }
    }
}
