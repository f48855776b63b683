// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link Journal} that only remembers. */
public final class RecordingJournal implements Journal {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void publish(Transition transition) {
        entries.add(new Entry(entries.size() + 1L, Instant.EPOCH, transition));
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** All transitions so far as {@code "subject: FROM -> TO"}; forgets them. */
    public synchronized List<String> drain() {
        List<String> lines = entries.stream()
                .map(Entry::transition)
                .map(t -> t.subject() + ": " + t.from() + " -> " + t.to())
                .toList();
        entries.clear();
        return lines;
    }
}
