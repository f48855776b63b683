// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.control.ProbeView.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * One probe under way. It ends exactly once: with an outcome, or by being given up; what comes after that is ignored. Then it
 * lets go of everything that is the plugin's.
 *
 * <p>Thread-safety: what plugins call is for any thread; the rest as said. The outcome's fields are written by whoever ends
 * the probe and handed over through the {@link Inbox}.
 */
final class Probe implements ProbeContext, BiConsumer<ProbeResult, Throwable> {
    private static final int RUNNING = 0;
    private static final int ENDED = 1;
    private static final int GIVEN_UP = 2;
    private static final VarHandle STATE;
    private static final VarHandle CANCEL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Probe.class, "state", int.class);
            CANCEL = lookup.findVarHandle(Probe.class, "cancel", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Check check;
    final Runner runner;
    final int step;
    final long dueAt;
    final long handedOverAt;
    final long wallMillis;
    final long limitNanos;
    final Notes notes;
    private final Engine engine;
    /** The lane or pool; set by the runner before the probe begins. */
    volatile Executor executor;

    private volatile Checker checker;
    private volatile Thread thread;
    private volatile long begunAt;
    private volatile boolean begun;
    private volatile int state;
    private volatile Runnable cancel;

    // The outcome.
    Outcome outcome;
    FailReason reason;
    String detail;
    WeightAdvice weight = WeightAdvice.NONE;
    /** Only of a passed one. */
    String warning = "";

    long endedAt;
    /** Ended by a defect of the plugin, which has been logged. */
    boolean defect;
    /** Link in the inbox. */
    Probe next;

    Probe(Engine engine, Check check, long dueAt, long now, long wallMillis) {
        Binding binding = check.binding;
        this.engine = engine;
        this.check = check;
        this.runner = binding.runner();
        this.checker = binding.checker();
        this.limitNanos = binding.limitNanos();
        this.step = check.state.step();
        this.dueAt = dueAt;
        this.handedOverAt = now;
        this.wallMillis = wallMillis;
        this.notes = new Notes(engine.clock(), now);
    }

    // ---- run by the runner's thread ---------------------------------------------------------------------------

    /** Runs an asynchronous checker's probe up to its return. Contains whatever it does. */
    void runAsync() {
        Checker plugin = begin();
        if (plugin == null) {
            return;
        }
        try {
            CompletionStage<ProbeResult> stage = ((AsyncChecker) plugin).probe(this);
            if (stage == null) {
                breakOff("its probe returned null instead of a stage", null);
            } else {
                stage.whenComplete(this);
            }
        } catch (Throwable e) { // a plugin may throw anything; none of it may end the lane
            breakOff("its probe threw " + FaultLog.describe(e), e);
        }
    }

    /** Runs a blocking checker's probe. Contains whatever it does. False when it had been given up before its end. */
    boolean runBlocking() {
        Checker plugin = begin();
        if (plugin == null) {
            return false;
        }
        ProbeResult result = null;
        Throwable error = null;
        synchronized (this) {
            thread = Thread.currentThread();
        }
        try {
            result = ((BlockingChecker) plugin).probe(this);
        } catch (Throwable e) { // as above
            error = e;
        } finally {
            synchronized (this) {
                thread = null;
            }
            Thread.interrupted(); // an interrupt that came too late is not for this thread's next probe
        }
        if (error != null) {
            return breakOff("its probe threw " + FaultLog.describe(error), error);
        }
        return end(result);
    }

    private Checker begin() {
        long now = engine.clock().nanoTime();
        notes.startAt(now);
        begunAt = now;
        begun = true;
        return state == RUNNING ? checker : null;
    }

    // ---- the outcome, from any thread -------------------------------------------------------------------------

    /** The stage that the checker returned has completed. */
    @Override
    public void accept(ProbeResult result, Throwable error) {
        if (error != null) {
            breakOff("its probe completed with " + FaultLog.describe(error), error);
        } else {
            end(result);
        }
    }

    private boolean end(ProbeResult result) {
        if (result instanceof ProbeResult.Passed passed) {
            if (!passed.warning().isEmpty() && state == RUNNING) {
                warning = Notes.oneLine(passed.warning());
            }
            return end(Outcome.PASSED, null, passed.detail(), passed.weight());
        }
        if (result instanceof ProbeResult.Failed failed) {
            return end(Outcome.FAILED, failed.reason(), failed.detail(), WeightAdvice.NONE);
        }
        if (result instanceof ProbeResult.Broken broken) {
            Throwable cause = broken.cause();
            String detail = broken.detail() + (cause == null ? "" : " (" + FaultLog.describe(cause) + ")");
            return end(Outcome.BROKEN, null, detail, WeightAdvice.NONE);
        }
        return breakOff("its probe ended in null instead of a result", null);
    }

    private boolean breakOff(String what, Throwable error) {
        defect = true;
        boolean first = end(Outcome.BROKEN, null, what, WeightAdvice.NONE);
        if (first) {
            engine.faults()
                    .warn(
                            runner.plugin() + " threw",
                            "check " + check + ": defect in " + runner.plugin() + ": " + what
                                    + "; the check keeps its state and is probed again a period later",
                            error);
        }
        return first;
    }

    /** Ends the probe unless it has ended or has been given up; whether it did. */
    boolean end(Outcome as, FailReason why, String text, WeightAdvice advice) {
        if (state != RUNNING || !STATE.compareAndSet(this, RUNNING, ENDED)) {
            return false;
        }
        set(as, why, text, advice, engine.clock().nanoTime());
        engine.inbox().put(this, endedAt);
        return true;
    }

    private void set(Outcome as, FailReason why, String text, WeightAdvice advice, long now) {
        outcome = as;
        reason = why;
        detail = Notes.oneLine(text);
        weight = advice;
        endedAt = now;
        checker = null;
        if (state == ENDED) {
            cancel = null;
        }
        notes.seal();
    }

    // ---- the engine's -----------------------------------------------------------------------------------------

    /** Ends the probe from the engine's side; false when its own outcome is on its way. The runner must then cancel it. */
    boolean giveUp(Outcome as, FailReason why, String text, long now) {
        if (!STATE.compareAndSet(this, RUNNING, GIVEN_UP)) {
            return false;
        }
        set(as, why, text, WeightAdvice.NONE, now);
        return true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** When its checker was called; when it was handed over as long as it has not been. */
    long startedAt() {
        return begun ? begunAt : handedOverAt;
    }

    /** Runs what the checker registered, once, on the calling thread. */
    void runCancel() {
        Runnable action = (Runnable) CANCEL.getAndSet(this, null);
        if (action == null) {
            return;
        }
        try {
            action.run();
        } catch (Throwable e) { // as above
            engine.faults()
                    .warn(
                            runner.plugin() + " cancel",
                            "check " + check + ": defect in " + runner.plugin() + ": its cancel action threw "
                                    + FaultLog.describe(e),
                            e);
        }
    }

    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    // ---- ProbeContext -----------------------------------------------------------------------------------------

    @Override
    public int step() {
        return step;
    }

    @Override
    public Duration remaining() {
        long left = limitNanos - (engine.clock().nanoTime() - startedAt());
        return Duration.ofNanos(state == GIVEN_UP ? Math.min(left, 0) : left);
    }

    @Override
    public Transcript transcript() {
        return notes;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void onCancel(Runnable action) {
        cancel = action;
        int now = state;
        if (now == ENDED) {
            cancel = null;
        } else if (now == GIVEN_UP && action != null) {
            try {
                executor.execute(this::runCancel);
            } catch (RejectedExecutionException e) {
                runCancel(); // the plugin's own thread called; its loop is gone
            }
        }
    }

    @Override
    public boolean cancelled() {
        return state == GIVEN_UP;
    }
}
