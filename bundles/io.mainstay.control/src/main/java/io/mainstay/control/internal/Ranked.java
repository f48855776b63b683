// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Services in a fixed order, whatever order they come in. Thread-safety: any thread; lists are snapshots. */
final class Ranked<T> {
    private record Entry<T>(T service, long rank) {}

    private volatile List<Entry<T>> entries = List.of();

    /** Adds a service; lower ranks come first, equal ones in order of arrival. */
    synchronized void add(T service, long rank) {
        List<Entry<T>> next = new ArrayList<>(entries);
        next.add(new Entry<>(service, rank));
        next.sort(Comparator.comparingLong(Entry::rank));
        entries = List.copyOf(next);
    }

    synchronized void remove(T service) {
        entries = entries.stream().filter(e -> e.service != service).toList();
    }

    List<T> list() {
        return entries.stream().map(Entry::service).toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** OSGi's order: highest {@code service.ranking} first. */
    static long byRanking(Map<String, Object> properties) {
        return properties.get("service.ranking") instanceof Integer ranking ? -(long) ranking : 0;
    }
}
