// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.report;

import io.mainstay.api.model.AddressText;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.shell.run.RouterSnapshot;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why this host has an address, or has it not. Pure. */
public final class Explanation {
    private static final int LAST = 5;

    private Explanation() {}

    /**
     * @param at wall-clock time of the snapshots
     * @return empty when none of the routers moves the address
     */
    public static Optional<String> of(
            InetAddress address, List<RouterSnapshot> routers, List<Journal.Entry> journal, Instant at) {
        StringBuilder text = new StringBuilder();
        for (RouterSnapshot router : routers) {
            if (moves(router.plan(), address)) {
                explain(address, router, journal, at, text);
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    private static boolean moves(RouterPlan plan, InetAddress address) {
        return plan.objects().addresses().stream().anyMatch(a -> a.address().equals(address))
                || plan.objects().excluded().stream().anyMatch(a -> a.address().equals(address));
    }

    private static void explain(
            InetAddress address, RouterSnapshot router, List<Journal.Entry> journal, Instant at, StringBuilder text) {
        boolean held = router.installed().contains(address);
        RouterState state = router.status().state();
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append("This host ").append(held ? "holds " : "does not hold ").append(AddressText.of(address));
        text.append(": ").append(router.plan().label()).append(" is ").append(state);
        if (state != RouterState.INIT) {
            Instant since = at.minusNanos(router.now() - router.status().sinceNanos());
            text.append(" since ").append(since.truncatedTo(ChronoUnit.MILLIS));
            text.append(", because ")
                    .append(CauseText.of(
                            router.status().cause(), router.status().causeValue(), router.faultDetail()));
        }
        text.append('.');
        situation(router, text);
        if (held != (state == RouterState.MASTER)) {
            text.append(
                    held
                            ? " It should not: somebody else put the address there."
                            : " It should: somebody took the address away, or the kernel refused it.");
        }
        router.problems()
                .forEach(problem -> text.append(" Missing: ").append(problem).append('.'));
        history(router.plan(), journal, text);
    }

    private static void situation(RouterSnapshot router, StringBuilder text) {
        int own = router.status().priority();
        switch (router.status().state()) {
            case MASTER -> text.append(" It advertises priority ").append(own).append('.');
            case BACKUP -> {
                text.append(" Its own priority is ").append(own).append("; ");
                int master = router.status().masterPriority();
                text.append(router.peers().stream()
                        .filter(peer -> peer.priority() == master && master > 0)
                        .max(java.util.Comparator.comparingLong(RouterSnapshot.Peer::heardAt))
                        .map(peer -> "the master is " + AddressText.of(peer.address()) + " with priority " + master
                                + ", last heard " + (router.now() - peer.heardAt()) / 1_000_000 + " ms ago")
                        .orElse("no master has been heard"));
                text.append(router.status().wantsMaster() ? "; it waits for its sync group." : ".");
            }
            case INIT -> text.append(" It waits for the start delay or for the first results of its trackers.");
            case FAULT -> {}
        }
    }

    private static void history(RouterPlan plan, List<Journal.Entry> journal, StringBuilder text) {
        List<Journal.Entry> own = new ArrayList<>();
        for (Journal.Entry entry : journal) {
            if (entry.transition() instanceof Transition.Router change
                    && change.instance().name().equals(plan.name())) {
                own.add(entry);
            }
        }
        for (Journal.Entry entry : own.subList(Math.max(0, own.size() - LAST), own.size())) {
            text.append("\n  ")
                    .append(entry.at().truncatedTo(ChronoUnit.MILLIS))
                    .append(' ');
            text.append(entry.transition().from())
                    .append(" -> ")
                    .append(entry.transition().to());
            text.append(": ").append(entry.transition().cause());
        }
    }
}
