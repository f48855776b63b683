// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Installs and starts the bundles of {@code system/}: libraries first, then ours, each group by name. Nothing is copied:
 * those on the class path are connected to it, others installed by reference.
 */
final class SystemBundles {
    /** What only an operator's console uses. */
    private static final List<String> LATER = List.of("org.apache.felix.gogo", "org.apache.felix.metatype");

    private final Choice choice;
    private final ClassPathBundles connected;
    private final Map<Path, String> locations = new LinkedHashMap<>();
    private final List<Bundle> later = new ArrayList<>();

    /**
     * Which bundles.
     *
     * @param folder of the jars
     * @param wanted by their file names
     */
    record Choice(Path folder, Predicate<String> wanted) {}

    SystemBundles(Choice choice, ClassPathBundles connected) {
        this.choice = choice;
        this.connected = connected;
    }

    /** Finds the jars and looks into their manifests; needs no framework. */
    void read() throws StartRefused {
        for (Path jar : jars()) {
            try {
                locations.put(jar, connected.location(jar));
            } catch (IOException e) {
                throw damaged(jar.toString(), e);
            }
        }
    }

    /** Installs all, and starts what serving needs. */
    void start(BundleContext context) throws StartRefused {
        List<Bundle> now = new ArrayList<>();
        for (Map.Entry<Path, String> entry : locations.entrySet()) {
            Path jar = entry.getKey();
            try {
                Bundle bundle = context.installBundle(entry.getValue());
                String name = jar.getFileName().toString();
                (LATER.stream().anyMatch(name::startsWith) ? later : now).add(bundle);
            } catch (BundleException e) {
                throw damaged(jar.toString(), e);
            }
        }
        // All at once: the resolver's work for the whole set is little more than for its last bundle.
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .resolveBundles(now);
        start(now);
    }

    /** Starts the rest, once the process serves. */
    void startRest() throws StartRefused {
        start(later);
    }

    private static void start(List<Bundle> bundles) throws StartRefused {
        for (Bundle bundle : bundles) {
            boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            if (!fragment) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    throw damaged(bundle.getSymbolicName(), e);
                }
            }
        }
    }

    private List<Path> jars() throws StartRefused {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(choice.folder(), "*.jar")) {
            for (Path jar : entries) {
                if (choice.wanted().test(jar.getFileName().toString())) {
                    jars.add(jar);
                }
            }
        } catch (IOException e) {
            throw new StartRefused(
                    ExitCode.SOFTWARE,
                    choice.folder() + ": the system bundles cannot be read: " + e + "; is the distribution complete?");
        }
        if (jars.isEmpty()) {
            throw new StartRefused(
                    ExitCode.SOFTWARE,
                    choice.folder() + ": there are no system bundles; is the distribution complete?");
        }
        jars.sort(Comparator.comparing((Path jar) -> rank(jar.getFileName().toString()))
                .thenComparing(Path::getFileName));
        return jars;
    }

    /** Declarative Services last: it then sees every component's services at once instead of one bundle at a time. */
    private static int rank(String name) {
        if (name.startsWith("org.apache.felix.scr")) {
            return 3;
        }
        return name.startsWith("io.mainstay.") ? 2 : 1;
    }

    private static StartRefused damaged(String what, Exception cause) {
        return new StartRefused(
                ExitCode.SOFTWARE,
                what + ": the system bundle does not start: " + cause.getMessage()
                        + (cause.getCause() == null ? "" : ": " + cause.getCause()) + "; reinstall the distribution");
    }
}
