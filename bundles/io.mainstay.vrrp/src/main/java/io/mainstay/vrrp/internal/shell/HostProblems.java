// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.vrrp.VrrpGlobals.DynamicInterfaces;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.platform.net.Link;
import io.mainstay.vrrp.internal.plan.InstanceProblems;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a configuration asks of this host that it has not. */
final class HostProblems {
    private HostProblems() {}

    /** Interfaces that do not exist: errors, unless they may come later. */
    static List<Diagnostic> of(DesiredState state, VrrpPlan plan, Host host) {
        boolean dynamic = state.vrrp().globals().dynamicInterfaces() != DynamicInterfaces.NO;
        Set<String> made = new HashSet<>();
        for (RouterPlan router : plan.routers()) {
            router.link().vmac().ifPresent(vmac -> made.add(vmac.name()));
            router.link().ipvlan().ifPresent(ipvlan -> made.add(ipvlan.name()));
        }
        List<Diagnostic> found = new ArrayList<>();
        for (RouterPlan router : plan.routers()) {
            for (String name : router.interfaces()) {
                Link link = host.link(name);
                if (link == null && !made.contains(name)) {
                    found.add(missing(state, router.instance(), name, dynamic));
                } else if (link != null
                        && router.wire().filter(name::equals).isPresent()
                        && !router.transport().unicast()
                        && !link.multicast()
                        && !link.loopback()) {
                    found.add(Diagnostic.warning(
                            DiagnosticKind.WARNING,
                            InstanceProblems.at(state, router.instance()),
                            router.name() + ": interface " + name + " cannot multicast",
                            "name the peers in unicast_peer"));
                }
            }
        }
        return found;
    }

    private static Diagnostic missing(DesiredState state, VrrpInstance instance, String name, boolean dynamic) {
        String message = instance.name() + ": there is no interface " + name;
        return dynamic
                ? Diagnostic.warning(
                        DiagnosticKind.WARNING,
                        InstanceProblems.at(state, instance),
                        message + "; the instance is in FAULT until there is",
                        "")
                : Diagnostic.error(
                        DiagnosticKind.BAD_INTERFACE,
                        InstanceProblems.at(state, instance),
                        message,
                        "'ip link' lists what there is; interfaces that come later need 'dynamic_interfaces' in"
                                + " global_defs");
    }
}
