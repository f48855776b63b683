// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.bfd.internal;

import io.mainstay.api.control.BfdSessions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps subscriptions while the provider of BFD sessions comes, goes and changes. Thread-safety: any thread. */
final class SessionFollower {
    private final Set<Following> all = new HashSet<>();
    private BfdSessions provider;

    private final class Following implements AutoCloseable {
        final String name;
        final Runnable changed;
        Runnable end = () -> {};

        Following(String name, Runnable changed) {
            this.name = name;
            this.changed = changed;
        }

        @Override
        public void close() {
            synchronized (SessionFollower.this) {
                all.remove(this);
                end.run();
                end = () -> {};
            }
        }
    }

    synchronized Optional<BfdSessions> provider() {
        return Optional.ofNullable(provider);
    }

    /** Tells of each change, and of the state at first. */
    AutoCloseable follow(String name, Runnable changed) {
        Following following = new Following(name, changed);
        synchronized (this) {
            all.add(following);
            if (provider != null) {
                following.end = provider.listen(name, changed);
            }
        }
        changed.run();
        return following;
    }

    /** Another provider; null when there is none any more. */
    void provider(BfdSessions next) {
        List<Following> told;
        synchronized (this) {
            for (Following following : all) {
                following.end.run();
                following.end = next == null ? () -> {} : next.listen(following.name, following.changed);
            }
            provider = next;
            told = List.copyOf(all);
        }
        told.forEach(following -> following.changed.run());
    }
}
