// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.checks.internal.engine.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a desired state has in common with the checks that run. A check goes on untouched when the new state has one with the
 * same content on the same real server, even if its number there is another; one whose content changed under the same name
 * goes on with its state and its history.
 *
 * <p>Thread-safety: immutable after construction.
 */
final class StateDiff {
    /** How a wanted check relates to what runs: {@code running} is null for a new one. */
    record Pair(CheckSpec wanted, Check running, boolean same) {}

    private record Place(String virtualServer, Endpoint realServer, String type) {
        static Place of(CheckId id) {
            return new Place(id.virtualServer(), id.realServer(), id.type());
        }
    }

    private final List<Pair> pairs = new ArrayList<>();
    private final List<Check> gone = new ArrayList<>();
    private final Set<String> virtualServers = new HashSet<>();

    StateDiff(Map<CheckId, Check> running, DesiredState next) {
        // Mostly both have the same checks in the same order: then there is nothing to look up.
        Iterator<Check> inOrder = running.values().iterator();
        int kept = 0;
        for (VirtualServer virtualServer : next.virtualServers()) {
            virtualServers.add(virtualServer.name());
            for (RealServer realServer : virtualServer.realServers()) {
                for (CheckSpec spec : realServer.checks()) {
                    Check check = inOrder.hasNext() ? inOrder.next() : null;
                    if (check == null || !check.id().equals(spec.id())) {
                        inOrder = Collections.emptyIterator();
                        check = running.get(spec.id());
                    }
                    boolean same = check != null && sameContent(check.spec(), spec);
                    kept += same ? 1 : 0;
                    pairs.add(new Pair(spec, same ? check : null, same));
                }
            }
        }
        if (kept < running.size()) {
            matchRest(leftOver(running));
        }
    }

    private Map<Place, List<Check>> leftOver(Map<CheckId, Check> running) {
        Set<Check> kept = Collections.newSetFromMap(new IdentityHashMap<>(running.size()));
        pairs.forEach(pair -> kept.add(pair.running()));
        Map<Place, List<Check>> rest = new HashMap<>();
        for (Check check : running.values()) {
            if (!kept.contains(check)) {
                rest.computeIfAbsent(Place.of(check.id()), place -> new ArrayList<>(1))
                        .add(check);
            }
        }
        return rest;
    }

    private void matchRest(Map<Place, List<Check>> rest) {
        pairs.replaceAll(pair -> pair.same() ? pair : matched(pair, rest, true));
        pairs.replaceAll(pair -> pair.same() ? pair : matched(pair, rest, false));
        rest.values().forEach(gone::addAll);
    }

    /** A running check of the same place with the same content, or else with the same name. */
    private static Pair matched(Pair pair, Map<Place, List<Check>> rest, boolean byContent) {
        List<Check> candidates = rest.get(Place.of(pair.wanted().id()));
        if (candidates == null) {
            return pair;
        }
        for (Iterator<Check> i = candidates.iterator(); i.hasNext(); ) {
            Check check = i.next();
            boolean fits = byContent
                    ? sameContent(check.spec(), pair.wanted())
                    : check.id().equals(pair.wanted().id());
            if (fits) {
                i.remove();
                return new Pair(pair.wanted(), check, byContent);
            }
        }
        return pair;
    }

    private static boolean sameContent(CheckSpec a, CheckSpec b) {
        return a == b || a.timing().equals(b.timing()) && sameChecker(a, b);
    }

    /** Whether both are built into the same checker. */
    static boolean sameChecker(CheckSpec a, CheckSpec b) {
        return a.target().equals(b.target()) && a.options().equals(b.options());
    }

    /** All wanted checks, in configured order. */
    List<Pair> pairs() {
        return pairs;
    }

    /** Names of all wanted virtual servers. */
    Set<String> virtualServers() {
        return virtualServers;
    }

    /** Running checks that are not wanted any more. */
    List<Check> gone() {
        return gone;
    }
}
