// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
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

    private final BundleContext context;
    private final Bundle systemBundle;
    private final Duration limit;
    private final Map<String, Installed> serving = new TreeMap<>();
    private final Map<String, Installed> pending = new TreeMap<>();
    private final Map<String, String> notInstalled = new HashMap<>();
    private final Rewiring rewiring;
    private boolean installed;

    /** @param limit how long a bundle may take to start or stop before everything else goes on without it */
    Bundles(BundleContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
        this.systemBundle = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.rewiring = new Rewiring(systemBundle);
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
        boolean started = earlier.isFragment() || earlier.runs();
        Installed other = (started ? serving : pending).putIfAbsent(bundle.getSymbolicName(), earlier);
        if (other != null) {
            earlier.uninstall(limit);
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
            pending.remove(name).uninstall(limit);
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
        boolean late = pending.values().stream().anyMatch(Installed::hasComeBackLate);
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
                old.uninstall(limit);
            }
            if (next.isFragment()) {
                rewiring.attach(next.bundle);
            } else {
                next.start(limit);
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
            old.uninstall(limit);
            log.info(
                    "deployed {} from {} in place of version {} ({} ms)",
                    next.title(),
                    next.file,
                    old.bundle.getVersion(),
                    millis);
        }
        return true;
    }

    private void failed(Installed next, Installed old, Throwable e) {
        String problem = next.problem;
        if (!next.isStarting()) {
            problem = StartProblem.explain(next.bundle, systemBundle, e);
        } else if (problem.isEmpty()) {
            problem = e.getMessage();
        }
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

    /** Withdraws everything whose name is not in {@code names}. */
    void retain(Set<String> names) {
        for (Map<String, Installed> map : List.of(pending, serving)) {
            for (String name : List.copyOf(map.keySet())) {
                if (!names.contains(name)) {
                    Installed gone = map.remove(name);
                    gone.uninstall(limit);
                    log.info("withdrew {} ({})", gone.title(), gone.file);
                }
            }
        }
        notInstalled.keySet().retainAll(names);
    }

    /** Rewires what uses withdrawn bundles. What cannot start after that is explained and waits. */
    void refresh() {
        Collection<Bundle> touched = rewiring.refresh();
        for (Installed now : List.copyOf(serving.values())) {
            if (touched.contains(now.bundle) && now.bundle.getState() == Bundle.INSTALLED && !now.isFragment()) {
                serving.remove(now.bundle.getSymbolicName());
                pending.putIfAbsent(now.bundle.getSymbolicName(), now);
                takeOver(now.bundle.getSymbolicName());
            }
        }
    }
}
