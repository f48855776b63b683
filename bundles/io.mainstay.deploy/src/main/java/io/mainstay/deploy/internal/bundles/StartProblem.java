// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/**
 * Says in an operator's words why a bundle did not start: the packages and capabilities that nothing here provides, asked
 * from the framework's wiring rather than read out of its message, or what the activator threw.
 *
 * <p>Thread-safety: pure but for what it asks the framework.
 */
final class StartProblem {
    private static final Pattern UPPER = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");
    private static final Pattern LOWER = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern EXACT = Pattern.compile("\\(version=([^)]*)\\)");

    private final Bundle bundle;
    private final FrameworkWiring wiring;
    private final Bundle[] all;

    private StartProblem(Bundle bundle, Bundle systemBundle) {
        this.bundle = bundle;
        this.wiring = systemBundle.adapt(FrameworkWiring.class);
        this.all = systemBundle.getBundleContext().getBundles();
    }

    /** One sentence. */
    static String explain(Bundle bundle, Bundle systemBundle, Throwable thrown) {
        if (thrown instanceof BundleException e && e.getType() == BundleException.UNSUPPORTED_OPERATION) {
            return firstLine(e);
        }
        if (thrown instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR
                || bundle.getState() == Bundle.INSTALLED) {
            List<String> missing = new StartProblem(bundle, systemBundle).missing();
            if (!missing.isEmpty()) {
                return "it needs " + String.join("; and ", missing);
            }
            return "its requirements contradict each other: " + firstLine(thrown);
        }
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (thrown instanceof BundleException && root == thrown) {
            return firstLine(thrown);
        }
        return "it failed while it was started: " + root.getClass().getSimpleName()
                + (root.getMessage() == null ? "" : ": " + firstLine(root))
                + origin(root);
    }

    private static String origin(Throwable root) {
        return root.getStackTrace().length == 0 ? "" : " (at " + root.getStackTrace()[0] + ")";
    }

    private static String firstLine(Throwable thrown) {
        String message = Objects.toString(thrown.getMessage(), thrown.getClass().getSimpleName());
        return message.lines().findFirst().orElse(message);
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (!isNeeded(requirement)) {
                continue;
            }
            Collection<BundleCapability> providers = wiring.findProviders(requirement);
            if (providers.isEmpty()) {
                missing.add(describe(requirement));
            } else if (providers.stream().noneMatch(this::isUsable)) {
                missing.add(describe(requirement).replaceFirst(", which .*", "") + " of "
                        + providers.iterator().next().getRevision().getSymbolicName() + ", which cannot start itself");
            }
        }
        return missing;
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String effective =
                directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        String resolution = directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, "mandatory");
        return effective.equals(Namespace.EFFECTIVE_RESOLVE) && resolution.equals(Namespace.RESOLUTION_MANDATORY);
    }

    private boolean isUsable(BundleCapability provider) {
        Bundle owner = provider.getRevision().getBundle();
        return owner.equals(bundle) || owner.getState() != Bundle.INSTALLED;
    }

    private String describe(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = Objects.toString(requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE), "");
        String name = attribute(filter, namespace);
        String versions = versions(filter);
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                "package " + name + versions + ", which no bundle here exports" + inOtherVersions(namespace, name);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "Java" + versions(filter).replace(" version", "") + ", which this runtime ("
                        + Runtime.version().feature() + ") is not";
            case NativeNamespace.NATIVE_NAMESPACE -> "another operating system or processor than this host's";
            case BundleRevision.BUNDLE_NAMESPACE, BundleRevision.HOST_NAMESPACE ->
                "bundle " + name + versions + ", which is not here" + inOtherVersions(namespace, name);
            default ->
                namespace + " " + name + versions + ", which nothing here provides" + inOtherVersions(namespace, name);
        };
    }

    /** The same thing in versions that do not fit: the usual cause, and worth saying. */
    private String inOtherVersions(String namespace, String name) {
        String versionAttribute =
                namespace.equals(BundleRevision.BUNDLE_NAMESPACE) || namespace.equals(BundleRevision.HOST_NAMESPACE)
                        ? Constants.BUNDLE_VERSION_ATTRIBUTE
                        : "version";
        TreeSet<String> versions = new TreeSet<>();
        for (Bundle other : all) {
            BundleRevision revision = other.adapt(BundleRevision.class);
            if (revision == null || other.equals(bundle)) {
                continue;
            }
            for (BundleCapability capability : revision.getDeclaredCapabilities(namespace)) {
                if (name.equals(capability.getAttributes().get(namespace))) {
                    versions.add(capability.getAttributes().get(versionAttribute) + " by " + other.getSymbolicName());
                }
            }
        }
        return versions.isEmpty() ? "" : " in such a version (here: " + String.join(", ", versions) + ")";
    }

    static String attribute(String filter, String name) {
        Matcher matcher =
                Pattern.compile("\\(" + Pattern.quote(name) + "=([^)]*)\\)").matcher(filter);
        return matcher.find() ? matcher.group(1) : filter;
    }

    /** The version part of a filter as words; bundle requirements call the attribute bundle-version. */
    static String versions(String filter) {
        String text = filter.replace("(" + Constants.BUNDLE_VERSION_ATTRIBUTE, "(version");
        Matcher exact = EXACT.matcher(text);
        if (exact.find()) {
            return " version " + exact.group(1);
        }
        Matcher upper = UPPER.matcher(text);
        String below = upper.find() ? upper.group(1) : "";
        Matcher lower = LOWER.matcher(upper.replaceAll(""));
        String from = lower.find() && !Version.parseVersion(lower.group(1)).equals(Version.emptyVersion)
                ? lower.group(1)
                : "";
        if (from.isEmpty()) {
            return below.isEmpty() ? "" : " version below " + below;
        }
        return " version " + from + (below.isEmpty() ? " or newer" : " up to, not including, " + below);
    }
}
