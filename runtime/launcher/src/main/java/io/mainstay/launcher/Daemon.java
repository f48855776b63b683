// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process from start to stop. Everything that the configuration or a request asks for happens on the main thread, one after
 * the other.
 */
final class Daemon {

    private final CommandLine line;
    private final Folders folders;
    private final Path config;
    private final ServiceManager manager;
    private final Requests requests = new Requests(code -> Runtime.getRuntime().halt(code));
    private volatile boolean over;

    /** @param config the configuration file when the line names none; may be null */
    Daemon(CommandLine line, Folders folders, Path config, ServiceManager manager) {
        this.line = line;
        this.folders = folders;
        this.config = config;
        this.manager = manager;
    }

    /** Returns the exit code, after everything has been given back. */
    int run(LogSettings settings, boolean wellKnownPidFile) throws StartRefused {
        try (InstanceLock lock = InstanceLock.take(folders.state())) {
            FrameworkStart framework = FrameworkStart.begin(
                    () -> FrameworkProperties.of(line, folders, config), FrameworkProperties.bundles(line, folders));
            try (Logs logs = Logs.configure(settings);
                    PidFiles pids = PidFiles.write(PidFiles.wanted(line, wellKnownPidFile))) {
                log().info("{}; state in {}, log to {}", Usage.name(), folders.state(), settings.where());
                line.notices().forEach(log()::warn);
                Signals.deliverTo(requests, line.has(Option.IGNORE_SIGINT));
                Thread.setDefaultUncaughtExceptionHandler(
                        (thread, cause) -> log().error("thread {} ended by an exception", thread.getName(), cause));
                return serve(framework);
            }
        }
    }

    private int serve(FrameworkStart framework) throws StartRefused {
        Container container;
        try {
            container = Container.start(framework);
        } catch (StartRefused e) {
            log().error("{}", e.getMessage());
            throw e;
        }
        // For a plugin that calls System.exit, and for whatever else ends the JVM in a way that lets it.
        Thread hook = new Thread(() -> stop(container), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        watch(container);
        int exitCode = container.exitCode("start");
        if (exitCode == ExitCode.OK) {
            log().info("serving{}", sinceStart());
            requests.open();
            manager.ready();
            container.startRest();
            if (Boolean.getBoolean("mainstay.no-archive")) { // the start script has found none
                Path script = folders.home().resolve("bin").resolve("mainstay");
                new ArchiveMaker(script, folders.state().resolve("cds")).runLater();
            }
            exitCode = follow(container);
        }
        stop(container);
        return exitCode;
    }

    private int follow(Container container) {
        while (true) {
            try {
                switch (requests.take()) {
                    case RELOAD -> container.ask("reload");
                    case DUMP -> container.ask("dump");
                    case STATS -> container.ask("stats");
                    case STOP -> {
                        return ExitCode.OK;
                    }
                }
            } catch (RuntimeException | LinkageError e) {
                log().error("a request failed; what runs goes on", e);
            } catch (InterruptedException e) {
                return ExitCode.SOFTWARE;
            }
        }
    }

    /** Looked up late: logging is set up beside the framework's start. */
    private static Logger log() {
        return LoggerFactory.getLogger(Daemon.class);
    }

    private synchronized void stop(Container container) {
        if (over) {
            return;
        }
        over = true;
        log().info("stopping");
        manager.stopping();
        try {
            container.ask("stop");
        } catch (RuntimeException | LinkageError e) {
            log().error("the orderly stop failed; the process ends without", e);
        }
        container.stop();
        log().info("stopped");
    }

    /** A framework that stops by itself (a console command, a fatal error) takes the process with it. */
    private void watch(Container container) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        container.awaitStop();
                        if (!over) {
                            log().error("the framework has stopped by itself");
                            requests.add(Request.STOP);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "framework-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** The process' own start would count from what the start script was run by, when that replaced itself by it. */
    private static String sinceStart() {
        Long startedAt = Long.getLong("mainstay.started-at");
        return startedAt == null ? "" : " (" + (System.currentTimeMillis() - startedAt) + " ms after the start)";
    }
}
