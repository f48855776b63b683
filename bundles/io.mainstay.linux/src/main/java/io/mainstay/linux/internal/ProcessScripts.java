// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.model.Script;
import io.mainstay.platform.ScriptRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts as processes of the Java platform, where {@code posix_spawn} is not to be had. {@code setsid} makes each the leader of a group of its own, so that a signal reaches all that it
 * started; {@code setpriv} changes the account. The JDK reaps every process.
 *
 * <p>Thread-safety: any thread. Starting, time limits and signals are the work of one thread, so that nobody else waits for
 * a fork.
 *
 * <p>Spec: keepalived.md 3.8 (time limit), 3.9, 4.13 (environment).
 */
@Component(service = {ProcessScripts.class, Diagnosable.class})
public final class ProcessScripts implements ScriptRunner, Diagnosable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessScripts.class);
    /** What keepalived takes away, and what the start script sets for this JVM only. */
    private static final Set<String> NOT_INHERITED =
            Set.of("IFS", "LD_PRELOAD", "LD_LIBRARY_PATH", "MALLOC_ARENA_MAX", "_JAVA_SR_SIGNUM");

    private static final Duration KILL_AFTER = Duration.ofSeconds(2);
    private static final Duration KILL_AGAIN = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor worker;
    private final String path = System.getenv("PATH");
    private final boolean hasSetsid = Programs.find("setsid", path).isPresent();
    private final Account.Host host;

    @Activate
    public ProcessScripts() {
        worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mainstay-scripts");
            thread.setDaemon(true);
            return thread;
        });
        worker.setRemoveOnCancelPolicy(true);
        host = new Account.Host(
                Path.of("/etc/passwd"),
                Path.of("/etc/group"),
                isRoot(),
                System.getProperty("user.name", "?"),
                Programs.find("setpriv", path).isPresent());
    }

    @Deactivate
    void deactivate() {
        worker.shutdown();
    }

    @Override
    public Running start(Script script) {
        Run run = new Run(script);
        try {
            worker.execute(run::begin);
        } catch (RejectedExecutionException e) {
            run.outcome.complete(Outcome.notStarted("the daemon stops"));
        }
        return run;
    }

    /** What scripts inherit. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeAll(NOT_INHERITED);
        return environment;
    }

    /** What makes a script run as the account that it names. */
    public Account account(Script script) {
        return Account.of(script.user(), script.group(), host);
    }

    /** Another number once the account files have changed. */
    public long accountsVersion() {
        try {
            return Files.getLastModifiedTime(host.passwd()).toMillis()
                    + 31 * Files.getLastModifiedTime(host.group()).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!hasSetsid) {
            findings.add(new Finding(
                    Level.WARNING,
                    "scripts",
                    "there is no setsid command: scripts share the daemon's process group, and a time limit ends only"
                            + " the script itself, not what it started",
                    "install util-linux"));
        }
        if (!host.hasSetpriv()) {
            findings.add(new Finding(
                    Level.WARNING,
                    "scripts",
                    "there is no setpriv command: scripts that name a user cannot run",
                    "install util-linux"));
        }
        return findings;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** One script; everything but {@link #terminate} happens on the worker. */
    private final class Run implements Running {
        private final Script script;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private Process process;
        private boolean ending;
        private volatile boolean timedOut;

        Run(Script script) {
            this.script = script;
        }

        @Override
        public CompletionStage<Outcome> outcome() {
            return outcome.minimalCompletionStage();
        }

        @Override
        public void terminate() {
            onWorker(this::end, Duration.ZERO);
        }

        void begin() {
            if (ending) {
                outcome.complete(Outcome.notStarted("it was ended before it started"));
                return;
            }
            String program = script.argv().get(0);
            Optional<Path> file = Programs.find(program, path);
            if (file.isEmpty()) {
                outcome.complete(Outcome.notStarted(Programs.problem(program)));
                return;
            }
            Account account = account(script);
            if (!account.problem().isEmpty()) {
                outcome.complete(Outcome.notStarted(account.problem()));
                return;
            }
            List<String> words = new ArrayList<>();
            if (hasSetsid) {
                words.add("setsid");
            }
            words.addAll(account.words());
            words.addAll(script.argv());
            ProcessBuilder builder = quiet(words);
            builder.environment().keySet().removeAll(NOT_INHERITED);
            long started = System.nanoTime();
            try {
                process = builder.start();
            } catch (IOException | RuntimeException e) {
                outcome.complete(Outcome.notStarted(program + " could not be started: " + e.getMessage()));
                return;
            }
            process.onExit()
                    .thenAccept(p -> outcome.complete(new Outcome(
                            true, p.exitValue(), timedOut, "", Duration.ofNanos(System.nanoTime() - started))));
            script.timeLimit()
                    .ifPresent(limit -> onWorker(
                            () -> {
                                if (process.isAlive()) {
                                    timedOut = true;
                                    end();
                                }
                            },
                            limit));
        }

        private void end() {
            if (ending) {
                return;
            }
            ending = true;
            if (process != null && process.isAlive()) {
                signal("TERM");
                onWorker(this::kill, KILL_AFTER);
            }
        }

        private void kill() {
            if (process.isAlive()) {
                signal("KILL");
                onWorker(this::kill, KILL_AGAIN);
            }
        }

        /** To the whole group; the shell's own kill, because minimal systems have no other. */
        private void signal(String name) {
            if (!hasSetsid) {
                if (name.equals("KILL")) {
                    process.destroyForcibly();
                } else {
                    process.destroy();
                }
                return;
            }
            try {
                quiet(List.of("/bin/sh", "-c", "kill -s " + name + " -- -" + process.pid()))
                        .start();
            } catch (IOException e) {
                LOG.warn("script '{}': its process group could not be ended: {}", script, e.getMessage());
                process.destroyForcibly();
            }
        }

        private void onWorker(Runnable task, Duration delay) {
            try {
                worker.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                if (process != null) {
                    process.destroy();
                }
            }
        }
    }

    private static ProcessBuilder quiet(List<String> words) {
        return new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
