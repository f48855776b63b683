// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.udp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flows by key, least recently used first; bounded. Pure.
 *
 * @param <K> key
 * @param <F> flow
 */
final class FlowTable<K, F> {
    private final int capacity;
    private final long idleNanos;
    private final LinkedHashMap<K, Entry<F>> entries = new LinkedHashMap<>(16, 0.75f, true);

    FlowTable(int capacity, long idleNanos) {
        this.capacity = capacity;
        this.idleNanos = idleNanos;
    }

    /** The flow of a key, which is in use now; null when there is none. */
    F touch(K key, long nowNanos) {
        Entry<F> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        entry.usedNanos = nowNanos;
        return entry.flow;
    }

    /**
     * Adds a flow.
     *
     * @return the one that had to make room; null when none had to
     */
    F add(K key, F flow, long nowNanos) {
        F oldest = null;
        if (entries.size() >= capacity) {
            Iterator<Entry<F>> first = entries.values().iterator();
            oldest = first.next().flow;
            first.remove();
        }
        entries.put(key, new Entry<>(flow, nowNanos));
        return oldest;
    }

    void remove(K key) {
        entries.remove(key);
    }

    /** Removes those that have been idle for the time-out. */
    List<F> expire(long nowNanos) {
        List<F> expired = new ArrayList<>();
        Iterator<Map.Entry<K, Entry<F>>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Entry<F> entry = oldest.next().getValue();
            if (nowNanos - entry.usedNanos < idleNanos) {
                break;
            }
            expired.add(entry.flow);
            oldest.remove();
        }
        return expired;
    }

    /** Removes all. */
    List<F> clear() {
        List<F> all = entries.values().stream().map(entry -> entry.flow).toList();
        entries.clear();
        return all;
    }

    int size() {
        return entries.size();
    }

    private static final class Entry<F> {
        final F flow;
        long usedNanos;

        Entry(F flow, long usedNanos) {
            this.flow = flow;
            this.usedNanos = usedNanos;
        }
    }
}
