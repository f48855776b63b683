// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/** The addresses of a {@link FakeNetwork}. */
public final class FakeAddresses implements Addresses {
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final Audience<Listener> audience = new Audience<>();

    /** Somebody adds an address, or we do. Returns an errno. */
    public int add(InterfaceAddress address) {
        if (find(address) != null) {
            return Errno.EEXIST;
        }
        addresses.add(address);
        audience.tell(listener -> listener.added(address));
        return 0;
    }

    int replace(InterfaceAddress address) {
        InterfaceAddress present = find(address);
        if (present == null) {
            return add(address);
        }
        addresses.set(addresses.indexOf(present), address);
        if (!present.equals(address)) {
            audience.tell(listener -> listener.changed(present, address));
        }
        return 0;
    }

    /** Somebody deletes an address, or we do. Returns an errno. */
    public int delete(InterfaceAddress address) {
        InterfaceAddress present = find(address);
        if (present == null) {
            return Errno.EADDRNOTAVAIL;
        }
        addresses.remove(present);
        audience.tell(listener -> listener.deleted(present));
        return 0;
    }

    void removeAllOf(int ifIndex) {
        List.copyOf(addresses).stream()
                .filter(address -> address.ifIndex() == ifIndex)
                .forEach(this::delete);
    }

    /** The addresses themselves, of all interfaces. */
    public List<InetAddress> held() {
        return addresses.stream().map(InterfaceAddress::address).toList();
    }

    private InterfaceAddress find(InterfaceAddress like) {
        return addresses.stream()
                .filter(each -> each.ifIndex() == like.ifIndex()
                        && each.address().equals(like.address())
                        && each.prefixLength() == like.prefixLength()
                        && Objects.equals(each.peer(), like.peer()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<InterfaceAddress> list() {
        return List.copyOf(addresses);
    }

    @Override
    public Runnable listen(Executor executor, Listener listener) {
        List<InterfaceAddress> now = list();
        return audience.admit(executor, listener, each -> now.forEach(each::added));
    }
}
