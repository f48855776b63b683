// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.simulate.internal.scenario.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A host with all that is configured for it.
 *
 * @param name of the host
 * @param file its configuration file
 * @param state at the start
 * @param reloads what it is told later
 * @param initial outlines of the state, one per protocol
 * @param later outlines of the reloads
 */
public record Node(
        String name,
        String file,
        DesiredState state,
        Map<Event.Reload, DesiredState> reloads,
        List<Outline> initial,
        List<Outline> later) {
    public Node {
        reloads = new LinkedHashMap<>(reloads);
        initial = List.copyOf(initial);
        later = List.copyOf(later);
    }

    /** All there ever will be. */
    public List<Outline> outlines() {
        return Stream.concat(initial.stream(), later.stream()).toList();
    }

    List<Outline.Router> initialRouters() {
        return initial.stream().flatMap(outline -> outline.routers().stream()).toList();
    }

    List<Outline.Router> routers() {
        return outlines().stream()
                .flatMap(outline -> outline.routers().stream())
                .toList();
    }

    Set<String> interfaces() {
        Set<String> all = names(Outline::interfaces);
        routers().forEach(router -> all.add(router.interfaceName()));
        return all;
    }

    Set<String> names(Function<Outline, Set<String>> which) {
        Set<String> all = new TreeSet<>();
        outlines().forEach(outline -> all.addAll(which.apply(outline)));
        return all;
    }
}
