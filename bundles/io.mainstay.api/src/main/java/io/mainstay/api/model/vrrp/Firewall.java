// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;
import java.util.Objects;

/**
 * How traffic for addresses is dropped (no-accept, macvlans).
 *
 * @param kind which tool; with {@link Kind#AUTOMATIC} nftables, when something needs it
 * @param table nftables table
 * @param priority of nftables' base chains
 * @param counters whether nftables rules count
 * @param byIndex key link-local addresses by interface index instead of name
 * @param inputChain iptables chain
 * @param outputChain iptables chain
 * @param sets ipset names; empty: no ipsets
 */
public record Firewall(
        Kind kind,
        String table,
        int priority,
        boolean counters,
        boolean byIndex,
        String inputChain,
        String outputChain,
        List<String> sets) {
    public static final Firewall DEFAULT =
            new Firewall(Kind.AUTOMATIC, "keepalived", -1, false, false, "INPUT", "OUTPUT", List.of());

    public Firewall {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(inputChain, "inputChain");
        Objects.requireNonNull(outputChain, "outputChain");
        sets = List.copyOf(sets);
    }

    /** The tool. */
    public enum Kind {
        AUTOMATIC,
        NFTABLES,
        IPTABLES
    }
}
