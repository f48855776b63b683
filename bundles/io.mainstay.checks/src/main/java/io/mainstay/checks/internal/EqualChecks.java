// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.engine.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the checks that ask the same of the same target in the same rhythm. Pure. */
final class EqualChecks {
    private EqualChecks() {}

    /** Lists of two or more, in the order of the checks. */
    static List<List<Check>> among(Collection<Check> checks) {
        Map<Key, Check> first = new HashMap<>(checks.size() * 2);
        Map<Check, List<Check>> groups = new HashMap<>();
        List<List<Check>> all = new ArrayList<>();
        for (Check check : checks) {
            if (!check.spec().sharesProbes()) {
                continue;
            }
            Check earlier = first.putIfAbsent(new Key(check.spec()), check);
            if (earlier != null) {
                groups.computeIfAbsent(earlier, one -> {
                            List<Check> group = new ArrayList<>(List.of(one));
                            all.add(group);
                            return group;
                        })
                        .add(check);
            }
        }
        return all;
    }

    /** All of a specification but its name. The hash is a cheap one, because most checks have an address of their own. */
    private record Key(CheckSpec spec) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && spec.target().equals(key.spec.target())
                    && spec.timing().equals(key.spec.timing())
                    && spec.options().equals(key.spec.options());
        }

        @Override
        public int hashCode() {
            return spec.target().endpoint().hashCode() * 31 + spec.type().hashCode();
        }
    }
}
