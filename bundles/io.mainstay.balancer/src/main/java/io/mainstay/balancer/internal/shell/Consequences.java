// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.control.Checks;
import io.mainstay.api.transition.Journal;
import io.mainstay.balancer.internal.decision.Effect;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps effects, in order, until the data planes have been told. Thread-safety: control thread only. */
final class Consequences {
    private static final Logger LOG = LoggerFactory.getLogger(Consequences.class);

    private record Due(String virtualServer, Effect effect) {}

    private final Journal journal;
    private final Checks checks;
    private List<Due> due = new ArrayList<>();

    Consequences(Journal journal, Checks checks) {
        this.journal = journal;
        this.checks = checks;
    }

    void add(String virtualServer, List<Effect> effects) {
        effects.forEach(effect -> due.add(new Due(virtualServer, effect)));
    }

    boolean isEmpty() {
        return due.isEmpty();
    }

    /** An effect may bring about further events; their effects wait for the next time. */
    void carryOut() {
        List<Due> now = due;
        due = new ArrayList<>();
        for (Due next : now) {
            if (next.effect() instanceof Effect.Publish publish) {
                journal.publish(publish.transition());
            } else if (next.effect() instanceof Effect.SuspendChecks suspend) {
                LOG.info(
                        "virtual server {}: checks {}",
                        next.virtualServer(),
                        suspend.suspended()
                                ? "suspended, none of its addresses is on this host"
                                : "resumed, one of its addresses is on this host");
                checks.haSuspend(next.virtualServer(), suspend.suspended());
            } else if (next.effect() instanceof Effect.Reweighted weight) {
                LOG.info(
                        "real server {} of {}: weight {} -> {}: {}",
                        weight.realServer(),
                        next.virtualServer(),
                        weight.from(),
                        weight.to(),
                        weight.cause());
            }
        }
    }
}
