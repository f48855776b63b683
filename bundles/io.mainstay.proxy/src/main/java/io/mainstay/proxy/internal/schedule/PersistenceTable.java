// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import io.mainstay.api.model.Persistence;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which target a client network was sent to, until the time-out after its last connection. Oldest first in
 * memory: what has expired is dropped in passing, and a full table forgets its oldest entry.
 */
public final class PersistenceTable {
    static final int CAPACITY = 1 << 20;

    private final Persistence settings;
    private final int capacity;
    private final LinkedHashMap<Client, Entry> entries = new LinkedHashMap<>();

    public PersistenceTable(Persistence settings) {
        this(settings, CAPACITY);
    }

    PersistenceTable(Persistence settings, int capacity) {
        this.settings = settings;
        this.capacity = capacity;
    }

    public Persistence settings() {
        return settings;
    }

    /** Where the client was sent the last time; null when that is unknown, too long ago, or forgotten. */
    public Target lookup(Client client, long nowNanos) {
        expire(nowNanos);
        Entry entry = entries.get(network(client));
        return entry == null ? null : entry.target;
    }

    /** The client has been sent to the target, now. */
    public void remember(Client client, Target target, long nowNanos) {
        expire(nowNanos);
        Client network = network(client);
        entries.remove(network); // so that it becomes the youngest
        if (entries.size() >= capacity) {
            dropOldest();
        }
        entries.put(network, new Entry(target, nowNanos));
    }

    /** Forgets all entries that lead to a target: it has gone, or gets no new connections. */
    public void forget(Target target) {
        entries.values().removeIf(entry -> entry.target == target);
    }

    public int size() {
        return entries.size();
    }

    private Client network(Client client) {
        return client.network(settings.ipv4Prefix(), settings.ipv6Prefix());
    }

    private void expire(long nowNanos) {
        long timeout = settings.timeout().toNanos();
        Iterator<Map.Entry<Client, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next().getValue().lastNanos >= timeout) {
            oldest.remove();
        }
    }

    private void dropOldest() {
        Iterator<Client> oldest = entries.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    private record Entry(Target target, long lastNanos) {}
}
