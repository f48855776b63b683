// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;

/**
 * {@code sh} and {@code mh}: the client's address chooses a slot of a table, the slot names the target. The two differ in
 * how the table is filled ({@link SlotTable}).
 *
 * <p>A target of weight 0 is not in the table: its clients are spread over the others. (IPVS's {@code sh} leaves it one
 * slot, whose clients it then drops.) A target above its threshold stays in the table; its clients are refused unless the
 * fallback flag lets them go elsewhere, as with IPVS. One that could not be connected is always replaced: the connection is
 * there already, and refusing it helps nobody.
 */
final class HashedPolicy implements Policy {
    private final SlotTable.Filling filling;
    private final boolean withPort;
    private final boolean fallback;
    private SlotTable table = SlotTable.EMPTY;

    HashedPolicy(SlotTable.Filling filling, boolean withPort, boolean fallback) {
        this.filling = filling;
        this.withPort = withPort;
        this.fallback = fallback;
    }

    @Override
    public void update(List<Target> targets) {
        table = filling.fill(
                targets.stream().filter(target -> target.weight() > 0).toList());
    }

    @Override
    public Target choose(Client client, Predicate<Target> untried) {
        if (table.size() == 0) {
            return null;
        }
        long hash = client.hash(withPort);
        Target target = table.at(hash);
        if (untried.test(target)) {
            if (target.usable()) {
                return target;
            }
            if (!fallback) {
                return null;
            }
        }
        // Other slots, in an order of the client's own, so that the load of one is spread over all.
        for (int attempt = 1; attempt <= 4 * table.targets().size(); attempt++) {
            hash = Hash.mix(hash + attempt);
            target = table.at(hash);
            if (target.usable() && untried.test(target)) {
                return target;
            }
        }
        for (Target any : table.targets()) {
            if (any.usable() && untried.test(any)) {
                return any;
            }
        }
        return null;
    }

    @Override
    public boolean looksAtClient() {
        return true;
    }
}
