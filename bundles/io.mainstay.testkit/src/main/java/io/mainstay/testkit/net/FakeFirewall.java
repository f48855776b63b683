// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.SystemCallException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps which addresses are blocked. */
public final class FakeFirewall implements Firewall {
    private final Map<String, Set<Blocked>> tables = new HashMap<>();
    private final Set<Integer> silenced = new LinkedHashSet<>();
    private final Map<String, List<Marked>> marks = new HashMap<>();
    private String unavailable = "";
    private int errno;

    @Override
    public String unavailable() {
        return unavailable;
    }

    /** Says that this host has none. */
    public void unavailable(String reason) {
        unavailable = reason;
    }

    /** Lets transactions fail from now on; 0 ends it. */
    public void fail(int with) {
        errno = with;
    }

    /** What a table blocks now; empty when there is no such table. */
    public Set<Blocked> blocked(String table) {
        return tables.getOrDefault(table, Set.of());
    }

    public Set<String> tables() {
        return tables.keySet();
    }

    @Override
    public void marks(String table, int priority, List<Marked> all) throws SystemCallException {
        if (errno != 0) {
            throw new SystemCallException("nftables", "table " + table, errno);
        }
        marks.put(table, List.copyOf(all));
    }

    /** The marks that a table gives now. */
    public List<Marked> marks(String table) {
        return marks.getOrDefault(table, List.of());
    }

    /** Interfaces that must not speak for themselves. */
    public Set<Integer> silenced() {
        return silenced;
    }

    @Override
    public Table table(String name, int priority, boolean counters) {
        Set<Blocked> blocked = new LinkedHashSet<>();
        tables.put(name, blocked);
        return new Table() {
            @Override
            public PreparedFirewall prepareBlock(List<Blocked> addresses, boolean block) {
                List<Blocked> all = List.copyOf(addresses);
                return () -> {
                    if (errno != 0) {
                        return errno;
                    }
                    if (block) {
                        blocked.addAll(all);
                    } else {
                        all.forEach(blocked::remove);
                    }
                    return 0;
                };
            }

            @Override
            public void silence(int ifIndex, boolean silent) {
                if (silent) {
                    silenced.add(ifIndex);
                } else {
                    silenced.remove(ifIndex);
                }
            }

            @Override
            public void close() {
                tables.remove(name);
            }
        };
    }
}
