// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.api.model.Script;
import io.mainstay.platform.ScriptRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A {@link ScriptRunner} without processes: the test decides how each script ends. Thread-safety: any thread. */
public final class FakeScriptRunner implements ScriptRunner {

    /** A script that was started. */
    public static final class Run implements Running {
        private final Script script;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private volatile boolean terminated;
        private volatile String output = "";
        private volatile int signal;

        private Run(Script script) {
            this.script = script;
        }

        public Script script() {
            return script;
        }

        @Override
        public CompletionStage<Outcome> outcome() {
            return outcome;
        }

        @Override
        public void terminate() {
            terminated = true;
            outcome.complete(new Outcome(true, 143, false, "", Duration.ZERO));
        }

        public boolean terminated() {
            return terminated;
        }

        /** Ends the script. */
        public void exit(int status) {
            outcome.complete(new Outcome(true, status, false, "", Duration.ZERO));
        }

        /** Ends the script, which has written something. */
        public void exit(int status, String written) {
            output = written;
            exit(status);
        }

        /** Ends it by a signal. */
        public void kill(int by) {
            signal = by;
            outcome.complete(new Outcome(true, 128 + by, false, "", Duration.ZERO));
        }

        /** Ends it because its time is over. */
        public void timeOut() {
            signal = 15;
            outcome.complete(new Outcome(true, 143, true, "", Duration.ZERO));
        }

        @Override
        public String output() {
            return output;
        }

        @Override
        public int signal() {
            return signal;
        }

        /** Ends it as one that could not be started. */
        public void notStarted(String problem) {
            outcome.complete(Outcome.notStarted(problem));
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private boolean exitAtOnce;

    @Override
    public synchronized Run start(Script script) {
        Run run = new Run(script);
        runs.add(run);
        notifyAll();
        if (exitAtOnce) {
            run.exit(0);
        }
        return run;
    }

    /** From now on every script ends with status 0 as soon as it starts. */
    public synchronized FakeScriptRunner exitAtOnce() {
        exitAtOnce = true;
        return this;
    }

    /** All scripts started so far. */
    public synchronized List<Run> runs() {
        return List.copyOf(runs);
    }

    /** The command lines started since the last time; forgets them. */
    public synchronized List<String> drain() {
        List<String> lines = runs.stream().map(run -> run.script().toString()).toList();
        runs.clear();
        return lines;
    }
}
