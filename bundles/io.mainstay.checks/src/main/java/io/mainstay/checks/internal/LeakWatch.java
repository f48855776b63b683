// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.platform.ControlThread;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for threads that a plugin has left behind: some seconds after it has gone, those that carry its class loader or run
 * its code. They are named in the log and by {@code doctor} until they end; to end them is the plugin's business.
 *
 * <p>Code is recognised by its package, so while a newer version of the plugin serves, only the class loader tells.
 *
 * <p>Thread-safety: control thread; {@link #leaks} from any.
 */
final class LeakWatch {
    private static final Logger LOG = LoggerFactory.getLogger("io.mainstay.checks");
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final Duration NEXT_LOOK = Duration.ofSeconds(60);

    private final ControlThread control;
    private final Predicate<String> packageServes;
    private volatile Map<String, String> leaks = Map.of();

    /** @param packageServes whether a plugin that is here has its factory in this package */
    LeakWatch(ControlThread control, Predicate<String> packageServes) {
        this.control = control;
        this.packageServes = packageServes;
    }

    /** The plugins that have left threads behind, each with their names. */
    Map<String, String> leaks() {
        return leaks;
    }

    /** A plugin has gone; {@code factory} is the class of its factory. */
    void gone(Plugin plugin, Class<?> factory) {
        ClassLoader loader = factory.getClassLoader();
        if (loader != null && loader != LeakWatch.class.getClassLoader()) {
            lookLater(FIRST_LOOK, plugin.toString(), factory.getPackageName(), new WeakReference<>(loader));
        }
    }

    private void lookLater(Duration delay, String plugin, String code, WeakReference<ClassLoader> loader) {
        control.schedule(delay, () -> look(plugin, code, loader));
    }

    private void look(String plugin, String code, WeakReference<ClassLoader> reference) {
        ClassLoader loader = reference.get();
        List<String> found = loader == null ? List.of() : threads(loader, packageServes.test(code) ? null : code);
        Map<String, String> next = new LinkedHashMap<>(leaks);
        if (found.isEmpty()) {
            if (next.remove(plugin) != null) {
                LOG.info("the threads that {} had left behind have ended", plugin);
            }
        } else {
            String names = String.join(", ", found);
            if (!names.equals(next.put(plugin, names))) {
                LOG.error(
                        "{} has gone and left {} running: {}. They keep its classes in memory; a plugin must end its"
                                + " threads when its component is deactivated",
                        plugin,
                        found.size() == 1 ? "a thread" : found.size() + " threads",
                        names);
            }
            lookLater(NEXT_LOOK, plugin, code, reference);
        }
        leaks = Map.copyOf(next);
    }

    /** Names of the live threads that belong to a loader, or run code of a package when that is given. */
    private static List<String> threads(ClassLoader loader, String code) {
        TreeSet<String> names = new TreeSet<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getContextClassLoader() == loader || thread.getClass().getClassLoader() == loader) {
                names.add(thread.getName());
            } else if (code != null) {
                for (StackTraceElement frame : stack) {
                    if (frame.getClassName().startsWith(code + ".")) {
                        names.add(thread.getName() + " (in " + frame + ")");
                        break;
                    }
                }
            }
        });
        return new ArrayList<>(names);
    }
}
