// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.vrrp.internal.codec.AdvertShape;
import io.mainstay.vrrp.internal.machine.InstanceRules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One participant in one virtual router and family.
 *
 * @param instance as configured, for notifications and views
 * @param key its identity over reloads
 * @param primary whether the instance's state is this router's; false for the second family of a dual-stack instance
 * @param rules for the machine
 * @param shape for the codec
 * @param transport for the sockets
 * @param link where it lives
 * @param objects what moves with it, of this router; {@code addresses} are the advertised ones
 * @param trackers own ones and the sync group's, without the interface that it lives on
 * @param group name of its sync group, see {@link GroupPlan}; empty when it is alone
 */
public record RouterPlan(
        VrrpInstance instance,
        RouterKey key,
        boolean primary,
        InstanceRules rules,
        AdvertShape shape,
        Transport transport,
        VrrpLink link,
        VirtualObjects objects,
        List<TrackerRef> trackers,
        Optional<String> group) {
    public RouterPlan {
        trackers = List.copyOf(trackers);
    }

    public String name() {
        return instance.name();
    }

    public boolean ipv6() {
        return key.ipv6();
    }

    /** The interface that packets come and go on: the macvlan or ipvlan unless adverts stay below; empty when there is none. */
    public Optional<String> wire() {
        if (link.ipvlan().isPresent()) {
            return link.ipvlan().map(VrrpLink.Ipvlan::name);
        }
        return link.vmac()
                .filter(vmac -> !vmac.transmitOnBase())
                .map(VrrpLink.Vmac::name)
                .or(link::device);
    }

    /** The interface that addresses without {@code dev} are put on. */
    public Optional<String> home() {
        return link.vmac()
                .map(VrrpLink.Vmac::name)
                .or(() -> link.ipvlan().map(VrrpLink.Ipvlan::name))
                .or(link::device);
    }

    /** All interfaces that it lives on or that its addresses and routes name, each once. */
    public Set<String> interfaces() {
        Set<String> names = new LinkedHashSet<>();
        wire().ifPresent(names::add);
        home().ifPresent(names::add);
        link.device().ifPresent(names::add);
        objects.addresses().forEach(a -> a.device().ifPresent(names::add));
        objects.excluded().forEach(a -> a.device().ifPresent(names::add));
        objects.routes().forEach(route -> {
            route.hop().flatMap(VirtualRoute.Hop::device).ifPresent(names::add);
            route.hops().forEach(hop -> hop.device().ifPresent(names::add));
        });
        return names;
    }

    /** For logs: the name, with the family when the instance has both. */
    public String label() {
        return instance.dualStack() ? name() + (ipv6() ? "/6" : "/4") : name();
    }
}
