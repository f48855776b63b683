// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.api.config.NearestKeyword;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The hosts that options name. */
final class Mentions {
    private final Set<String> hosts = new LinkedHashSet<>();

    String host(String name) {
        hosts.add(name);
        return name;
    }

    /** {@code a:eth0}. */
    Optional<Port> port(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new Port(host(text.substring(0, colon)), text.substring(colon + 1)));
    }

    /** A sentence for each that is not there. */
    List<String> problems(List<String> known) {
        return hosts.stream()
                .filter(name -> !known.isEmpty() && !known.contains(name))
                .map(name -> "there is no host '" + name + "'"
                        + NearestKeyword.of(name, known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                        + " (hosts: " + String.join(", ", known) + ")")
                .toList();
    }
}
