// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.model.Script;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.TransitionListener;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.ScriptRunner.Outcome;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every transition and tells those who want to know, in keepalived's order: script, pipes, mail.
 *
 * <p>Being the first to commit and the last to stop, it also runs the start-up script before anything else is applied, and
 * the shutdown script after everything else has stopped. The start-up script is the one thing that the control thread waits
 * for, within its time limit: what it sets up must be there when services start.
 *
 * <p>Thread-safety: control thread; {@link #findings} any.
 */
final class NotifyEngine implements StateParticipant, TransitionListener, Diagnosable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyEngine.class);
    private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final Duration MAIL_AT_STOP = Duration.ofSeconds(1);

    /** Scripts have 1 s, then 2 s until they are killed; pipes and mails are faster. */
    private static final Duration ALL_AT_STOP = Duration.ofSeconds(4);

    private final ControlThread control;
    private final ScriptRunner runner;
    private final Scripts scripts;
    private final RouterScripts routerScripts;
    private final RouterStates routerStates = new RouterStates();
    private final Fifos fifos;
    private final Mailer mailer;
    private final MailAlerts mails;
    private Optional<Script> shutdownScript = Optional.empty();
    private boolean started;

    NotifyEngine(ControlThread control, ScriptRunner runner, Mailer.Transport transport, Clock wall) {
        this.control = control;
        this.runner = runner;
        scripts = new Scripts(runner);
        routerScripts = new RouterScripts(scripts, control);
        fifos = new Fifos(runner, control);
        mailer = new Mailer(transport, wall);
        mails = new MailAlerts(mailer);
    }

    @Override
    public String name() {
        return "notify";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (NotifyFifo fifo : next.globals().notifyFifos()) {
            Path path = Path.of(fifo.path());
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    || Files.isSymbolicLink(path)) {
                diagnostics.add(Diagnostic.warning(
                        DiagnosticKind.GENERAL,
                        Position.of("global_defs"),
                        "there is something else than a FIFO at " + fifo.path() + "; no events are written to it",
                        "remove it or choose another path"));
            }
        }
        return new Prepared() {
            @Override
            public List<Diagnostic> diagnostics() {
                return diagnostics;
            }

            @Override
            public void commit() {
                NotifyEngine.this.commit(next);
            }
        };
    }

    private void commit(DesiredState next) {
        boolean reload = started;
        if (!started) {
            started = true;
            next.globals().startupScript().ifPresent(this::startUp);
        }
        shutdownScript = next.globals().shutdownScript();
        fifos.follow(next.globals().notifyFifos());
        mails.follow(next);
        if (reload && next.vrrp().globals().statesOnReload()) {
            // Behind what the reload itself changes: routers follow the new state after this.
            control.execute(() -> fifos.repeat(routerStates.of(next.vrrp())));
        }
    }

    private void startUp(Script configured) {
        Script script = limited(configured);
        LOG.info("startup_script '{}' runs", script);
        try {
            Outcome outcome = runner.run(script)
                    .toCompletableFuture()
                    .get(script.timeLimit().orElseThrow().plus(SLACK).toNanos(), TimeUnit.NANOSECONDS);
            scripts.report("startup_script", script, outcome);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("startup_script '{}' has not ended; the start goes on without it", script);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Script limited(Script script) {
        return new Script(
                script.argv(),
                script.user(),
                script.group(),
                Optional.of(script.timeLimit().orElse(SCRIPT_LIMIT)));
    }

    @Override
    public void transition(Transition transition) {
        scripts.on(transition);
        routerScripts.on(transition);
        routerStates.on(transition);
        fifos.on(transition);
        mails.on(transition);
    }

    @Override
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(scripts.stopped(), fifos.stop(), mailer.stop(MAIL_AT_STOP));
        CompletableFuture<Void> bounded = new CompletableFuture<>();
        ControlThread.Cancellable limit = control.schedule(ALL_AT_STOP, () -> bounded.complete(null));
        all.whenComplete((done, failure) -> {
            limit.cancel();
            bounded.complete(null);
        });
        return bounded.thenCompose(done -> shutDown());
    }

    private CompletionStage<Void> shutDown() {
        if (shutdownScript.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Script script = limited(shutdownScript.get());
        LOG.info("shutdown_script '{}' runs", script);
        return runner.run(script).thenAccept(outcome -> scripts.report("shutdown_script", script, outcome));
    }

    /** Ends threads and readers without ceremony: the bundle goes, the process stays. */
    void close() {
        fifos.stop();
        mailer.stop(Duration.ZERO);
    }

    @Override
    public List<Finding> findings() {
        return fifos.problems().entrySet().stream()
                .map(e -> new Finding(
                        Level.WARNING, "FIFO " + e.getKey(), e.getValue(), "see the log for the first occurrence"))
                .toList();
    }
}
