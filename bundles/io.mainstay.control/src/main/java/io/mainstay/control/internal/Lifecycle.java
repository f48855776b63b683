// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.control.Configuration.ReloadReport;
import io.mainstay.api.control.Deployments;
import io.mainstay.platform.RuntimePaths;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the launcher, which sees no bundle's classes, can ask for: a {@link Function} from a command to its outcome, found by
 * the service property {@code mainstay.lifecycle}.
 *
 * <ul>
 *   <li>{@code start}: makes the first configuration current; the process' exit code, 0 when it is serving
 *   <li>{@code test}: validates, prints the diagnostics; the exit code of {@code -t}
 *   <li>{@code reload}: as SIGHUP; whether it was accepted
 *   <li>{@code dump}: as SIGUSR1; the path of the file written
 *   <li>{@code stats}: as SIGUSR2; the path of the file written
 *   <li>{@code stop}: stops everything; returns when it has
 * </ul>
 *
 * <p>Thread-safety: any thread.
 */
@Component(property = "mainstay.lifecycle=true")
public final class Lifecycle implements Function<String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final int CONFIG_ERROR = 2;
    private static final int NO_CONFIG = 6;

    private final StateController controller;
    private final StateDump dump;
    private final Deployments deployments;
    private final Path testOutput;
    private final boolean dumpAtStart;
    private final Path state;

    @Activate
    public Lifecycle(
            @Reference StateController controller,
            @Reference StateDump dump,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Deployments deployments,
            BundleContext context) {
        this.controller = controller;
        this.deployments = deployments;
        this.dump = dump;
        testOutput = RuntimePaths.path(context.getProperty("mainstay.test-output"));
        dumpAtStart = Boolean.parseBoolean(context.getProperty("mainstay.dump-config"));
        Path folder = RuntimePaths.path(context.getProperty(RuntimePaths.STATE));
        state = folder != null ? folder : Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public Object apply(String command) {
        return switch (command) {
            case "start" -> start();
            case "test" -> test();
            case "reload" -> controller.reload().accepted();
            case "dump" -> write("mainstay.data", dump.state());
            case "stats" -> write("mainstay.stats", dump.counters());
            case "stop" -> {
                controller.stop();
                yield 0;
            }
            default -> throw new IllegalArgumentException("no such lifecycle command: " + command);
        };
    }

    private int start() {
        awaitPlugins();
        ReloadReport report = controller.start();
        if (report.accepted()) {
            if (StateController.isEmpty(controller.current())) {
                LOG.warn(
                        "nothing is configured: no virtual server and no virtual router in keepalived.conf or below etc/;"
                                + " waiting for some");
            }
            if (dumpAtStart) {
                ConfigurationText.of(controller.current()).forEach(line -> LOG.info("configuration: {}", line));
            }
            return 0;
        }
        print(report, System.err);
        boolean noFile = report.diagnostics().stream()
                .filter(Diagnostic::isError)
                .allMatch(d -> d.kind() == DiagnosticKind.FILE_NOT_FOUND || d.kind() == DiagnosticKind.UNREADABLE_FILE);
        return noFile ? NO_CONFIG : CONFIG_ERROR;
    }

    /** The first configuration is judged by the checkers that there are. */
    private void awaitPlugins() {
        if (deployments != null) {
            deployments.first().toCompletableFuture().join();
        }
    }

    private int test() {
        awaitPlugins();
        ReloadReport report = controller.test();
        if (testOutput == null) {
            print(report, System.err);
        } else {
            try (PrintStream out = append(testOutput)) {
                print(report, out);
            } catch (IOException | UncheckedIOException e) {
                System.err.println(
                        testOutput + ": cannot be written: " + e.getMessage() + "; the diagnostics follow here");
                print(report, System.err);
            }
        }
        return report.testExitCode();
    }

    /** A symbolic link is refused: the file is written with the daemon's rights. */
    private static PrintStream append(Path file) throws IOException {
        var options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
        var all = new java.util.HashSet<java.nio.file.OpenOption>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
        return new PrintStream(
                java.nio.channels.Channels.newOutputStream(Files.newByteChannel(file, all, mode)),
                false,
                StandardCharsets.UTF_8);
    }

    private static void print(ReloadReport report, PrintStream out) {
        report.diagnostics().forEach(out::println);
        out.flush();
    }

    /** Writes beside and renames, so that a reader never sees half a file. */
    private String write(String name, String text) {
        Path file = state.resolve(name);
        Path draft = state.resolve("." + name + ".tmp");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.error("{}: cannot be written: {}", file, e.toString());
            return "";
        }
        LOG.info("state written to {}", file);
        return file.toString();
    }
}
