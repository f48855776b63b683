// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployed bundles in the framework: at most one that serves for each symbolic name, and beside it one that waits to
 * take over. A jar is installed from a stream, so the framework keeps bytes of its own; a {@code reference:} to the
 * operator's file would have its classes change underneath when the file is overwritten.
 *
 * <p>The locations begin with {@link #LOCATION}: by that, deployed bundles are told from those of the system, by this class
 * and by anybody (a weaving hook, say) who treats plugins differently.
 *
 * <p>Thread-safety: one scan at a time.
 */
final class Bundles {
    static final String LOCATION = "mainstay-deploy:";

    private static final Logger log = LoggerFactory.getLogger(Bundles.class);
    private static final long REFRESH_SECONDS = 10;

    private final BundleContext context;
    private final Bundle systemBundle;
    private final Duration limit;
    private final Map<String, Installed> serving = new TreeMap<>();
    private final Map<String, Installed> pending = new TreeMap<>();
    private final Map<String, String> notInstalled = new HashMap<>();
    private final Set<Bundle> hostsToRefresh = new HashSet<>();
    private boolean installed;

    private static final class Installed {
        final Candidate.Content content;
        final Bundle bundle;
        String file;
        String problem = "";
        TimedCall starting; // null before the first start and after its end

        Installed(Candidate.Content content, String file, Bundle bundle) {
            this.content = content;
            this.file = file;
            this.bundle = bundle;
        }

        boolean isFragment() {
            return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        }

        boolean isSingleton() {
            return bundle.getHeaders("")
                    .get(Constants.BUNDLE_SYMBOLICNAME)
                    .replaceAll("[\\s\"]", "")
                    .contains("singleton:=true");
        }

        String title() {
            return bundle.getSymbolicName() + " " + bundle.getVersion();
        }
    }

    /** @param limit how long a bundle may take to start or stop before everything else goes on without it */
    Bundles(BundleContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
        this.systemBundle = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        for (Bundle bundle : context.getBundles()) {
            adopt(bundle);
        }
    }

    /** Takes over what an earlier life of this bundle has deployed. */
    private void adopt(Bundle bundle) {
        String[] parts = bundle.getLocation().split(":", 3);
        if (!isDeployed(bundle) || parts.length < 3) {
            return;
        }
        String[] content = parts[1].split("-");
        Candidate.Content of = new Candidate.Content(Long.parseLong(content[0], 16), Long.parseLong(content[1], 16));
        Installed earlier = new Installed(of, parts[2], bundle);
        boolean started = earlier.isFragment() || (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
        Installed other = (started ? serving : pending).putIfAbsent(bundle.getSymbolicName(), earlier);
        if (other != null) {
            uninstall(earlier);
        }
    }

    static boolean isDeployed(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    /** Versions of what did not come from a watched folder, by symbolic name. */
    Map<String, Version> systemVersions() {
        Map<String, Version> versions = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (!isDeployed(bundle) && bundle.getSymbolicName() != null) {
                versions.merge(bundle.getSymbolicName(), bundle.getVersion(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return versions;
    }

    /** Whether a candidate serves now. */
    boolean serves(Candidate candidate) {
        Installed now = serving.get(candidate.name());
        return now != null && now.content.equals(candidate.content());
    }

    /** Why a selected candidate does not serve; empty when nothing is known. */
    String problem(Candidate candidate) {
        Installed next = pending.get(candidate.name());
        return next != null
                ? next.problem
                : notInstalled.getOrDefault(candidate.name(), "it changed while it was read");
    }

    /** Whether {@link #install} has something to do; drops what waits in vain. */
    boolean needs(Candidate winner) {
        String name = winner.name();
        Installed now = serving.get(name);
        if (now != null && now.bundle.getState() == Bundle.UNINSTALLED) { // by somebody at the shell; the file decides
            serving.remove(name);
            now = null;
        }
        Installed next = pending.get(name);
        boolean serves = now != null && now.content.equals(winner.content());
        if (serves) {
            now.file = winner.file().toString(); // it may have been renamed
        }
        if (next != null && (serves || !next.content.equals(winner.content()))) {
            uninstall(pending.remove(name));
            next = null;
        }
        return !serves && next == null;
    }

    /** Installs a candidate beside whatever serves; {@link #startPending} lets it take over. */
    void install(Candidate candidate) {
        notInstalled.remove(candidate.name());
        String location = LOCATION + candidate.content() + ":" + candidate.file();
        try (InputStream jar = Files.newInputStream(candidate.copy())) {
            Bundle bundle = context.installBundle(location, jar);
            pending.put(
                    candidate.name(),
                    new Installed(candidate.content(), candidate.file().toString(), bundle));
            installed = true;
        } catch (BundleException | IOException | RuntimeException e) {
            String problem = "the framework does not take it: " + e.getMessage();
            notInstalled.put(candidate.name(), problem);
            log.error("{} is not deployed: {}", candidate.file(), problem);
        }
    }

    /**
     * Starts what is installed and waits; what was there before goes when the new one runs. As long as one start
     * succeeds, those that failed are tried again: it may be what they lacked.
     *
     * @param retry whether those that failed before are tried, too
     */
    void startPending(boolean retry) {
        boolean late = pending.values().stream().anyMatch(next -> next.starting != null && next.starting.isDone());
        if (!retry && !installed && !late) {
            return;
        }
        installed = false;
        boolean progress = true;
        while (progress && !pending.isEmpty()) {
            progress = false;
            for (String name : List.copyOf(pending.keySet())) {
                progress |= takeOver(name);
            }
        }
    }

    private boolean takeOver(String name) {
        Installed next = pending.get(name);
        Installed old = serving.get(name);
        long began = System.nanoTime();
        try {
            if (old != null && next.isSingleton()) { // two of them cannot be resolved at a time
                serving.remove(name);
                uninstall(old);
            }
            if (next.isFragment()) {
                attach(next);
            } else {
                start(next);
            }
        } catch (BundleException | RuntimeException e) {
            failed(next, serving.get(name), e);
            return false;
        }
        pending.remove(name);
        serving.put(name, next);
        next.problem = "";
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        if (old == null) {
            log.info("deployed {} from {} ({} ms)", next.title(), next.file, millis);
        } else {
            uninstall(old);
            log.info(
                    "deployed {} from {} in place of version {} ({} ms)",
                    next.title(),
                    next.file,
                    old.bundle.getVersion(),
                    millis);
        }
        return true;
    }

    /** Starts a bundle; one whose last start has not come back yet is only looked at. */
    private void start(Installed next) throws BundleException {
        if (next.starting == null) {
            next.starting = new TimedCall("start of " + next.title(), () -> {
                next.bundle.start(Bundle.START_ACTIVATION_POLICY);
                return null;
            });
            next.starting.await(limit);
        } else {
            next.starting.await(Duration.ZERO);
        }
        next.starting = null;
    }

    private void failed(Installed next, Installed old, Throwable e) {
        boolean hangs = next.starting != null && !next.starting.isDone();
        if (!hangs) {
            next.starting = null;
        }
        String problem = hangs && !next.problem.isEmpty()
                ? next.problem
                : hangs ? e.getMessage() : StartProblem.explain(next.bundle, systemBundle, e);
        if (!problem.equals(next.problem)) {
            String goesOn = old == null ? "" : "; " + old.title() + " goes on";
            log.error(
                    "{} ({}) does not start: {}. It is tried again when anything else is deployed{}",
                    next.file,
                    next.title(),
                    problem,
                    goesOn);
            log.debug("start of {}", next.file, e);
        }
        next.problem = problem;
    }

    /** A fragment takes effect when its host resolves; a host that has done so already must be refreshed for it. */
    private void attach(Installed fragment) throws BundleException {
        if (fragment.bundle.getState() == Bundle.RESOLVED) {
            return; // its host has just been resolved with it
        }
        List<Bundle> hosts = hosts(fragment.bundle);
        if (hosts.isEmpty()) {
            throw new BundleException("no host for the fragment", BundleException.RESOLVE_ERROR);
        }
        for (Bundle host : hosts) {
            if (host.getState() != Bundle.INSTALLED && !isDeployed(host)) {
                throw new BundleException("it is a fragment of " + host.getSymbolicName()
                        + ", which runs already and belongs to the system: put the fragment into system/ and restart");
            }
            if (host.getState() != Bundle.INSTALLED) {
                hostsToRefresh.add(host);
            }
        }
    }

    /** Asked of the bundles themselves: the framework's findProviders leaves out hosts that are resolved already. */
    private List<Bundle> hosts(Bundle fragment) {
        List<Bundle> hosts = new ArrayList<>();
        for (BundleRequirement needed :
                fragment.adapt(BundleRevision.class).getDeclaredRequirements(BundleRevision.HOST_NAMESPACE)) {
            for (Bundle bundle : context.getBundles()) {
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

    /** Withdraws everything whose name is not in {@code names}. */
    void retain(Set<String> names) {
        for (Map<String, Installed> map : List.of(pending, serving)) {
            for (String name : List.copyOf(map.keySet())) {
                if (!names.contains(name)) {
                    Installed gone = map.remove(name);
                    uninstall(gone);
                    log.info("withdrew {} ({})", gone.title(), gone.file);
                }
            }
        }
        notInstalled.keySet().retainAll(names);
    }

    private void uninstall(Installed old) {
        TimedCall call = new TimedCall("stop of " + old.title(), () -> {
            if (old.bundle.getState() != Bundle.UNINSTALLED) {
                old.bundle.uninstall();
            }
            return null;
        });
        if (old.starting != null && !old.starting.isDone()) {
            log.warn("{} is withdrawn as soon as its start has come back", old.title());
            return;
        }
        try {
            call.await(limit);
        } catch (BundleException e) {
            log.warn("{} complained while it was withdrawn: {}", old.title(), e.getMessage(), e);
        }
    }

    /**
     * Rewires what still uses withdrawn bundles, and hosts of new fragments; nothing else is disturbed. Bundles of the
     * system are never restarted for a plugin.
     */
    void refresh() {
        FrameworkWiring wiring = systemBundle.adapt(FrameworkWiring.class);
        Set<Bundle> wanted = new HashSet<>(hostsToRefresh);
        hostsToRefresh.clear();
        wiring.getRemovalPendingBundles().stream().filter(Bundles::isDeployed).forEach(wanted::add);
        if (wanted.isEmpty()) {
            return;
        }
        Collection<Bundle> touched = wiring.getDependencyClosure(wanted);
        List<String> system = touched.stream()
                .filter(b -> !isDeployed(b))
                .map(Bundle::getSymbolicName)
                .toList();
        if (!system.isEmpty()) {
            log.warn("withdrawn bundles stay in memory until the next restart, because {} use them", system);
            return;
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(wanted, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        try {
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                log.warn("rewiring {} takes longer than {} s", touched, REFRESH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        restart(touched);
    }

    /** The framework starts refreshed bundles itself; those that cannot start now are explained and wait. */
    private void restart(Collection<Bundle> touched) {
        for (Installed now : new ArrayList<>(serving.values())) {
            if (touched.contains(now.bundle) && now.bundle.getState() == Bundle.INSTALLED && !now.isFragment()) {
                serving.remove(now.bundle.getSymbolicName());
                pending.putIfAbsent(now.bundle.getSymbolicName(), now);
                takeOver(now.bundle.getSymbolicName());
            }
        }
    }
}
