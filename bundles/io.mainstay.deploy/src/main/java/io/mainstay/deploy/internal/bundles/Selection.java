// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * Which of the jars found are to serve: of each bundle one, the highest version; of equal versions that of the later
 * folder (an operator's plugin wins over the distribution's), then the one that was written last. What {@code system/} has
 * already is refused.
 *
 * <p>Thread-safety: immutable; {@link #of} is pure.
 *
 * @param winners by symbolic name
 * @param superseded why each other jar does not serve, by file
 * @param refused why each jar must not serve, by file
 */
record Selection(Map<String, Candidate> winners, Map<Path, String> superseded, Map<Path, String> refused) {
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::version)
            .thenComparing(Candidate::folder)
            .thenComparing(Candidate::modifiedMillis)
            .thenComparing(c -> c.file().toString())
            .reversed();

    /** @param system versions of the bundles that did not come from a watched folder, by symbolic name */
    static Selection of(Collection<Candidate> found, Map<String, Version> system) {
        Map<String, Candidate> winners = new TreeMap<>();
        Map<Path, String> superseded = new LinkedHashMap<>();
        Map<Path, String> refused = new LinkedHashMap<>();
        Map<String, List<Candidate>> byName = found.stream().collect(Collectors.groupingBy(Candidate::name));
        byName.forEach((name, same) -> {
            Version own = system.get(name);
            if (own != null) {
                same.forEach(c -> refused.put(
                        c.file(),
                        name + " is part of the system (version " + own + ") and cannot be replaced while it runs"));
                return;
            }
            List<Candidate> ordered = same.stream().sorted(BEST_FIRST).toList();
            Candidate winner = ordered.get(0);
            winners.put(name, winner);
            ordered.subList(1, ordered.size())
                    .forEach(c -> superseded.put(
                            c.file(),
                            "version " + winner.version() + " of " + name + " serves, from " + winner.file()));
        });
        return new Selection(winners, superseded, refused);
    }
}
