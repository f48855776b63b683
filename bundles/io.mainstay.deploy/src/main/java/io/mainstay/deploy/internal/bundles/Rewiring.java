// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes as little as possible: plugins that still use packages of a withdrawn plugin, and plugins that get a fragment.
 * Bundles of the system are never restarted for a plugin.
 *
 * <p>Thread-safety: one scan at a time.
 */
final class Rewiring {
    private static final Logger log = LoggerFactory.getLogger(Rewiring.class);
    private static final long LIMIT_SECONDS = 10;

    private final Bundle systemBundle;
    private final FrameworkWiring wiring;
    private final Set<Bundle> hostsToRefresh = new HashSet<>();

    Rewiring(Bundle systemBundle) {
        this.systemBundle = systemBundle;
        this.wiring = systemBundle.adapt(FrameworkWiring.class);
    }

    /** A fragment takes effect when its host resolves; a host that has done so already is refreshed for it. */
    void attach(Bundle fragment) throws BundleException {
        if (fragment.getState() == Bundle.RESOLVED) {
            return; // its host has just been resolved with it
        }
        List<Bundle> hosts = hosts(fragment);
        if (hosts.isEmpty()) {
            throw new BundleException("no host for the fragment", BundleException.RESOLVE_ERROR);
        }
        for (Bundle host : hosts) {
            if (host.getState() == Bundle.INSTALLED) {
                continue;
            }
            if (!Bundles.isDeployed(host)) {
                throw new BundleException(
                        "it is a fragment of " + host.getSymbolicName()
                                + ", which runs already and belongs to the system: put the fragment into system/ and restart",
                        BundleException.UNSUPPORTED_OPERATION);
            }
            hostsToRefresh.add(host);
        }
    }

    /** Asked of the bundles themselves: the framework's findProviders leaves out hosts that are resolved already. */
    private List<Bundle> hosts(Bundle fragment) {
        List<Bundle> hosts = new ArrayList<>();
        for (BundleRequirement needed :
                fragment.adapt(BundleRevision.class).getDeclaredRequirements(BundleRevision.HOST_NAMESPACE)) {
            for (Bundle bundle : systemBundle.getBundleContext().getBundles()) {
                BundleRevision revision = bundle.adapt(BundleRevision.class);
                if (revision != null
                        && revision.getDeclaredCapabilities(BundleRevision.HOST_NAMESPACE).stream()
                                .anyMatch(needed::matches)) {
                    hosts.add(bundle);
                }
            }
        }
        return hosts;
    }

    /** Does what is due, and waits for it. Returns the bundles that were rewired, possibly none. */
    Collection<Bundle> refresh() {
        Set<Bundle> wanted = new HashSet<>(hostsToRefresh);
        hostsToRefresh.clear();
        wiring.getRemovalPendingBundles().stream().filter(Bundles::isDeployed).forEach(wanted::add);
        if (wanted.isEmpty()) {
            return List.of();
        }
        Collection<Bundle> touched = wiring.getDependencyClosure(wanted);
        List<String> system = touched.stream()
                .filter(b -> !Bundles.isDeployed(b))
                .map(Bundle::getSymbolicName)
                .toList();
        if (!system.isEmpty()) {
            log.warn("withdrawn bundles stay in memory until the next restart, because {} use them", system);
            return List.of();
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(wanted, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        try {
            if (!refreshed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                log.warn("rewiring {} takes longer than {} s", touched, LIMIT_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return touched;
    }
}
