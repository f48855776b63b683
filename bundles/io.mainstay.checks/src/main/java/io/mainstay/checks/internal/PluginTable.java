// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.config.NearestKeyword;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.platform.KeepalivedCheckers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which plugin serves which checker type: of several, the one of the highest ranking, then the newest.
 *
 * <p>Thread-safety: changed on the control thread; {@link #serving()} from any.
 */
final class PluginTable {
    private final List<Plugin> plugins = new CopyOnWriteArrayList<>();
    private volatile Map<String, Plugin> serving = Map.of();

    void add(Plugin plugin) {
        plugins.add(plugin);
        refresh();
    }

    void remove(Plugin plugin) {
        plugins.remove(plugin);
        refresh();
    }

    private void refresh() {
        Map<String, Plugin> next = new TreeMap<>();
        for (Plugin plugin : plugins) {
            for (String type : plugin.types()) {
                next.merge(type, plugin, (old, other) -> other.outranks(old) ? other : old);
            }
        }
        serving = java.util.Collections.unmodifiableMap(next);
    }

    /** All plugins that are here, also those that do not serve. */
    List<Plugin> all() {
        return plugins;
    }

    /** Null when no plugin has this type. */
    Plugin of(String type) {
        return serving.get(type);
    }

    /** Whether a plugin that is here has its factory in this package. */
    boolean hasFactoryIn(String packageName) {
        return plugins.stream()
                .anyMatch(plugin -> plugin.factory().getClass().getPackageName().equals(packageName));
    }

    /** The serving plugin of each type, by type. */
    Map<String, Plugin> serving() {
        return serving;
    }

    /** The type that a misspelt one was probably meant to be; empty for keepalived's own, which are spelt right. */
    Optional<String> nearest(String type) {
        return KeepalivedCheckers.TYPES.contains(type) ? Optional.empty() : NearestKeyword.of(type, serving.keySet());
    }
}
