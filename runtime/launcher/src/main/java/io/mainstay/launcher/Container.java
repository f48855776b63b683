// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.log.LogService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework with the system bundles in it, and the way to the control bundle. Thread-safety: started and asked by the main
 * thread; {@link #stop} by any.
 */
final class Container {
    private static final long LIFECYCLE_MILLIS = 20_000;
    private static final long STOP_MILLIS = 5_000;
    private static final String LIFECYCLE = "(mainstay.lifecycle=true)";

    private final Framework framework;
    private final SystemBundles bundles;
    private final Function<Object, Object> command;

    private Container(Framework framework, SystemBundles bundles, Function<Object, Object> command) {
        this.framework = framework;
        this.bundles = bundles;
        this.command = command;
    }

    /** Returns when the control bundle is there; what was started is stopped again when it does not come. */
    static Container start(FrameworkStart began) throws StartRefused {
        return start(began, LIFECYCLE);
    }

    /**
     * Returns when the command is there.
     *
     * @param properties filter for the service that takes commands: a {@link Function}, known by its properties because no class
     *     of a bundle is seen here
     */
    static Container start(FrameworkStart began, String properties) throws StartRefused {
        SystemBundles bundles = began.bundles();
        bundles.read();
        Framework framework = began.await();
        try {
            BundleContext context = framework.getBundleContext();
            context.registerService(
                    new String[] {LogService.class.getName(), org.osgi.service.log.LoggerFactory.class.getName()},
                    new OsgiLog(),
                    null);
            framework.start();
            bundles.start(context);
            return new Container(framework, bundles, command(context, properties));
        } catch (BundleException e) {
            throw FrameworkStart.failed(e);
        } catch (StartRefused e) {
            halt(framework);
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // a function by agreement with its bundle
    private static Function<Object, Object> command(BundleContext context, String properties) throws StartRefused {
        String filter = "(&(objectClass=java.util.function.Function)" + properties + ")";
        try {
            var tracker = new ServiceTracker<Function<Object, Object>, Function<Object, Object>>(
                    context, context.createFilter(filter), null);
            tracker.open();
            Function<Object, Object> found = tracker.waitForService(LIFECYCLE_MILLIS);
            if (found != null) {
                return found;
            }
            throw new StartRefused(
                    ExitCode.SOFTWARE,
                    "the service " + properties + " has not come in " + LIFECYCLE_MILLIS / 1000 + " s; not active: "
                            + inactive(context) + "; the log has the details");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(filter, e);
        } catch (InterruptedException e) {
            throw new StartRefused(ExitCode.SOFTWARE, "interrupted during the start");
        }
    }

    private static String inactive(BundleContext context) {
        return List.of(context.getBundles()).stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0)
                .map(Bundle::getSymbolicName)
                .collect(Collectors.joining(", "));
    }

    /** Asks the control bundle; see its Lifecycle for the commands. */
    Object ask(String command) {
        return this.command.apply(command);
    }

    /**
     * Asks another bundle than the control bundle.
     *
     * @param properties filter for its service, as in {@link #start}
     */
    @SuppressWarnings("unchecked") // a function by agreement with its bundle
    Object ask(String properties, String request) {
        BundleContext context = framework.getBundleContext();
        try {
            return context.getServiceReferences(Function.class, properties).stream()
                    .findFirst()
                    .map(reference -> ((Function<Object, Object>) context.getService(reference)).apply(request))
                    .orElseThrow(() -> new IllegalStateException("there is no service " + properties));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(properties, e);
        }
    }

    /** As {@link #ask}, for the commands that answer with an exit code. */
    int exitCode(Object command) {
        return this.command.apply(command) instanceof Integer code ? code : ExitCode.SOFTWARE;
    }

    /** Does what serving did not have to wait for; a failure is logged. */
    void startRest() {
        FrameworkStart.deleteOldCaches(Path.of(framework.getBundleContext().getProperty(Constants.FRAMEWORK_STORAGE)));
        try {
            bundles.startRest();
        } catch (StartRefused e) {
            log().error("{}", e.getMessage());
        }
    }

    /** Returns when the framework has stopped, for whatever reason. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Looked up late: logging is set up beside the framework's start. */
    private static Logger log() {
        return LoggerFactory.getLogger(Container.class);
    }

    /** Stops all bundles; bounded. */
    void stop() {
        halt(framework);
    }

    private static void halt(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException | InterruptedException e) {
            Thread.currentThread().interrupt(); // the process is ending either way
        }
    }
}
