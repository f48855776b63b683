// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.plan;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Severity;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.carp.CarpInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Virtual host ids that are on one wire twice, whatever host the configuration is for. */
public final class SharedIds {
    private SharedIds() {}

    public static List<Diagnostic> in(DesiredState state) {
        List<Diagnostic> found = new ArrayList<>();
        Map<String, CarpInstance> byWire = new HashMap<>();
        for (CarpInstance instance : state.carp().instances()) {
            CarpInstance twin = byWire.putIfAbsent(instance.device() + " " + instance.vhid(), instance);
            if (twin != null) {
                found.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        position(state, instance),
                        "vhid " + instance.vhid() + " on " + instance.device() + " is that of carp_instance "
                                + twin.name() + " already",
                        "give one of them another vhid"));
            }
            sharedWithVrrp(state, instance, found);
        }
        return found;
    }

    private static void sharedWithVrrp(DesiredState state, CarpInstance instance, List<Diagnostic> found) {
        state.vrrp().instances().stream()
                .filter(router -> router.virtualRouterId() == instance.vhid()
                        && router.link().device().equals(Optional.of(instance.device())))
                .forEach(router -> found.add(new Diagnostic(
                        Severity.NOTICE,
                        DiagnosticKind.GENERAL,
                        position(state, instance),
                        "vhid " + instance.vhid() + " is also the virtual router id of vrrp_instance " + router.name()
                                + " on " + instance.device(),
                        "they do not disturb each other here, but other programs, keepalived among them, may mistake"
                                + " one for the other")));
    }

    /** Where an instance is configured. */
    public static Position position(DesiredState state, CarpInstance instance) {
        String name = "carp_instance " + instance.name();
        return state.origins().getOrDefault(name, Position.of(name));
    }
}
