// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;

/**
 * How traffic for addresses is dropped (no-accept, macvlans): with nftables, when something needs it.
 *
 * @param table name of the table
 * @param priority of the base chains
 * @param counters whether rules count
 * @param byIndex key link-local addresses by interface index instead of name
 */
public record Firewall(String table, int priority, boolean counters, boolean byIndex) {
    public static final Firewall DEFAULT = new Firewall("keepalived", -1, false, false);

    public Firewall {
        Objects.requireNonNull(table, "table");
    }
}
