// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.framework;

import io.mainstay.api.config.ConfigSource;
import io.mainstay.platform.RuntimePaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * Felix with SCR, Config Admin and the bundle under test, in this JVM; shares Mainstay's API with the test class. The jars
 * are those on the test's own class path.
 */
public final class EmbeddedFramework implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LIBRARIES = "org.osgi.service.cm;version=1.6.1,org.slf4j;version=2.0.20";

    private final Framework framework;

    public EmbeddedFramework(Path storage, Map<String, String> properties) throws BundleException {
        Map<String, String> configuration = new HashMap<>(properties);
        configuration.put("org.osgi.framework.storage", storage.toString());
        configuration.put("org.osgi.framework.storage.clean", "onFirstInit");
        configuration.put(
                "org.osgi.framework.system.packages.extra",
                exports(ConfigSource.class) + "," + exports(RuntimePaths.class) + "," + LIBRARIES);
        configuration.put("felix.cm.pm", "memory");
        framework = new FrameworkFactory().newFramework(configuration);
        framework.start();
    }

    /** Installs and starts the jar on the class path that has a class; Declarative Services first. */
    public EmbeddedFramework start(Class<?>... classes) throws BundleException {
        for (Class<?> c : classes) {
            install(c).start();
        }
        return this;
    }

    /** The bundles that Declarative Services consist of. */
    public EmbeddedFramework startDeclarativeServices() throws BundleException {
        install(org.osgi.util.function.Function.class);
        install(org.osgi.util.promise.Promise.class);
        install(org.osgi.service.component.ComponentContext.class);
        return start(org.apache.felix.scr.impl.Activator.class);
    }

    public Bundle install(Class<?> c) throws BundleException {
        return context().installBundle("reference:" + jarOf(c).toUri());
    }

    /** The jar that a class of the test's class path comes from. */
    public static Path jarOf(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the bundle of a class exports: these the test shares with the bundles under test. */
    private static String exports(Class<?> c) {
        try (JarFile jar = new JarFile(jarOf(c).toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    public <T> Collection<ServiceReference<T>> references(Class<T> type, String filter) {
        try {
            return context().getServiceReferences(type, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public <T> T service(Class<T> type) {
        return await("service " + type.getSimpleName(), () -> {
            ServiceReference<T> reference = context().getServiceReference(type);
            return reference == null ? null : context().getService(reference);
        });
    }

    /** Waits until something is there. */
    public static <T> T await(String what, Supplier<T> something) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            T found = something.get();
            if (found != null) {
                return found;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    /** Waits until something is so. */
    public static void awaitThat(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LIMIT.toMillis());
    }
}
