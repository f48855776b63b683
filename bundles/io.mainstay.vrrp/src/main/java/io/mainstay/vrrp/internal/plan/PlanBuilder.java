// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.vrrp.internal.codec.AdvertAuth;
import io.mainstay.vrrp.internal.codec.AdvertShape;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes plans of a configuration. Pure. */
public final class PlanBuilder {
    /** What an advertisement can list (RFC 9568 section 5.2.5). */
    private static final int MOST_ADDRESSES = 255;
    /** What fits a packet of 1280 bytes, the least that IPv6 asks for. */
    private static final int MOST_IPV6_ADDRESSES = (1280 - 40 - 8) / 16;

    private static final InetAddress GROUP4 = address(new byte[] {(byte) 224, 0, 0, 18});
    private static final InetAddress GROUP6 =
            address(new byte[] {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12});

    private PlanBuilder() {}

    /** @throws IllegalArgumentException something that {@link InstanceProblems} finds is wrong */
    public static VrrpPlan plan(VrrpConfiguration configuration) {
        List<RouterPlan> routers = new ArrayList<>();
        List<GroupPlan> groups = new ArrayList<>();
        configuration.syncGroups().forEach(group -> groups.add(new GroupPlan(group.name(), Optional.of(group))));
        for (VrrpInstance instance : configuration.instances()) {
            Optional<SyncGroup> group = configuration.groupOf(instance.name());
            if (instance.dualStack() && group.isEmpty()) {
                groups.add(new GroupPlan(dualGroup(instance), Optional.empty()));
            }
            routers.add(router(instance, instance.ipv6(), true, group));
            if (instance.dualStack()) {
                routers.add(router(instance, !instance.ipv6(), false, group));
            }
        }
        return new VrrpPlan(configuration, routers, groups);
    }

    /** A name that no configured group can have. */
    private static String dualGroup(VrrpInstance instance) {
        return "instance " + instance.name();
    }

    private static RouterPlan router(VrrpInstance instance, boolean ipv6, boolean primary, Optional<SyncGroup> group) {
        VirtualObjects objects = objects(instance, ipv6);
        Transport transport = transport(instance, ipv6);
        AdvertAuth auth = auth(instance.authentication());
        AdvertShape shape = new AdvertShape(
                instance.timing().version(),
                ipv6,
                instance.virtualRouterId(),
                (int) (instance.timing().advertInterval().toMillis() / 10),
                objects.addresses().stream().map(VirtualAddress::address).toList(),
                auth,
                instance.transport().v3ChecksumAsV2());
        boolean grouped = group.isPresent() || instance.dualStack();
        return new RouterPlan(
                instance,
                key(instance, ipv6, transport),
                primary,
                RulesBuilder.rules(instance, auth.type() == AdvertAuth.Type.AH, grouped),
                shape,
                transport,
                instance.link(),
                objects,
                trackers(instance, group),
                grouped ? Optional.of(group.map(SyncGroup::name).orElse(dualGroup(instance))) : Optional.empty());
    }

    private static RouterKey key(VrrpInstance instance, boolean ipv6, Transport transport) {
        Set<InetAddress> peers = new HashSet<>();
        transport.peers().forEach(peer -> peers.add(peer.address()));
        String device = instance.link().device().orElse("");
        String child = instance.deviceName().equals(device) ? "" : instance.deviceName();
        return new RouterKey(
                instance.virtualRouterId(),
                ipv6,
                instance.timing().version(),
                device,
                child,
                transport.group(),
                transport.unicast() ? transport.source() : Optional.empty(),
                peers);
    }

    private static VirtualObjects objects(VrrpInstance instance, boolean ipv6) {
        VirtualObjects all = instance.objects();
        boolean dual = instance.dualStack();
        int most = ipv6 ? MOST_IPV6_ADDRESSES : MOST_ADDRESSES;
        List<VirtualAddress> advertised = some(all.addresses(), a -> a.isIpv6() == ipv6);
        List<VirtualAddress> excluded = new ArrayList<>(some(all.excluded(), a -> !dual || a.isIpv6() == ipv6));
        if (advertised.size() > most) { // as keepalived does; InstanceProblems warns
            excluded.addAll(0, advertised.subList(most, advertised.size()));
            advertised = advertised.subList(0, most);
        }
        return new VirtualObjects(
                advertised,
                excluded,
                some(all.routes(), r -> !dual || r.isIpv6() == ipv6),
                some(all.rules(), r -> !dual || r.ipv6() == ipv6));
    }

    private static <T> List<T> some(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).toList();
    }

    /** Whether more addresses are configured than an advertisement of the family holds. */
    static boolean overflows(VrrpInstance instance, boolean ipv6) {
        return some(instance.objects().addresses(), a -> a.isIpv6() == ipv6).size()
                > (ipv6 ? MOST_IPV6_ADDRESSES : MOST_ADDRESSES);
    }

    private static Transport transport(VrrpInstance instance, boolean ipv6) {
        VrrpTransport from = instance.transport();
        List<UnicastPeer> peers = some(from.peers(), p -> isIpv6(p.address()) == ipv6);
        boolean unicast = !peers.isEmpty() || from.unicast() && from.faultWithoutPeers();
        InetAddress standard = ipv6 ? GROUP6 : GROUP4;
        InetAddress group =
                from.group().filter(address -> isIpv6(address) == ipv6).orElse(standard);
        return new Transport(
                from.source().filter(address -> isIpv6(address) == ipv6),
                from.trackSource(),
                unicast ? Optional.empty() : Optional.of(group),
                peers,
                from.ttl(),
                from.checkSource(),
                from.oldChecksum(),
                group,
                from.skipAddressCheck(),
                from.receiveBuffer());
    }

    private static AdvertAuth auth(VrrpAuthentication authentication) {
        if (authentication instanceof VrrpAuthentication.Pass pass) {
            return AdvertAuth.of(AdvertAuth.Type.PASS, pass.password());
        }
        if (authentication instanceof VrrpAuthentication.Ah ah) {
            return AdvertAuth.of(AdvertAuth.Type.AH, ah.password());
        }
        return AdvertAuth.NONE;
    }

    private static List<TrackerRef> trackers(VrrpInstance instance, Optional<SyncGroup> group) {
        List<TrackerRef> all = new ArrayList<>();
        boolean weights = group.isEmpty() || group.get().memberWeights();
        add(instance.trackers(), weights, all);
        group.ifPresent(g -> add(g.trackers(), true, all));
        return all;
    }

    private static void add(Trackers from, boolean weights, List<TrackerRef> to) {
        add(TrackerRef.Kind.INTERFACE, from.interfaces(), weights, to);
        add(TrackerRef.Kind.SCRIPT, from.scripts(), weights, to);
        add(TrackerRef.Kind.FILE, from.files(), weights, to);
        add(TrackerRef.Kind.PROCESS, from.processes(), weights, to);
        add(TrackerRef.Kind.BFD, from.bfds(), weights, to);
    }

    private static void add(TrackerRef.Kind kind, List<Tracked> from, boolean weights, List<TrackerRef> to) {
        for (Tracked tracked : from) {
            if (weights || tracked.weight() == 0) {
                to.add(new TrackerRef(kind, tracked.name(), tracked.weight(), tracked.reverse()));
            }
        }
    }

    private static boolean isIpv6(InetAddress address) {
        return address.getAddress().length == 16;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
