// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.Script;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.ScriptRunner.Outcome;
import io.mainstay.platform.ScriptRunner.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The script that reads a FIFO; the path is its last argument. One that ends is started again, after 1, 2, 4 … 60 s.
 *
 * <p>Thread-safety: control thread only.
 */
final class FifoReader {
    private static final Logger LOG = LoggerFactory.getLogger(FifoReader.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LAST_DELAY = Duration.ofSeconds(60);

    /** For what it has not read yet, after the pipe was closed. */
    private static final Duration AFTER_THE_END = Duration.ofMillis(500);

    /** A reader that ran that long was all right. */
    private static final Duration STEADY = Duration.ofSeconds(60);

    private final Script script;
    private final ScriptRunner runner;
    private final ControlThread control;
    private Running running;
    private Duration delay = FIRST_DELAY;
    private ControlThread.Cancellable again;
    private boolean stopped;

    FifoReader(Script script, String path, ScriptRunner runner, ControlThread control) {
        List<String> argv = new ArrayList<>(script.argv());
        argv.add(path);
        this.script = new Script(argv, script.user(), script.group(), Optional.empty());
        this.runner = runner;
        this.control = control;
    }

    void start() {
        if (stopped) {
            return;
        }
        again = null;
        running = runner.start(script);
        running.outcome().thenAccept(outcome -> control.execute(() -> ended(outcome)));
    }

    private void ended(Outcome outcome) {
        running = null;
        if (stopped) {
            return;
        }
        if (outcome.took().compareTo(STEADY) >= 0) {
            delay = FIRST_DELAY;
        }
        String how =
                outcome.started() ? "ended with status " + outcome.exitStatus() : "did not run: " + outcome.problem();
        LOG.warn("FIFO reader '{}' {}; it is started again in {} s", script, how, delay.toSeconds());
        again = control.schedule(delay, this::start);
        delay = delay.multipliedBy(2).compareTo(LAST_DELAY) > 0 ? LAST_DELAY : delay.multipliedBy(2);
    }

    /** Lets it read to the end of the pipe, then asks it to end; completes when it has, or is none. */
    CompletableFuture<Void> stop() {
        stopped = true;
        if (again != null) {
            again.cancel();
        }
        if (running == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Outcome> outcome = running.outcome().toCompletableFuture();
        ControlThread.Cancellable insist = control.schedule(AFTER_THE_END, running::terminate);
        return outcome.thenAccept(o -> insist.cancel());
    }
}
