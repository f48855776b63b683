// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.deploy.internal.watch.FolderWatch;
import io.mainstay.platform.RuntimePaths;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hot deployer as a component. Activation begins to deploy what is there, beside the rest of the start, and {@link #first} tells when
 * that is done; then the folders are watched until it is deactivated. Deployed bundles outlive it: a stop of the framework stops
 * them with everything else, a restart of this bundle finds them again.
 */
@Component(
        service = {Deployments.class, Diagnosable.class},
        immediate = true)
public final class BundleDeployment implements Deployments, Diagnosable {
    private static final Logger log = LoggerFactory.getLogger(BundleDeployment.class);

    /** Framework property: seconds that a plugin may take to start or stop before the others go on without it. */
    private static final String LIMIT = "mainstay.deploy.limit";

    private static final Duration STANDARD_LIMIT = Duration.ofSeconds(10);

    private final PluginFolders folders;
    private final BundleDeployer deployer;
    private final ServiceRegistration<CollisionHook> hook;
    private final FolderWatch watch;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile boolean over;

    @Activate
    public BundleDeployment(BundleContext context) {
        folders = new PluginFolders(folders(context.getProperty(RuntimePaths.PLUGIN_FOLDERS)));
        hook = context.registerService(CollisionHook.class, new SideBySide(context.getBundle()), null);
        deployer = new BundleDeployer(
                folders,
                new JarInspector(emptied(context.getDataFile("incoming"))),
                new Bundles(context, limit(context)));
        boolean once = Boolean.parseBoolean(context.getProperty(RuntimePaths.TEST_ONLY));
        watch = once || folders.folders().isEmpty()
                ? null
                : new FolderWatch("mainstay-deploy", folders.folders(), deployer::scan);
        Thread beginning = new Thread(this::begin, "mainstay-deploy-first");
        beginning.setDaemon(true);
        beginning.start();
    }

    private void begin() {
        try {
            deployer.scan();
            if (watch != null && !over) {
                watch.start();
            }
        } catch (RuntimeException | LinkageError e) {
            log.error("the plugin folders cannot be read; nothing is deployed from there", e);
        } finally {
            first.complete(null);
        }
    }

    private static Duration limit(BundleContext context) {
        String seconds = context.getProperty(LIMIT);
        return seconds == null ? STANDARD_LIMIT : Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }

    private static List<Path> folders(String property) {
        if (property == null || property.isBlank()) {
            log.info("no plugin folders: {} is not set", RuntimePaths.PLUGIN_FOLDERS);
            return List.of();
        }
        return Arrays.stream(property.split(File.pathSeparator))
                .filter(s -> !s.isBlank())
                .map(s -> Path.of(s).toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    private static Path emptied(File folder) {
        File[] leftovers = folder.listFiles();
        if (leftovers != null) {
            Arrays.stream(leftovers).map(File::toPath).forEach(JarInspector::discard);
        }
        return folder.toPath();
    }

    @Deactivate
    void deactivate() {
        over = true;
        // Each plugin's start is bounded: this ends, and what follows on this instance finds the folders deployed.
        first.join();
        if (watch != null) {
            watch.close();
        }
        hook.unregister();
    }

    @Override
    public List<Deployment> list() {
        return deployer.list();
    }

    @Override
    public CompletionStage<Void> first() {
        return first.minimalCompletionStage();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Path folder : folders.folders()) {
            if (!Files.isDirectory(folder)) {
                findings.add(new Finding(
                        Level.INFO,
                        "plugin folder " + folder,
                        "it does not exist",
                        "create it when you want to drop plugins there; it is watched for"));
            }
        }
        for (Deployment d : deployer.list()) {
            finding(d, findings);
        }
        return findings;
    }

    private static void finding(Deployment d, List<Finding> findings) {
        String subject = "plugin " + d.file();
        switch (d.state()) {
            case FAILED ->
                findings.add(new Finding(
                        Level.ERROR,
                        subject,
                        d.name() + " " + d.version() + " does not start: " + d.problem(),
                        "deploy what it needs or replace the jar; it is tried again with every deployment"));
            case INCOMPLETE ->
                findings.add(new Finding(
                        Level.WARNING,
                        subject,
                        "not a complete jar: " + d.problem(),
                        "copy it again, if nobody is copying it now"));
            case REFUSED -> findings.add(new Finding(Level.WARNING, subject, d.problem(), "remove it from the folder"));
            case ACTIVE, FRAGMENT -> {
                if (!d.problem().isEmpty()) {
                    findings.add(new Finding(
                            Level.WARNING,
                            subject,
                            "the file was overwritten with something that cannot be used: " + d.problem()
                                    + "; what was deployed from it before goes on",
                            "copy the jar again"));
                }
            }
            case SUPERSEDED -> {
                // as intended: a newer version serves
            }
        }
    }
}
