// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import io.mainstay.platform.NanoClock;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The loop that is on time: one thread that waits for packets, deadlines and tasks, and does nothing else. As an OSGi service
 * it is the loop of VRRP, CARP and BFD; {@link PunctualLoops} makes others for what is less urgent.
 *
 * <p>One turn: wait; read the clock once; hand over every packet that sockets have queued, then run the timers that are due,
 * then the tasks, all with that one {@code now}. Packets come first because a router that stood still must hear the peer's
 * advertisements that wait in its sockets before its own timers tell it to take over.
 *
 * <p>Handlers, timer actions and tasks must not block, log or allocate freely. What they throw is logged and ends neither the
 * turn nor the loop. Receiving, arming, firing and sending allocate nothing.
 */
@ProviderType
public interface PunctualLoop extends Executor {

    /** The clock of deadlines and of {@code now}: CLOCK_MONOTONIC, that is {@link System#nanoTime}. */
    NanoClock clock();

    /** The {@code now} of the current turn. Loop thread only. */
    long now();

    /** Whether the calling thread is the loop's. */
    boolean isCurrent();

    /** Runs a task in the next turn, in order of giving. Any thread; wakes the loop. */
    @Override
    void execute(Runnable task);

    /** A timer to keep and use again; disarmed. Any thread. */
    LoopTimer timer(LoopTimer.Action action);

    /** How punctual it has been. Any thread. */
    LoopFigures figures();

    /**
     * Schedules the thread as asked, at once. What the kernel refuses is left as it was and said: the result has a sentence
     * per refusal, empty when all was done. Any thread; waits for the loop.
     */
    java.util.List<String> apply(LoopSettings settings);
}
