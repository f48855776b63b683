// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The addresses of a host, with the routers that want them: two may have the same. */
final class Holdings {
    private final Host host;
    private final Observer observer;
    private final Map<InetAddress, Set<String>> routers = new LinkedHashMap<>();

    Holdings(Host host, Observer observer) {
        this.host = host;
        this.observer = observer;
    }

    void hold(String router, InetAddress address) {
        boolean fresh = !routers.containsKey(address);
        routers.computeIfAbsent(address, a -> new LinkedHashSet<>()).add(router);
        if (fresh) {
            observer.held(host, address, true);
        }
    }

    void release(String router, InetAddress address) {
        Set<String> wanting = routers.get(address);
        if (wanting != null && wanting.remove(router) && wanting.isEmpty()) {
            delete(address);
        }
    }

    /** Gone, whoever wanted it. */
    void delete(InetAddress address) {
        if (routers.remove(address) != null) {
            observer.held(host, address, false);
        }
    }

    void clear() {
        List.copyOf(routers.keySet()).forEach(this::delete);
    }

    boolean isEmpty() {
        return routers.isEmpty();
    }

    Set<InetAddress> addresses() {
        return Set.copyOf(routers.keySet());
    }
}
