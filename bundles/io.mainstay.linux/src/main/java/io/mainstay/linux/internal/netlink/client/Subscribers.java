// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Listeners of one topic, each told in order on its own executor. Thread-safety: any thread. */
final class Subscribers<L> {
    private final List<Subscriber<L>> all = new CopyOnWriteArrayList<>();

    Subscriber<L> add(Executor executor, L listener) {
        Subscriber<L> subscriber = new Subscriber<>(executor, listener);
        all.add(subscriber);
        return subscriber;
    }

    void remove(Subscriber<L> subscriber) {
        subscriber.end();
        all.remove(subscriber);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void tell(Consumer<L> what) {
        for (Subscriber<L> subscriber : all) {
            subscriber.tell(what);
        }
    }

    /** One listener. */
    static final class Subscriber<L> {
        private final Executor executor;
        private final L listener;
        private volatile boolean active = true;

        private Subscriber(Executor executor, L listener) {
            this.executor = executor;
            this.listener = listener;
        }

        /** Nothing is told after this, though it may be on its way. */
        void end() {
            active = false;
        }

        void tell(Consumer<L> what) {
            try {
                executor.execute(() -> {
                    if (active) {
                        what.accept(listener);
                    }
                });
            } catch (RejectedExecutionException e) {
                active = false; // its executor has ended, and so has its interest
            }
        }
    }
}
