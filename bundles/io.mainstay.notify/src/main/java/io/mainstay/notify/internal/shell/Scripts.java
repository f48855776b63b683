// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.Script;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.ScriptRunner.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scripts that transitions of real servers and quorums call for, exactly as configured: no argument and no variable is
 * added. They run side by side; at a stop each has {@link #AT_STOP}. Those of virtual routers come from {@link RouterScripts}.
 *
 * <p>Thread-safety: control thread; outcomes come in on any.
 */
final class Scripts {
    static final Duration AT_STOP = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);

    private final ScriptRunner runner;
    private final Set<CompletableFuture<Outcome>> atStop = ConcurrentHashMap.newKeySet();
    /** What was last wrong with a script: said once, not at every transition. */
    private final Map<Script, String> troubles = new ConcurrentHashMap<>();

    Scripts(ScriptRunner runner) {
        this.runner = runner;
    }

    void on(Transition transition) {
        if (transition instanceof Transition.Server server) {
            run(
                    server.up() ? "notify_up" : "notify_down",
                    server.up()
                            ? server.realServer().notifyUp()
                            : server.realServer().notifyDown(),
                    server.subject(),
                    server.reason());
        } else if (transition instanceof Transition.Quorum quorum) {
            run(
                    quorum.up() ? "quorum_up" : "quorum_down",
                    quorum.up()
                            ? quorum.virtualServer().quorumUp()
                            : quorum.virtualServer().quorumDown(),
                    quorum.subject(),
                    quorum.reason());
        }
    }

    private void run(String keyword, Optional<Script> configured, String subject, Reason reason) {
        if (configured.isEmpty()) {
            return;
        }
        Script script = configured.get();
        LOG.debug("{} of {}: running '{}'", keyword, subject, script);
        if (reason == Reason.STOP) {
            atStop(keyword, script, script);
        } else {
            start(keyword, script, script);
        }
    }

    /**
     * Runs a script and logs how it ends.
     *
     * @param configured without what was appended to it
     */
    CompletionStage<Outcome> start(String keyword, Script configured, Script script) {
        return runner.run(script).thenApply(outcome -> {
            report(keyword, configured, outcome);
            return outcome;
        });
    }

    /** As {@link #start}, when the process stops: there is not much time, and {@link #stopped} waits for it. */
    void atStop(String keyword, Script configured, Script script) {
        Script hurried = new Script(script.argv(), script.user(), script.group(), Optional.of(AT_STOP));
        CompletableFuture<Outcome> outcome = runner.run(hurried).toCompletableFuture();
        atStop.add(outcome);
        outcome.thenAccept(o -> {
            atStop.remove(outcome);
            report(keyword, configured, o);
        });
    }

    /** Logs an outcome; what repeats is logged once. */
    void report(String keyword, Script script, Outcome outcome) {
        String trouble = trouble(outcome);
        if (trouble.isEmpty()) {
            LOG.debug(
                    "{} '{}' succeeded in {} ms",
                    keyword,
                    script,
                    outcome.took().toMillis());
            if (troubles.remove(script) != null) {
                LOG.info("{} '{}' succeeds again", keyword, script);
            }
        } else if (!trouble.equals(troubles.put(script, trouble))) {
            LOG.warn("{} '{}' {}", keyword, script, trouble);
        } else {
            LOG.debug("{} '{}' {}", keyword, script, trouble);
        }
    }

    private static String trouble(Outcome outcome) {
        if (!outcome.started()) {
            return "did not run: " + outcome.problem();
        }
        if (outcome.timedOut()) {
            return "was ended because its time was over";
        }
        if (outcome.exitStatus() == 0) {
            return "";
        }
        return outcome.exitStatus() > 128
                ? "was ended by signal " + (outcome.exitStatus() - 128)
                : "ended with status " + outcome.exitStatus() + "; expected 0";
    }

    /** Ends when every script that a stop called for has ended. */
    CompletableFuture<Void> stopped() {
        return CompletableFuture.allOf(atStop.toArray(CompletableFuture[]::new));
    }
}
