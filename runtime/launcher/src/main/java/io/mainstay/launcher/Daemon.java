// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;
import java.util.concurrent.Future;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process from start to stop. Everything that the configuration or a request asks for happens on the main thread, one after
 * the other.
 */
final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

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
            Future<Framework> framework = Container.prepare(() -> FrameworkProperties.of(line, folders, config));
            try (Logs logs = Logs.configure(settings);
                    PidFiles pids = PidFiles.write(PidFiles.wanted(line, wellKnownPidFile))) {
                LOG.info("{}; state in {}, log to {}", Usage.name(), folders.state(), settings.where());
                line.notices().forEach(LOG::warn);
                Signals.deliverTo(requests, line.has(Option.IGNORE_SIGINT));
                Thread.setDefaultUncaughtExceptionHandler(
                        (thread, cause) -> LOG.error("thread {} ended by an exception", thread.getName(), cause));
                return serve(framework);
            }
        }
    }

    private int serve(Future<Framework> framework) throws StartRefused {
        Container container;
        try {
            container = Container.start(framework, folders.home().resolve("system"), FrameworkProperties.leftOut(line));
        } catch (StartRefused e) {
            LOG.error("{}", e.getMessage());
            throw e;
        }
        // For a plugin that calls System.exit, and for whatever else ends the JVM in a way that lets it.
        Thread hook = new Thread(() -> stop(container), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        watch(container);
        int exitCode = container.exitCode("start");
        if (exitCode == ExitCode.OK) {
            LOG.info("serving{}", sinceStart());
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
                LOG.error("a request failed; what runs goes on", e);
            } catch (InterruptedException e) {
                return ExitCode.SOFTWARE;
            }
        }
    }

    private synchronized void stop(Container container) {
        if (over) {
            return;
        }
        over = true;
        LOG.info("stopping");
        manager.stopping();
        try {
            container.ask("stop");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the orderly stop failed; the process ends without", e);
        }
        container.stop();
        LOG.info("stopped");
    }

    /** A framework that stops by itself (a console command, a fatal error) takes the process with it. */
    private void watch(Container container) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        container.awaitStop();
                        if (!over) {
                            LOG.error("the framework has stopped by itself");
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
