// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.carp.internal.plan.Family;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.SystemCallException;
import java.util.HashMap;
import java.util.Map;

/** One {@link Wire} per interface and family, while somebody uses it. Thread-safety: control thread. */
final class WirePool {
    private record Key(int ifIndex, Family family) {}

    private static final class Entry {
        private final Wire wire;
        private int users;

        Entry(Wire wire) {
            this.wire = wire;
        }
    }

    private final Network network;
    private final PunctualLoop loop;
    private final Map<Key, Entry> entries = new HashMap<>();

    WirePool(Network network, PunctualLoop loop) {
        this.network = network;
        this.loop = loop;
    }

    Wire take(int ifIndex, Family family) throws SystemCallException {
        Key key = new Key(ifIndex, family);
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(new Wire(network.rawSockets(), loop, ifIndex, family.ipv6()));
            entries.put(key, entry);
        }
        entry.users++;
        return entry.wire;
    }

    /** To be called when nobody on the loop uses it any more for this user. */
    void giveBack(Wire wire) {
        entries.entrySet().removeIf(each -> {
            Entry entry = each.getValue();
            if (entry.wire == wire && --entry.users == 0) {
                wire.close();
                return true;
            }
            return false;
        });
    }
}
