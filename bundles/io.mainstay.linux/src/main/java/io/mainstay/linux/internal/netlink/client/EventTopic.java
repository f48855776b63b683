// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Objects that may be far too many to be remembered: only what happens is told, and when something was missed.
 *
 * @param <V> the object
 * @param <L> its listeners
 */
final class EventTopic<V, L> implements Topic {
    private final Kind<V, L> kind;
    private final Subscribers<L> subscribers = new Subscribers<>();

    EventTopic(Kind<V, L> kind) {
        this.kind = kind;
    }

    Subscribers.Subscriber<L> subscribe(Executor executor, L listener) {
        return subscribers.add(executor, listener);
    }

    void unsubscribe(Subscribers.Subscriber<L> subscriber) {
        subscribers.remove(subscriber);
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
            BiConsumer<L, V> told = reader.type() == kind.added() ? kind.onAdded() : kind.onDeleted();
            subscribers.tell(each -> told.accept(each, value));
        }
        return true;
    }

    @Override
    public void resync() {
        subscribers.tell(kind.onResync());
    }

    /** What makes one kind of object differ from another. */
    record Kind<V, L>(
            List<Integer> groups,
            int added,
            int deleted,
            Decoder<V> decoder,
            BiConsumer<L, V> onAdded,
            BiConsumer<L, V> onDeleted,
            Consumer<L> onResync) {}
}
