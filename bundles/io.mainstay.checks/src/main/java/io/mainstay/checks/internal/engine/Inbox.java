// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What comes to the engine thread: finished probes, and commands. Probes are linked through a field of theirs, so that
 * reporting one allocates nothing; the engine is woken for a probe only when it would otherwise sleep longer than a tick.
 *
 * <p>Thread-safety: put from any thread, taken by the engine thread.
 */
final class Inbox {
    private final AtomicReference<Probe> finished = new AtomicReference<>();
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Runnable wake;
    private volatile long sleepsUntil;
    private volatile boolean sleeps;

    Inbox(Runnable wake) {
        this.wake = wake;
    }

    void put(Probe probe, long now) {
        Probe head;
        do {
            head = finished.get();
            probe.next = head;
        } while (!finished.compareAndSet(head, probe));
        if (head == null) {
            poke(now);
        }
    }

    /** Wakes the engine unless it wakes within a tick anyway. */
    void poke(long now) {
        if (sleeps && sleepsUntil - now > Engine.TICK_NANOS) {
            wake.run();
        }
    }

    void put(Runnable command) {
        commands.add(command);
        wake.run();
    }

    /** The finished probes, linked in the order in which they came; null when there are none. */
    Probe takeFinished() {
        Probe newestFirst = finished.getAndSet(null);
        Probe inOrder = null;
        while (newestFirst != null) {
            Probe older = newestFirst.next;
            newestFirst.next = inOrder;
            inOrder = newestFirst;
            newestFirst = older;
        }
        return inOrder;
    }

    /** Null when there is none. */
    Runnable takeCommand() {
        return commands.poll();
    }

    void awake() {
        sleeps = false;
    }

    /**
     * Announces that the engine is about to sleep until {@code wakeAt}. What comes after this call wakes it; what came
     * before is seen here.
     *
     * @return until when it may really sleep
     */
    long sleepUntil(long wakeAt, long now) {
        sleepsUntil = wakeAt;
        sleeps = true;
        if (!commands.isEmpty()) {
            return now;
        }
        return finished.get() != null && wakeAt - now > Engine.TICK_NANOS ? now + Engine.TICK_NANOS : wakeAt;
    }
}
