// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a simulation must know of a VRRP configuration. Pure. */
final class VrrpOutline {
    private VrrpOutline() {}

    static Outline of(VrrpPlan plan) {
        VrrpConfiguration configuration = plan.configuration();
        Set<String> interfaces = new TreeSet<>();
        for (RouterPlan router : plan.routers()) {
            router.link().device().ifPresent(interfaces::add);
            router.trackers().stream()
                    .filter(ref -> ref.kind() == TrackerRef.Kind.INTERFACE)
                    .forEach(ref -> interfaces.add(ref.name()));
        }
        return new Outline(
                plan.routers().stream().map(VrrpOutline::router).toList(),
                interfaces,
                configuration.scripts().stream().map(TrackScript::name).collect(Collectors.toSet()),
                configuration.trackFiles().stream().map(TrackFile::name).collect(Collectors.toSet()),
                configuration.trackProcesses().stream().map(TrackProcess::name).collect(Collectors.toSet()));
    }

    private static Outline.Router router(RouterPlan router) {
        List<InetAddress> addresses = Stream.concat(
                        router.objects().addresses().stream(), router.objects().excluded().stream())
                .map(VirtualAddress::address)
                .toList();
        return new Outline.Router(
                router.label(),
                "VRRP " + router.shape().vrid() + (router.ipv6() ? " IPv6" : " IPv4"),
                router.link().device().orElse(""),
                router.ipv6(),
                router.transport().source(),
                router.transport().peers().stream().map(UnicastPeer::address).toList(),
                addresses);
    }
}
