// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.ScriptRunner.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts of one instance: one at a time, in order, and never in the protocol's way. While one runs, only the last request
 * is kept, and none when that is what runs already: what counts is the state in the end.
 *
 * <p>Thread-safety: control thread.
 */
final class ScriptQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptQueue.class);

    private final String name;
    private final ControlThread control;
    private final ScriptRunner runner;
    private final Runnable upEnded;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);
    private boolean running;
    private boolean runningUp;
    private Optional<Boolean> wantedUp = Optional.empty();
    private CarpInstance wantedFor;

    /** @param upEnded told when an up script has ended */
    ScriptQueue(String name, ControlThread control, ScriptRunner runner, Runnable upEnded) {
        this.name = name;
        this.control = control;
        this.runner = runner;
        this.upEnded = upEnded;
    }

    /** The instance is MASTER ({@code up}), or is not. */
    void want(CarpInstance instance, boolean up) {
        if (!running) {
            start(instance, up);
        } else {
            wantedUp = up == runningUp ? Optional.empty() : Optional.of(up);
            wantedFor = instance;
        }
    }

    /** Completes when no script runs, and none is wanted. */
    CompletionStage<Void> idle() {
        return idle;
    }

    private void start(CarpInstance instance, boolean up) {
        Optional<Script> script =
                up ? instance.scripts().up() : instance.scripts().down();
        if (script.isEmpty()) {
            return;
        }
        running = true;
        runningUp = up;
        if (idle.isDone()) {
            idle = new CompletableFuture<>();
        }
        Script command = command(instance, script.get());
        LOG.info("carp {}: running {}", name, command);
        runner.run(command).thenAccept(outcome -> control.execute(() -> ended(command, up, outcome)));
    }

    /** ucarp's arguments: interface, address, parameter. */
    static Script command(CarpInstance instance, Script script) {
        List<String> argv = new ArrayList<>(script.argv());
        argv.add(instance.device());
        argv.add(AddressText.of(instance.addresses().get(0).address()));
        instance.scripts().parameter().ifPresent(argv::add);
        return new Script(argv, script.user(), script.group(), script.timeLimit());
    }

    private void ended(Script command, boolean up, Outcome outcome) {
        if (!outcome.started()) {
            LOG.error("carp {}: {} did not run: {}", name, command, outcome.problem());
        } else if (outcome.timedOut()) {
            LOG.error("carp {}: {} was ended because it took longer than {} s", name, command, limit(command));
        } else if (outcome.exitStatus() != 0) {
            LOG.warn("carp {}: {} ended with status {}", name, command, outcome.exitStatus());
        }
        running = false;
        if (up) {
            upEnded.run();
        }
        Optional<Boolean> next = wantedUp;
        wantedUp = Optional.empty();
        next.ifPresent(wanted -> start(wantedFor, wanted));
        if (!running) {
            idle.complete(null);
        }
    }

    private static long limit(Script command) {
        return command.timeLimit().map(java.time.Duration::toSeconds).orElse(0L);
    }
}
