// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Packed into the bundles of {@link TestJar}: a service while the bundle runs, or an exception or an endless start on request. */
public final class ServingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        String fail = context.getBundle().getHeaders("").get("Test-Fail");
        if (fail != null) {
            throw new IllegalStateException(fail);
        }
        String hang = context.getBundle().getHeaders("").get("Test-Hang");
        while (hang != null && Files.exists(Path.of(hang))) {
            LockSupport.parkNanos(1_000_000);
        }
        String version = context.getBundle().getVersion().toString();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("name", context.getBundle().getSymbolicName());
        properties.put("version", version);
        context.registerService(Supplier.class, (Supplier<String>) () -> version, properties);
    }

    @Override
    public void stop(BundleContext context) {}
}
