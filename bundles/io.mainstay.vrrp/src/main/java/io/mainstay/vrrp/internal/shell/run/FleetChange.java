// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.vrrp.internal.machine.PriorityTracker;
import io.mainstay.vrrp.internal.plan.RouterKey;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a reload changes, with everything that takes time done in advance: the loop only has to put it in place.
 *
 * @param next all that shall run
 * @param binder for what is bound from now on
 * @param bindings of routers that are new or whose plan changed, by key
 * @param removed keys of routers that end
 * @param failed scripts that begin failed ({@code init_fail})
 * @param fileValues what track files say now, by the tracker's name
 * @param startDelayNanos of routers that are new
 */
public record FleetChange(
        VrrpPlan next,
        Binder binder,
        Map<RouterKey, Binding> bindings,
        Set<RouterKey> removed,
        Set<String> failed,
        Map<String, Long> fileValues,
        long startDelayNanos) {

    /**
     * Works a change out.
     *
     * @param before what runs
     * @param host as it is now
     * @param rebind whether also what did not change is to be bound again, because the binder makes other bindings
     */
    public static FleetChange of(
            VrrpPlan before,
            VrrpPlan next,
            Binder binder,
            Host host,
            boolean rebind,
            Map<String, Long> fileValues,
            long startDelayNanos) {
        Map<RouterKey, RouterPlan> old = new HashMap<>();
        before.routers().forEach(plan -> old.put(plan.key(), plan));
        Map<RouterKey, Binding> bindings = new HashMap<>();
        for (RouterPlan plan : next.routers()) {
            RouterPlan was = old.remove(plan.key());
            if (rebind || !plan.equals(was)) {
                bindings.put(plan.key(), binder.bind(plan, host));
            }
        }
        Set<String> failed = new java.util.HashSet<>();
        next.configuration().scripts().forEach(script -> {
            if (script.initFail()) {
                failed.add(script.name());
            }
        });
        return new FleetChange(
                next, binder, bindings, Set.copyOf(old.keySet()), failed, Map.copyOf(fileValues), startDelayNanos);
    }

    /** What a file tracker says at the start; 0 for others. */
    long initialValue(TrackerRef ref) {
        return ref.kind() == TrackerRef.Kind.FILE ? fileValues.getOrDefault(ref.name(), 0L) : 0;
    }

    /** What a tracker says before its first result. */
    PriorityTracker.Result initial(TrackerRef ref) {
        return switch (ref.kind()) {
            case SCRIPT ->
                failed.contains(ref.name()) ? PriorityTracker.Result.FAILED : PriorityTracker.Result.UNDECIDED;
            case PROCESS -> PriorityTracker.Result.UNDECIDED;
            case INTERFACE, FILE, BFD -> PriorityTracker.Result.OK;
        };
    }
}
