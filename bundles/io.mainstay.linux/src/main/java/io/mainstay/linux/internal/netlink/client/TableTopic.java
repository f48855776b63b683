// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.platform.net.SystemCallException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Objects that are few enough to be remembered: each listener hears what is there, then every difference.
 *
 * @param <K> what an object is known by
 * @param <V> the object
 * @param <L> its listeners
 */
final class TableTopic<K, V, L> implements Topic {
    private final Kind<K, V, L> kind;
    private final Subscribers<L> subscribers = new Subscribers<>();
    private Map<K, V> table = new LinkedHashMap<>();

    TableTopic(Kind<K, V, L> kind) {
        this.kind = kind;
    }

    Subscribers.Subscriber<L> subscribe(Executor executor, L listener) {
        Subscribers.Subscriber<L> subscriber = subscribers.add(executor, listener);
        List<V> now = List.copyOf(table.values());
        subscriber.tell(each -> now.forEach(value -> kind.teller().appeared(each, value)));
        return subscriber;
    }

    void unsubscribe(Subscribers.Subscriber<L> subscriber) {
        subscribers.remove(subscriber);
        if (subscribers.isEmpty()) {
            table.clear();
        }
    }

    @Override
    public List<Integer> groups() {
        return kind.groups();
    }

    @Override
    public boolean wanted() {
        return !subscribers.isEmpty();
    }

    @Override
    public boolean message(NetlinkReader reader) {
        if (reader.type() != kind.added() && reader.type() != kind.deleted()) {
            return false;
        }
        V value = kind.decoder().decode(reader.bytes(), reader.payload(), reader.payloadLength());
        if (value != null) {
            if (reader.type() == kind.added()) {
                put(value);
            } else {
                remove(kind.key().apply(value));
            }
        }
        return true;
    }

    @Override
    public void resync() throws SystemCallException {
        Map<K, V> before = table;
        Map<K, V> now = new LinkedHashMap<>();
        for (V value : kind.list().list()) {
            now.put(kind.key().apply(value), value);
        }
        List.copyOf(before.keySet()).stream()
                .filter(key -> !now.containsKey(key))
                .forEach(this::remove);
        now.values().forEach(this::put);
    }

    private void put(V value) {
        V before = table.put(kind.key().apply(value), value);
        if (before == null) {
            subscribers.tell(each -> kind.teller().appeared(each, value));
        } else if (!kind.same().test(before, value)) {
            subscribers.tell(each -> kind.teller().changed(each, before, value));
        }
    }

    private void remove(K key) {
        V last = table.remove(key);
        if (last != null) {
            subscribers.tell(each -> kind.teller().disappeared(each, last));
        }
    }

    /** What makes one kind of object differ from another. */
    record Kind<K, V, L>(
            List<Integer> groups,
            int added,
            int deleted,
            Decoder<V> decoder,
            Lister<V> list,
            Function<V, K> key,
            BiPredicate<V, V> same,
            Teller<V, L> teller) {}

    /** Reads the whole. */
    interface Lister<V> {
        List<V> list() throws SystemCallException;
    }

    /** Calls a listener. */
    interface Teller<V, L> {
        void appeared(L listener, V value);

        void changed(L listener, V before, V after);

        void disappeared(L listener, V last);
    }
}
