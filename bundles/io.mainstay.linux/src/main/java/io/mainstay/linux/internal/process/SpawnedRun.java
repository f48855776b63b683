// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import io.mainstay.api.model.Script;
import io.mainstay.platform.ScriptRunner.Outcome;
import io.mainstay.platform.ScriptRunner.Running;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One script. Thread-safety: the loop's, but for what {@link Running} says. */
final class SpawnedRun implements Running {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ProcessLoop loop;
    private final ByteArrayOutputStream kept;
    private final int outputLimit;
    final Script script;

    int pid;
    int pidfd = -1;
    int output = -1;
    long startedAt;
    /** When the loop must look at it; {@link #hasDeadline} says whether it must. */
    long deadline;

    boolean hasDeadline;
    boolean ending;
    boolean killed;
    boolean timedOut;
    private volatile String text = "";
    private volatile int signal;

    SpawnedRun(ProcessLoop loop, Script script, int outputLimit) {
        this.loop = loop;
        this.script = script;
        this.outputLimit = outputLimit;
        this.kept = outputLimit > 0 ? new ByteArrayOutputStream() : null;
    }

    boolean wantsOutput() {
        return kept != null;
    }

    boolean isRunning() {
        return pidfd >= 0;
    }

    /** Keeps what fits. */
    void wrote(ByteBuffer bytes, int count) {
        int room = Math.min(count, outputLimit - kept.size());
        for (int i = 0; i < room; i++) {
            kept.write(bytes.get(i));
        }
    }

    /** @param signal that ended it; 0 for none */
    void ended(int exitStatus, int signal, long now) {
        this.signal = signal;
        if (kept != null) {
            text = kept.toString(StandardCharsets.UTF_8);
        }
        outcome.complete(new Outcome(true, exitStatus, timedOut, "", Duration.ofNanos(now - startedAt)));
    }

    void notStarted(String problem) {
        outcome.complete(Outcome.notStarted(problem));
    }

    @Override
    public CompletionStage<Outcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public String output() {
        return text;
    }

    @Override
    public int signal() {
        return signal;
    }

    @Override
    public void terminate() {
        loop.execute(() -> loop.end(this));
    }
}
