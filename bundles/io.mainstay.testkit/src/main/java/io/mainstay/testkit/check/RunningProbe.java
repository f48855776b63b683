// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A probe that a {@link ProbeHarness} has started, and the context that its checker sees. Thread-safety: any thread. */
public final class RunningProbe implements ProbeContext, Transcript {
    /** After its limit a probe has this long to be cancelled and to return, on a busy test machine. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final int step;
    private final long deadlineNanos;
    private final Duration limit;
    private final Executor executor;
    private final long startNanos = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<ProbeResult> returned = new CompletableFuture<>();
    private Runnable cancel;
    private boolean cancelled;
    private Thread blockingThread;

    /**
     * How a probe ended.
     *
     * @param result what counts: the checker's, or a failure by time-out when that did not come within the limit
     * @param overran whether the limit ended it
     * @param took from start to end
     * @param transcript its notes
     */
    public record Outcome(ProbeResult result, boolean overran, Duration took, List<String> transcript) {}

    RunningProbe(int step, Duration limit, Executor executor) {
        this.step = step;
        this.limit = limit;
        this.executor = executor;
        this.deadlineNanos = startNanos + limit.toNanos();
    }

    void run(AsyncChecker checker) {
        try {
            checker.probe(this).whenComplete((result, problem) -> {
                if (problem != null) {
                    end(ProbeResult.broken("the probe completed exceptionally: " + problem, problem));
                } else {
                    end(result == null ? ProbeResult.broken("the probe completed with null") : result);
                }
            });
        } catch (RuntimeException e) {
            end(ProbeResult.broken("the probe threw " + e, e));
        }
    }

    void run(BlockingChecker checker) {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            blockingThread = Thread.currentThread();
        }
        ProbeResult result;
        try {
            result = checker.probe(this);
        } catch (Exception e) {
            result = ProbeResult.broken("the probe threw " + e, e);
        }
        synchronized (this) {
            blockingThread = null;
            Thread.interrupted(); // the pool's thread goes on to other probes
        }
        end(result);
    }

    private void end(ProbeResult result) {
        returned.complete(result);
        conclude(result, false);
    }

    private void conclude(ProbeResult result, boolean overran) {
        outcome.complete(new Outcome(result, overran, Duration.ofNanos(System.nanoTime() - startNanos), notes()));
    }

    void overLimit() {
        if (!outcome.isDone()) {
            conclude(ProbeResult.failed(FailReason.TIMEOUT, "no outcome within " + limit), true);
            cancel();
        }
    }

    /** Cancels the probe, as the engine does when its check is removed. */
    public void cancel() {
        Runnable registered;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            registered = cancel;
            cancel = null;
            if (blockingThread != null) {
                blockingThread.interrupt();
            }
        }
        if (registered != null) {
            runCancel(registered);
        }
    }

    private void runCancel(Runnable registered) {
        try {
            executor.execute(registered);
        } catch (RejectedExecutionException e) {
            // the lane is closed: what is registered there has ended with it
        }
    }

    /** Waits for the outcome; a probe that has none long after its limit fails the test. */
    public Outcome await() {
        return await(outcome, "ended");
    }

    /** Waits until the checker itself has returned or completed, also when nobody wants its result any more. */
    public ProbeResult awaitReturn() {
        return await(returned, "returned");
    }

    private <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "the probe has not " + what + " " + GRACE + " after its limit; so far: " + notes());
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    void whenReturned(Runnable action) {
        returned.thenRun(action);
    }

    /** The notes so far. */
    public List<String> notes() {
        synchronized (notes) {
            return List.copyOf(notes);
        }
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    @Override
    public Transcript transcript() {
        return this;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                cancel = action;
                return;
            }
        }
        runCancel(action);
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    @Override
    public void note(String text) {
        synchronized (notes) {
            notes.add(text);
        }
    }

    @Override
    public void note(String pattern, Object first) {
        note(fill(pattern, first));
    }

    @Override
    public void note(String pattern, Object first, Object second) {
        note(fill(fill(pattern, first), second));
    }

    private static String fill(String pattern, Object value) {
        int at = pattern.indexOf("{}");
        return at < 0 ? pattern : pattern.substring(0, at) + value + pattern.substring(at + 2);
    }
}
