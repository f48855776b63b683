// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import io.mainstay.api.model.Scheduler;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Which schedulers this data plane has, and the policy behind each. */
public final class Policies {
    /**
     * All but {@code dh}, {@code lblc} and {@code lblcr}: those choose by the packet's destination address, which is one
     * and the same for a service of the proxy.
     */
    public static final Set<Scheduler> SCHEDULERS =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Scheduler.DH, Scheduler.LBLC, Scheduler.LBLCR)));

    public static final Set<String> FLAGS = Set.of("sh-port", "sh-fallback", "mh-port", "mh-fallback");

    private Policies() {}

    /**
     * A policy without targets yet.
     *
     * @param random for schedulers that draw
     */
    public static Policy create(Scheduler scheduler, Set<String> flags, RandomGenerator random) {
        return switch (scheduler) {
            case RR -> new RoundRobin();
            case WRR -> new WeightedRoundRobin();
            case LC -> new LeastLoad(LeastLoad.Measure.CONNECTIONS);
            case WLC -> new LeastLoad(LeastLoad.Measure.PER_WEIGHT);
            case SED -> new LeastLoad(LeastLoad.Measure.EXPECTED_DELAY);
            case NQ -> new LeastLoad(LeastLoad.Measure.NEVER_QUEUE);
            case SH ->
                new HashedPolicy(SlotTable::sourceHash, flags.contains("sh-port"), flags.contains("sh-fallback"));
            case MH -> new HashedPolicy(SlotTable::maglev, flags.contains("mh-port"), flags.contains("mh-fallback"));
            case FO -> new Failover(false);
            case OVF -> new Failover(true);
            case TWOS -> new TwoChoices(random);
            case DH, LBLC, LBLCR ->
                throw new IllegalArgumentException("scheduler " + scheduler.keyword() + " is not one of the proxy's");
        };
    }
}
