// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.TransitionListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs transitions, keeps the last {@value #CAPACITY}, tells the listeners. Thread-safety: any thread may read. */
@Component
public final class TransitionJournal implements Journal {
    static final int CAPACITY = 4096;
    private static final Logger LOG = LoggerFactory.getLogger("io.mainstay.transition");

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<TransitionListener> listeners = new CopyOnWriteArrayList<>();
    private long published;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(TransitionListener listener) {
        listeners.add(listener);
    }

    void removeListener(TransitionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void publish(Transition transition) {
        LOG.info("{}: {} -> {}: {}", transition.subject(), transition.from(), transition.to(), transition.cause());
        synchronized (entries) {
            if (entries.size() == CAPACITY) {
                entries.removeFirst();
            }
            entries.addLast(new Entry(++published, Instant.now(), transition));
        }
        for (TransitionListener listener : listeners) {
            try {
                listener.transition(transition);
            } catch (RuntimeException | LinkageError e) {
                LOG.error(
                        "{} failed on '{}'; the other listeners were told all the same",
                        listener.getClass().getName(),
                        transition.subject(),
                        e);
            }
        }
    }

    @Override
    public List<Entry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }
}
