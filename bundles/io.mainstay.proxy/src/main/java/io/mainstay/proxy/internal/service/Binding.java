// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a front open: tries again when it cannot be bound, after 1 s at first, at most 10 s later on. Logs the first failure,
 * each other kind of failure, and the success after failures.
 *
 * <p>Thread-safety: any thread.
 */
public final class Binding {
    private static final Logger LOG = LoggerFactory.getLogger(Binding.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ServiceKey.Address key;
    private final Front front;
    private final Timers timers;
    private final NanoClock clock;
    private final PortHolder holders;

    private boolean wanted;
    private boolean busy;
    private Front.Door door;
    private String problem = "";
    private String failureText = "";
    private long nextTryNanos;
    private Duration pause = FIRST_PAUSE;
    private Runnable cancelRetry = () -> {};
    private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

    public Binding(ServiceKey.Address key, Front front, Timers timers, NanoClock clock, PortHolder holders) {
        this.key = key;
        this.front = front;
        this.timers = timers;
        this.clock = clock;
        this.holders = holders;
    }

    /** Opens the front, now or later; completes when the first attempt has ended, whatever came of it. */
    public synchronized CompletionStage<Void> open() {
        if (wanted) {
            return CompletableFuture.completedFuture(null);
        }
        wanted = true;
        pause = FIRST_PAUSE;
        CompletableFuture<Void> tried = new CompletableFuture<>();
        // The address may not be free yet when this service is closing just now.
        closed.whenComplete((done, failure) -> attempt().whenComplete((x, y) -> tried.complete(null)));
        return tried;
    }

    private synchronized CompletionStage<Void> attempt() {
        if (!wanted || busy || door != null) {
            return CompletableFuture.completedFuture(null);
        }
        busy = true;
        return front.open().handle((opened, failure) -> {
            attempted(opened, failure);
            return null;
        });
    }

    private void attempted(Front.Door opened, Throwable failure) {
        CompletableFuture<Void> closing;
        synchronized (this) {
            busy = false;
            if (wanted && closed.isDone()) {
                if (failure == null) {
                    succeeded(opened);
                } else {
                    failed(BindProblem.text(failure));
                }
                return;
            }
            closing = closed;
        }
        shut(opened, closing); // it was closed meanwhile, and perhaps opened again: that waits for this
    }

    private void succeeded(Front.Door opened) {
        door = opened;
        if (!problem.isEmpty()) {
            LOG.info("{} can be listened on now", key);
        }
        problem = "";
    }

    private void failed(String text) {
        if (problem.isEmpty() || !text.equals(failureText)) {
            failureText = text;
            problem = BindProblem.describe(key, text, holders);
            LOG.warn(
                    "cannot listen on {}: {}; trying again every {} s at most",
                    key,
                    problem,
                    LONGEST_PAUSE.toSeconds());
        }
        nextTryNanos = clock.nanoTime() + pause.toNanos();
        cancelRetry = timers.schedule(pause, this::attempt);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    /** Closes the front; completes when the address is free. */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closing;
        Front.Door open;
        synchronized (this) {
            if (!wanted) {
                return closed;
            }
            wanted = false;
            problem = "";
            cancelRetry.run();
            if (!closed.isDone()) {
                return closed; // closing still, opened again, and closed again
            }
            closing = new CompletableFuture<>();
            closed = closing;
            open = door;
            door = null;
            if (open == null && busy) {
                return closing; // the attempt under way will see it
            }
        }
        shut(open, closing);
        return closing;
    }

    /** Outside the lock: who waits for the end takes locks of his own. */
    private static void shut(Front.Door open, CompletableFuture<Void> closing) {
        if (open == null) {
            closing.complete(null);
        } else {
            open.close().whenComplete((done, failure) -> closing.complete(null));
        }
    }

    public synchronized boolean bound() {
        return door != null;
    }

    /** Why it is not bound; empty when it is, or is not meant to be. */
    public synchronized String problem() {
        return problem;
    }

    /** How long until the next attempt. */
    public synchronized Duration nextTry() {
        return Duration.ofNanos(Math.max(0, nextTryNanos - clock.nanoTime()));
    }
}
