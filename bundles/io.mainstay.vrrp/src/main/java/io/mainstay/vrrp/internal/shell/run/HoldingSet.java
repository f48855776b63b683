// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All addresses, or all routes, or all rules of a router, installed and removed together with requests that were written down
 * in advance.
 *
 * <p>Thread-safety: time-critical loop, once it is made.
 */
final class HoldingSet {
    private final Network network;
    private final List<Holding> all;
    private final PreparedChange add;
    private final PreparedChange delete;
    private boolean held;

    HoldingSet(Network network, List<Holding> all) throws SystemCallException {
        this.network = network;
        this.all = List.copyOf(all);
        if (all.isEmpty()) {
            add = null;
            delete = null;
            return;
        }
        add = network.prepare(all.stream().map(h -> h.add).toList());
        List<Change> deletes = new ArrayList<>(all.stream().map(h -> h.delete).toList());
        java.util.Collections.reverse(deletes);
        delete = network.prepare(deletes);
    }

    List<Holding> all() {
        return all;
    }

    boolean held() {
        return held;
    }

    /**
     * Installs all. What is there already is taken for ours, but when {@code keepForeign}.
     *
     * @param problems told of what the kernel refused
     */
    void install(boolean keepForeign, Consumer<ChangeResult> problems) {
        held = true;
        if (add == null) {
            return;
        }
        int failed = add.apply();
        for (int i = 0; i < all.size(); i++) {
            Holding holding = all.get(i);
            int errno = failed == 0 ? 0 : add.errno(i);
            holding.installed = errno == 0 || errno == Errno.EEXIST;
            holding.foreign = keepForeign && errno == Errno.EEXIST;
            if (!holding.installed) {
                problems.accept(add.result(i));
            }
        }
    }

    /** Removes all. */
    void remove(long now) {
        held = false;
        if (delete == null) {
            return;
        }
        boolean foreign = false;
        for (int i = 0; i < all.size(); i++) {
            foreign |= all.get(i).foreign;
        }
        if (foreign) {
            all.forEach(holding -> remove(holding, now));
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).ownDelete(now);
            all.get(i).installed = false;
        }
        if (delete.apply() > 0) {
            for (int i = 0; i < all.size(); i++) {
                if (delete.errno(i) != 0) {
                    all.get(all.size() - 1 - i).ownDeleteFailed();
                }
            }
        }
    }

    private void remove(Holding holding, long now) {
        if (holding.foreign || !holding.installed) {
            holding.installed = false;
            return;
        }
        holding.installed = false;
        holding.ownDelete(now);
        if (errno(holding.delete, problem -> {}) != 0) {
            holding.ownDeleteFailed();
        }
    }

    /** Installs again what somebody took away. */
    void restore(Consumer<ChangeResult> problems) {
        for (Holding holding : all) {
            if (!holding.installed && holding.tracked) {
                int errno = errno(holding.add, problems);
                holding.installed = errno == 0 || errno == Errno.EEXIST;
            }
        }
    }

    /** Makes sure that all is there, whatever is known: after the interface was down. */
    void installAgain(Consumer<ChangeResult> problems) {
        if (held) {
            install(false, problems);
        }
    }

    /**
     * This set takes the place of another one that is held: what is only in the other is removed, what is only here is added.
     */
    void replace(HoldingSet before, boolean keepForeign, long now, Consumer<ChangeResult> problems) {
        for (Holding old : before.all) {
            Holding same = find(old);
            if (same == null) {
                before.remove(old, now);
            } else {
                same.foreign = old.foreign;
                same.installed = old.installed;
            }
        }
        before.held = false;
        held = true;
        for (Holding holding : all) {
            if (!holding.installed) {
                int errno = errno(holding.add, problems);
                holding.installed = errno == 0 || errno == Errno.EEXIST;
                holding.foreign = keepForeign && errno == Errno.EEXIST;
            }
        }
    }

    private Holding find(Holding other) {
        for (Holding holding : all) {
            if (holding.object.equals(other.object)) {
                return holding;
            }
        }
        return null;
    }

    /** Forgets that anything is held, without touching it ({@code -V}, or the interface is gone). */
    void forget() {
        held = false;
        all.forEach(holding -> holding.installed = false);
    }

    private int errno(Change change, Consumer<ChangeResult> problems) {
        try {
            ChangeResult result = network.apply(List.of(change)).get(0);
            if (!result.ok() && result.errno() != Errno.EEXIST) {
                problems.accept(result);
            }
            return result.errno();
        } catch (SystemCallException e) {
            problems.accept(new ChangeResult(change, e.errno(), e.getMessage()));
            return e.errno();
        }
    }
}
