// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.ServiceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The plane as OSGi services: {@link DataPlane}, and {@link Diagnosable} for the doctor. Thread-safety: as theirs. */
@Component(property = DataPlane.NAME + "=" + ProxyDataPlane.PLANE)
public final class ProxyComponent implements DataPlane, Diagnosable {
    private final ProxyDataPlane plane;

    @Activate
    public ProxyComponent(BundleContext context) {
        this(new ProxyDataPlane(ProxySettings.from(context::getProperty)));
    }

    ProxyComponent(ProxyDataPlane plane) {
        this.plane = plane;
    }

    @Deactivate
    void deactivate() {
        // The threads run this bundle's code: wait until they have ended, but not for ever.
        plane.stop(Duration.ZERO)
                .toCompletableFuture()
                .completeOnTimeout(null, 3, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public DataPlaneCapabilities capabilities() {
        return plane.capabilities();
    }

    @Override
    public CompletionStage<Void> apply(Collection<VirtualService> wanted, Collection<ServiceKey> removed) {
        return plane.apply(wanted, removed);
    }

    @Override
    public List<ServiceStatus> services() {
        return plane.services();
    }

    @Override
    public Optional<ServiceStatus> service(ServiceKey key) {
        return plane.service(key);
    }

    @Override
    public CompletionStage<Void> stop(Duration drain) {
        return plane.stop(drain);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!plane.fallback().isEmpty()) {
            findings.add(new Finding(
                    Level.WARNING,
                    "data plane proxy",
                    "native epoll is not available, NIO is used: slower, no splicing, and an address is bound only once it"
                            + " is on this host. Cause: " + plane.fallback(),
                    "add the bundle netty-transport-native-epoll of this platform, and let the bundle cache be on a file"
                            + " system without noexec; or set mainstay.proxy.transport=nio"));
        }
        plane.bindProblems()
                .forEach((key, problem) -> findings.add(new Finding(
                        Level.ERROR,
                        "service " + key,
                        "cannot be bound, it is tried again every 10 s at most: " + problem,
                        "")));
        return findings;
    }
}
