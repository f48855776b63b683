// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Severity;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.carp.internal.machine.FaultReason;
import io.mainstay.carp.internal.plan.SharedIds;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with configured instances on this host. Pure. */
final class Problems {
    private Problems() {}

    /**
     * @param host empty when nothing is known about it
     * @param running names of instances that exist: what went missing after their start is theirs to report
     * @param strict what an instance needs and lacks is an error
     */
    static List<Diagnostic> of(DesiredState next, Optional<Host> host, Collection<String> running, boolean strict) {
        List<Diagnostic> found = new ArrayList<>(SharedIds.in(next));
        for (CarpInstance instance : next.carp().instances()) {
            Position at = SharedIds.position(next, instance);
            if (host.isPresent() && !running.contains(instance.name())) {
                missing(instance, host.get(), next, at, strict, found);
            } else if (host.isEmpty() && strict) {
                found.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        at,
                        "this process may not use raw sockets",
                        "run it as root, or with CAP_NET_ADMIN and CAP_NET_RAW"));
            }
        }
        return found;
    }

    private static void missing(
            CarpInstance instance, Host host, DesiredState next, Position at, boolean strict, List<Diagnostic> found) {
        List<InetAddress> virtual = next.carp().instances().stream()
                .flatMap(each -> each.addresses().stream())
                .map(address -> address.address())
                .toList();
        Set<FaultReason> missing = Ground.of(instance, host, virtual).missing();
        if (missing.contains(FaultReason.NO_INTERFACE)) {
            found.add(report(
                    strict,
                    DiagnosticKind.BAD_INTERFACE,
                    at,
                    "interface " + instance.device() + " does not exist",
                    (strict ? "" : "the instance waits for it in FAULT; ") + "'ip link' lists what there is"));
        } else if (missing.contains(FaultReason.NO_SOURCE_ADDRESS)) {
            String wanted = instance.transport()
                    .source()
                    .map(source -> "does not have the source address " + AddressText.of(source))
                    .orElse("has no address to send from");
            found.add(report(
                    strict,
                    DiagnosticKind.GENERAL,
                    at,
                    "interface " + instance.device() + " " + wanted,
                    (strict ? "" : "the instance waits for one in FAULT; ") + "'ip address' lists what there is"));
        }
    }

    private static Diagnostic report(boolean strict, DiagnosticKind kind, Position at, String message, String hint) {
        return new Diagnostic(strict ? Severity.ERROR : Severity.WARNING, kind, at, message, hint);
    }
}
