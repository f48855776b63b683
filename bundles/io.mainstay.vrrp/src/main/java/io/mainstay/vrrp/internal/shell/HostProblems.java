// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.net.Link;
import io.mainstay.vrrp.internal.plan.InstanceProblems;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import java.util.ArrayList;
import java.util.List;

/** What a configuration asks of this host that it has not, beyond interfaces that do not exist: those the interpreter finds. */
final class HostProblems {
    private HostProblems() {}

    static List<Diagnostic> of(DesiredState state, VrrpPlan plan, Host host) {
        List<Diagnostic> found = new ArrayList<>();
        for (RouterPlan router : plan.routers()) {
            Link link = router.wire().map(host::link).orElse(null);
            if (link != null && !router.transport().unicast() && !link.multicast() && !link.loopback()) {
                found.add(Diagnostic.warning(
                        DiagnosticKind.WARNING,
                        InstanceProblems.at(state, router.instance()),
                        router.name() + ": interface " + link.name() + " cannot multicast",
                        "name the peers in unicast_peer"));
            }
        }
        return found;
    }
}
