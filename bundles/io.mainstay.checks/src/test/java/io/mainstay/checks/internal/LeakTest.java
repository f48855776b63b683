// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.checks.internal.RealThreads.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a plugin has gone, nothing here holds on to its classes, although checks, histories and threads go on. */
class LeakTest {
    private final RealThreads h = new RealThreads();

    @AfterEach
    void close() {
        h.close();
    }

    /** Defines the plugin's classes itself, as a bundle's class loader would. */
    static final class BundleLoader extends ClassLoader {
        BundleLoader() {
            super(LeakTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LeakingPlugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private record Deployed(Plugin plugin, WeakReference<ClassLoader> loader) {}

    private Deployed deployFresh() {
        try {
            ClassLoader loader = new BundleLoader();
            Object factory = loader.loadClass(LeakingPlugin.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(factory.getClass()).isNotSameAs(LeakingPlugin.class);
            return new Deployed(h.deploy("TEST_CHECK", (CheckerFactory) factory), new WeakReference<>(loader));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<CheckSpec> checks() {
        List<CheckSpec> specs = new ArrayList<>();
        int number = 0;
        for (String what : List.of("passes", "throws", "broken", "fails", "hangs", "blocking", "blocking hangs")) {
            specs.add(Specs.check(++number, "TEST_CHECK", Specs.every(Duration.ofMillis(20), Duration.ZERO), what));
        }
        return specs;
    }

    private void runAll(List<CheckSpec> specs, int probes) {
        await(
                "probes",
                () -> specs.stream()
                        .filter(spec -> !spec.options().node().toString().contains("hangs"))
                        .allMatch(spec -> h.view(spec.id()).probes() >= probes));
        await("hanging ones have begun", () -> h.roster.engine().underWay() >= 2);
    }

    private static void awaitCollected(WeakReference<ClassLoader> loader) {
        await("the class loader is collected", () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    @Test
    void aRemovedPluginIsCollected() {
        List<CheckSpec> specs = checks();
        Deployed deployed = deployFresh();
        h.load(specs);
        runAll(specs, 3);
        h.undeploy(deployed.plugin());

        awaitCollected(deployed.loader());
        assertThat(h.roster.checks().get(specs.get(1).id()).history())
                .anySatisfy(probe -> assertThat(probe.detail()).contains("OwnException"));
    }

    @Test
    void aReplacedPluginIsCollectedWhileItsChecksGoOn() {
        List<CheckSpec> specs = checks();
        Deployed old = deployFresh();
        h.load(specs);
        runAll(specs, 3);
        Deployed next = deployFresh();
        h.undeploy(old.plugin());
        int before = (int) h.view(specs.get(0).id()).probes();
        runAll(specs, before + 3);

        awaitCollected(old.loader());
        assertThat(next.loader().get()).isNotNull();
    }
}
