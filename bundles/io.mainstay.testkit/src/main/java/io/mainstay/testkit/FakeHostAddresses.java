// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.platform.HostAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Addresses that the test gives to the host. Thread-safety: any thread; listeners are told on the caller's. */
public final class FakeHostAddresses implements HostAddresses {
    private final List<Consumer<Set<InetAddress>>> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<InetAddress> addresses = Set.of();

    @Override
    public Set<InetAddress> current() {
        return addresses;
    }

    @Override
    public Runnable subscribe(Consumer<Set<InetAddress>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void set(InetAddress... now) {
        addresses = Set.of(now);
        listeners.forEach(listener -> listener.accept(addresses));
    }

    public int subscribers() {
        return listeners.size();
    }
}
