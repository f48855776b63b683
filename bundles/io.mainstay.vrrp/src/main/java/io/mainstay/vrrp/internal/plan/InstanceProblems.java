// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of a configuration cannot run, or not as it looks, whatever host it is on. Pure. */
public final class InstanceProblems {
    private InstanceProblems() {}

    /** In configured order. */
    public static List<Diagnostic> of(DesiredState state) {
        List<Diagnostic> found = new ArrayList<>();
        for (VrrpInstance instance : state.vrrp().instances()) {
            look(state, instance, found);
        }
        if (found.stream().noneMatch(Diagnostic::isError)) {
            lookForTwins(state, found);
        }
        return found;
    }

    /** Where an instance is configured. */
    public static Position at(DesiredState state, VrrpInstance instance) {
        return at(state, instance.name());
    }

    private static Position at(DesiredState state, String instance) {
        String block = "vrrp_instance " + instance;
        return state.origins().getOrDefault(block, Position.of(block));
    }

    private static void look(DesiredState state, VrrpInstance instance, List<Diagnostic> found) {
        Position at = at(state, instance);
        if (instance.authentication() instanceof VrrpAuthentication.Hmac) {
            found.add(Diagnostic.error(
                    DiagnosticKind.NOT_YET_SUPPORTED,
                    at,
                    instance.name() + ": auth_hmac is not supported yet, and adverts without it would be unsigned",
                    "take it out on all hosts of this virtual router"));
        }
        if (instance.timing().version() == 2 && (instance.ipv6() || instance.dualStack())) {
            found.add(Diagnostic.error(
                    DiagnosticKind.GENERAL,
                    at,
                    instance.name() + ": version 2 has no IPv6",
                    "say 'version 3', or leave the version out"));
        }
        for (boolean ipv6 : new boolean[] {false, true}) {
            if (PlanBuilder.overflows(instance, ipv6)) {
                found.add(Diagnostic.warning(
                        DiagnosticKind.WARNING,
                        at,
                        instance.name() + ": more " + (ipv6 ? "IPv6" : "IPv4")
                                + " addresses than an advertisement holds; the last ones are not advertised",
                        "put them into virtual_ipaddress_excluded, on all hosts alike"));
            }
        }
        if (!instance.trackers().bfds().isEmpty()) {
            found.add(Diagnostic.warning(
                    DiagnosticKind.NOT_YET_SUPPORTED,
                    at,
                    instance.name() + ": track_bfd is not supported yet and has no effect",
                    ""));
        }
    }

    private static void lookForTwins(DesiredState state, List<Diagnostic> found) {
        VrrpConfiguration configuration = state.vrrp();
        Map<RouterKey, String> first = new HashMap<>();
        for (RouterPlan plan : PlanBuilder.plan(configuration).routers()) {
            String other = first.putIfAbsent(plan.key(), plan.name());
            if (other != null) {
                found.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        at(state, plan.name()),
                        plan.name() + ": " + other + " has virtual_router_id "
                                + plan.key().virtualRouterId() + " on "
                                + (plan.key().device().isEmpty()
                                        ? "the same peers"
                                        : plan.key().device()) + ", too",
                        "each virtual router of an interface needs an id of its own"));
            }
        }
    }
}
