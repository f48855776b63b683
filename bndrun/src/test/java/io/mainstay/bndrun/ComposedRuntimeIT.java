// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bndrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;

/** What full.bndrun resolves to, in a framework: it starts, every component has what it needs, and the checkers fit. */
class ComposedRuntimeIT {
    private static final Path EXPORT = Path.of("target/export/full");

    @TempDir
    Path folder;

    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", folder.resolve("cache").toString());
        properties.put("org.osgi.framework.system.packages.extra", systemPackages());
        properties.put("felix.cm.pm", "memory");
        properties.put(
                "mainstay.state", Files.createDirectory(folder.resolve("state")).toString());
        properties.put(
                "mainstay.etc", Files.createDirectory(folder.resolve("etc")).toString());
        properties.put(
                "mainstay.plugins",
                Files.createDirectory(folder.resolve("plugins")).toString());
        properties.put("mainstay.socket", folder.resolve("s").toString());
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        for (Bundle bundle : bundles) {
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** As full.bndrun says it, so that the launcher, bnd and this test agree. */
    private static String systemPackages() throws IOException {
        String text = Files.readString(Path.of("full.bndrun")).replace("\\\n", "");
        return text.lines()
                .filter(line -> line.startsWith("-runsystempackages:"))
                .map(line -> line.substring(line.indexOf(':') + 1).replace(" ", ""))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> all = Files.list(EXPORT)) {
            return all.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private Bundle bundle(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyBundleIsActiveAndEveryFragmentAttached() {
        assertThat(framework.getBundleContext().getBundles())
                .allSatisfy(bundle -> assertThat(bundle.getState())
                        .as(bundle.getSymbolicName())
                        .isEqualTo(isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE));
    }

    @Test
    void everyComponentHasWhatItNeeds() throws Exception {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> reference =
                context.getAllServiceReferences("org.osgi.service.component.runtime.ServiceComponentRuntime", null)[0];
        Object runtime = context.getService(reference); // its classes are the bundles', not this test's
        Class<?> api = runtime.getClass()
                .getClassLoader()
                .loadClass("org.osgi.service.component.runtime.ServiceComponentRuntime");
        Collection<?> components = (Collection<?>)
                api.getMethod("getComponentDescriptionDTOs", Bundle[].class).invoke(runtime, (Object) new Bundle[0]);
        List<String> waiting = new ArrayList<>();
        for (Object component : components) {
            Iterable<?> configurations =
                    (Iterable<?>) api.getMethod("getComponentConfigurationDTOs", component.getClass())
                            .invoke(runtime, component);
            for (Object configuration : configurations) {
                int state = configuration.getClass().getField("state").getInt(configuration);
                Object missing = configuration
                        .getClass()
                        .getField("unsatisfiedReferences")
                        .get(configuration);
                if (state < 4) { // neither SATISFIED (4) nor ACTIVE (8)
                    waiting.add(component.getClass().getField("name").get(component) + ": state " + state + ", "
                            + Array.getLength(missing) + " references are missing");
                }
            }
        }
        assertThat(components).hasSizeGreaterThan(10);
        assertThat(waiting).isEmpty();
    }

    @Test
    void theControlBundleOffersItsLifecycle() throws Exception {
        assertThat(framework
                        .getBundleContext()
                        .getServiceReferences("java.util.function.Function", "(mainstay.lifecycle=true)"))
                .hasSize(1);
    }

    @Test
    void theNativeTransportIsThere() throws Exception {
        Class<?> epoll = bundle("io.netty.transport-classes-epoll").loadClass("io.netty.channel.epoll.Epoll");

        assertThat(epoll.getMethod("isAvailable").invoke(null))
                .as("%s", epoll.getMethod("unavailabilityCause").invoke(null))
                .isEqualTo(true);
    }

    @Test
    void theStockCheckersResolveAndBringTheirTypes() throws Exception {
        for (String name : List.of("tcp", "http", "misc", "file", "bfd")) {
            startCheck(name);
        }
        ServiceReference<?>[] factories =
                framework.getBundleContext().getAllServiceReferences("io.mainstay.api.check.CheckerFactory", null);

        assertThat(factories)
                .flatExtracting(factory -> factory.getProperty("checker.type") instanceof String[] several
                        ? List.of(several)
                        : List.of(String.valueOf(factory.getProperty("checker.type"))))
                .contains("TCP_CHECK", "HTTP_GET", "SSL_GET", "MISC_CHECK", "FILE_CHECK", "BFD_CHECK");
    }

    @Test
    void metatypeKnowsWhatCheckersCanBeConfiguredWith() throws Exception {
        startCheck("misc");
        BundleContext context = framework.getBundleContext();
        Object service = context.getService(
                context.getAllServiceReferences("org.osgi.service.metatype.MetaTypeService", null)[0]);
        ClassLoader loader = service.getClass().getClassLoader();
        Object information = loader.loadClass("org.osgi.service.metatype.MetaTypeService")
                .getMethod("getMetaTypeInformation", Bundle.class)
                .invoke(service, bundle("io.mainstay.checks"));
        Class<?> type = loader.loadClass("org.osgi.service.metatype.MetaTypeInformation");

        assertThat((String[]) type.getMethod("getFactoryPids").invoke(information))
                .contains("io.mainstay.check.MISC_CHECK");
        Object definition = type.getMethod("getObjectClassDefinition", String.class, String.class)
                .invoke(information, "io.mainstay.check.MISC_CHECK", null);
        Class<?> definitionType = loader.loadClass("org.osgi.service.metatype.ObjectClassDefinition");
        assertThat((Object[]) definitionType
                        .getMethod("getAttributeDefinitions", int.class)
                        .invoke(definition, -1))
                .hasSize(4);
    }

    private void startCheck(String name) throws BundleException {
        Path jar = Path.of("../checks/io.mainstay.check." + name + "/target/io.mainstay.check." + name + "-0.1.0.jar")
                .toAbsolutePath()
                .normalize();
        framework.getBundleContext().installBundle("reference:" + jar.toUri()).start();
    }

    @Test
    void internalPackagesAreNotExported() {
        assertThat(framework.getBundleContext().getBundles())
                .filteredOn(bundle -> bundle.getSymbolicName().startsWith("io.mainstay."))
                .allSatisfy(bundle -> assertThat(bundle.getHeaders().get("Export-Package"))
                        .as(bundle.getSymbolicName())
                        .satisfiesAnyOf(
                                exports -> assertThat(exports).isNull(),
                                exports -> assertThat(exports).doesNotContain(".internal")));
    }
}
