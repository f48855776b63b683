// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.report;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way of state changes out of the time-critical loop: a ring of slots that are made once. When the reader does not keep
 * up, what is new is dropped and counted: the loop never waits.
 *
 * <p>Thread-safety: one writer (the time-critical loop) and one reader (the control thread).
 */
public final class TransitionRing {
    private static final class Slot {
        Object subject;
        Effect kind;
        Cause cause;
        long value;
        int priority;
        long at;
        String detail;
        InetAddress peer;
    }

    /** What a reader does with one. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @param subject as it was offered
         * @param at on the loop's clock
         * @param peer whose advert led to it; null when none did
         */
        void read(
                Object subject,
                Effect kind,
                Cause cause,
                long value,
                int priority,
                long at,
                String detail,
                InetAddress peer);
    }

    private final Slot[] slots;
    private final int mask;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private volatile long lost;

    /** @param capacity a power of two */
    public TransitionRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException(capacity + " is not a power of two");
        }
        slots = new Slot[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = new Slot();
        }
        mask = capacity - 1;
    }

    /** Writer's side. Returns whether there was room. */
    public boolean offer(
            Object subject,
            Effect kind,
            Cause cause,
            long value,
            int priority,
            long at,
            String detail,
            InetAddress peer) {
        int next = written.get();
        if (next - read.getAcquire() == slots.length) {
            lost = lost + 1; // one writer
            return false;
        }
        Slot slot = slots[next & mask];
        slot.subject = subject;
        slot.kind = kind;
        slot.cause = cause;
        slot.value = value;
        slot.priority = priority;
        slot.at = at;
        slot.detail = detail;
        slot.peer = peer;
        written.setRelease(next + 1);
        return true;
    }

    /** Reader's side: hands over all that is there. */
    public void drain(Reader to) {
        int next = read.get();
        while (next != written.getAcquire()) {
            Slot slot = slots[next & mask];
            Object subject = slot.subject;
            String detail = slot.detail;
            slot.subject = null;
            InetAddress peer = slot.peer;
            slot.detail = null;
            slot.peer = null;
            try {
                to.read(subject, slot.kind, slot.cause, slot.value, slot.priority, slot.at, detail, peer);
            } finally {
                next++;
                read.setRelease(next);
            }
        }
    }

    /** How many were dropped so far. */
    public long lost() {
        return lost;
    }
}
