// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.platform.ControlThread;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.SystemCallException;
import java.util.function.Consumer;

/** Keeps a {@link Host} up to date. Thread-safety: control thread. */
final class HostWatch implements AutoCloseable {
    private final Host host = new Host();
    private final Runnable changed;
    private final Consumer<InterfaceAddress> deleted;
    private final Runnable endLinks;
    private final Runnable endAddresses;
    private boolean closed;

    /**
     * Knows the host when it returns.
     *
     * @param changed something did
     * @param deleted an address was, by whomever
     */
    HostWatch(Network network, ControlThread control, Runnable changed, Consumer<InterfaceAddress> deleted)
            throws SystemCallException {
        this.changed = changed;
        this.deleted = deleted;
        network.links().list().forEach(host::put);
        network.addresses().list().forEach(host::put);
        endLinks = network.links().listen(control, new LinkListener());
        endAddresses = network.addresses().listen(control, new AddressListener());
    }

    Host host() {
        return host;
    }

    private void tell() {
        if (!closed) {
            changed.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        endLinks.run();
        endAddresses.run();
    }

    private final class LinkListener implements Links.Listener {
        @Override
        public void appeared(Link link) {
            host.put(link);
            tell();
        }

        @Override
        public void changed(Link before, Link after) {
            host.put(after);
            tell();
        }

        @Override
        public void disappeared(Link last) {
            host.remove(last);
            tell();
        }
    }

    private final class AddressListener implements Addresses.Listener {
        @Override
        public void added(InterfaceAddress address) {
            host.put(address);
            tell();
        }

        @Override
        public void changed(InterfaceAddress before, InterfaceAddress after) {
            host.put(after);
            tell();
        }

        @Override
        public void deleted(InterfaceAddress address) {
            host.remove(address);
            tell();
            if (!closed) {
                deleted.accept(address);
            }
        }
    }
}
