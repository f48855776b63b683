// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A checker whose outcomes the test decides: what was given with {@link #next} in order, after that what {@link #otherwise}
 * says, each after the time that {@link #taking} says. Remembers when it was asked, and for which step.
 *
 * <p>Thread-safety: one thread, that of the {@link VirtualTime}.
 */
public final class ScriptedChecker implements AsyncChecker {
    private final VirtualTime time;
    private final long origin;
    private final Deque<ProbeResult> script = new ArrayDeque<>();
    private final List<Duration> starts = new ArrayList<>();
    private final List<Integer> stepsAsked = new ArrayList<>();
    private final List<CompletableFuture<ProbeResult>> hanging = new ArrayList<>();
    private String description = "scripted";
    private ProbeResult otherwise = ProbeResult.passed();
    private Duration takes = Duration.ZERO;
    private Duration limit = Duration.ofSeconds(5);
    private int steps = 1;
    private boolean fastRecovery;
    private boolean hangs;
    private int cancelled;
    private ProbeContext lastContext;

    /** Passes every probe at once. */
    public ScriptedChecker(VirtualTime time) {
        this.time = time;
        this.origin = time.nanoTime();
    }

    public ScriptedChecker described(String text) {
        description = text;
        return this;
    }

    public ScriptedChecker next(ProbeResult... results) {
        script.addAll(List.of(results));
        return this;
    }

    public ScriptedChecker otherwise(ProbeResult result) {
        otherwise = result;
        return this;
    }

    public ScriptedChecker taking(Duration duration) {
        takes = duration;
        return this;
    }

    public ScriptedChecker limitedTo(Duration duration) {
        limit = duration;
        return this;
    }

    public ScriptedChecker withSteps(int count, boolean recoversFast) {
        steps = count;
        fastRecovery = recoversFast;
        return this;
    }

    /** From now on probes do not end by themselves; see {@link #release}. */
    public ScriptedChecker hanging(boolean on) {
        hangs = on;
        return this;
    }

    /** Ends all probes that hang, late or not. */
    public void release(ProbeResult result) {
        List.copyOf(hanging).forEach(stage -> stage.complete(result));
        hanging.clear();
    }

    /** When each probe started, since this checker was made. */
    public List<Duration> starts() {
        return List.copyOf(starts);
    }

    /** The step that each probe was about. */
    public List<Integer> stepsAsked() {
        return List.copyOf(stepsAsked);
    }

    /** How many probes were cancelled. */
    public int cancelled() {
        return cancelled;
    }

    /** What the last probe was given. */
    public ProbeContext lastContext() {
        return lastContext;
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public Duration timeLimit() {
        return limit;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean fastRecovery() {
        return fastRecovery;
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        starts.add(Duration.ofNanos(time.nanoTime() - origin));
        stepsAsked.add(context.step());
        lastContext = context;
        context.onCancel(() -> cancelled++);
        CompletableFuture<ProbeResult> stage = new CompletableFuture<>();
        if (hangs) {
            hanging.add(stage);
            return stage;
        }
        ProbeResult result = script.isEmpty() ? otherwise : script.poll();
        if (takes.isZero()) {
            stage.complete(result);
        } else {
            time.schedule(takes, () -> stage.complete(result));
        }
        return stage;
    }
}
