// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration sources that are here, in reading order. Thread-safety: any thread. */
final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final Ranked<ConfigSource> sources = new Ranked<>();
    private final Map<ConfigSource, ConfigSource.Subscription> subscriptions = new HashMap<>();
    private Runnable changed;

    synchronized void add(ConfigSource source, Map<String, Object> properties) {
        sources.add(source, Ranked.byRanking(properties));
        if (changed != null) {
            subscribe(source);
            changed.run();
        }
    }

    synchronized void remove(ConfigSource source) {
        sources.remove(source);
        ConfigSource.Subscription subscription = subscriptions.remove(source);
        if (subscription != null) {
            subscription.close();
            changed.run();
        }
    }

    /** From now on calls {@code onChange} when a source changes, comes or goes. */
    synchronized void watch(Runnable onChange) {
        changed = onChange;
        sources.list().forEach(this::subscribe);
    }

    /** Ends {@link #watch}. */
    synchronized void unwatch() {
        changed = null;
        subscriptions.values().forEach(ConfigSource.Subscription::close);
        subscriptions.clear();
    }

    private void subscribe(ConfigSource source) {
        try {
            subscriptions.put(source, source.subscribe(changed));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("configuration source {} cannot be watched; its changes need a reload", source.name(), e);
        }
    }

    /** Reads all sources, one after the other. */
    Fragment read() {
        List<ConfigNode> nodes = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (ConfigSource source : sources.list()) {
            try {
                Fragment fragment = source.read();
                nodes.addAll(fragment.nodes());
                diagnostics.addAll(fragment.diagnostics());
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.error("configuration source {} failed", source.name(), e);
                diagnostics.add(Diagnostic.error(
                        DiagnosticKind.FATAL,
                        Position.of(source.name()),
                        "the configuration source failed: " + e,
                        "the log has the details; this is a defect of the source"));
            }
        }
        return new Fragment(nodes, diagnostics);
    }
}
