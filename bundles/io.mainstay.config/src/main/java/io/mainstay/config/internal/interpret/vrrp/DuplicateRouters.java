// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Instances that could not be told apart by their adverts: same virtual router id and family, and on multicast the same
 * interface and group, on unicast a peer in common. And what else two instances cannot share.
 */
final class DuplicateRouters {
    private final Context context;
    private final Map<Key, List<InstanceBlock.Draft>> byId = new HashMap<>();
    private final Map<InetAddress, InstanceBlock.Draft> holders = new HashMap<>();
    private final Set<String> devices = new HashSet<>();

    DuplicateRouters(Context context) {
        this.context = context;
    }

    private record Key(int id, boolean ipv6) {}

    void check(Collection<InstanceBlock.Draft> drafts) {
        drafts.forEach(draft -> draft.instance().link().device().ifPresent(devices::add));
        for (InstanceBlock.Draft draft : drafts) {
            VrrpInstance instance = draft.instance();
            checkMadeInterface(draft);
            checkId(draft, instance.ipv6());
            if (instance.dualStack()) {
                checkId(draft, !instance.ipv6());
            }
            checkAddresses(draft);
        }
    }

    /** A macvlan cannot have the name of an interface that virtual routers are on. */
    private void checkMadeInterface(InstanceBlock.Draft draft) {
        VrrpLink link = draft.instance().link();
        Optional<String> made =
                link.vmac().map(VrrpLink.Vmac::name).or(() -> link.ipvlan().map(VrrpLink.Ipvlan::name));
        if (made.filter(devices::contains).isPresent()) {
            error(
                    draft,
                    link.vmac().isPresent() ? "use_vmac" : "use_ipvlan",
                    "'" + made.get() + "' is the interface of an instance, and cannot be made",
                    "choose another name");
        }
    }

    private void checkId(InstanceBlock.Draft draft, boolean ipv6) {
        VrrpInstance instance = draft.instance();
        List<InstanceBlock.Draft> others =
                byId.computeIfAbsent(new Key(instance.virtualRouterId(), ipv6), k -> new ArrayList<>(2));
        others.stream()
                .filter(other -> meet(instance, other.instance(), ipv6))
                .findFirst()
                .ifPresent(other -> error(
                        draft,
                        "virtual_router_id",
                        "the instance '" + other.instance().name() + "' has virtual_router_id "
                                + instance.virtualRouterId() + " on the same "
                                + (instance.transport().unicast() ? "peers" : "interface"),
                        "choose another id, the same on all hosts; that one is at "
                                + other.reader().block().at()));
        others.add(draft);
    }

    private boolean meet(VrrpInstance a, VrrpInstance b, boolean ipv6) {
        if (a.transport().unicast() != b.transport().unicast()) {
            return false;
        }
        if (a.transport().unicast()) {
            Set<InetAddress> peers = new HashSet<>();
            a.transport().peers().stream().map(UnicastPeer::address).forEach(peers::add);
            return b.transport().peers().stream().map(UnicastPeer::address).anyMatch(peers::contains)
                    && sameSource(a, b);
        }
        return a.link().device().equals(b.link().device()) && group(a, ipv6).equals(group(b, ipv6));
    }

    /** The second family of a dual-stack instance has the group of {@code global_defs}. */
    private InetAddress group(VrrpInstance instance, boolean ipv6) {
        InetAddress standard = ipv6 ? context.defaults.group6() : context.defaults.group4();
        return instance.ipv6() == ipv6 ? instance.transport().group().orElse(standard) : standard;
    }

    /** Adverts to other addresses of this host are told apart by these. */
    private static boolean sameSource(VrrpInstance a, VrrpInstance b) {
        Optional<InetAddress> one = a.transport().source();
        Optional<InetAddress> two = b.transport().source();
        return one.isEmpty() || two.isEmpty() || one.equals(two);
    }

    private void checkAddresses(InstanceBlock.Draft draft) {
        for (VirtualAddress address : draft.instance().objects().addresses()) {
            InstanceBlock.Draft other = holders.putIfAbsent(address.address(), draft);
            if (other != null && other != draft && !address.address().isLinkLocalAddress()) {
                context.notice(
                        draft.reader().block().at(),
                        "'" + address + "' is an address of the instance '"
                                + other.instance().name() + "', too",
                        "both would hold it");
            }
        }
    }

    private static void error(InstanceBlock.Draft draft, String keyword, String message, String hint) {
        BlockReader reader = draft.reader();
        ConfigNode at = reader.nodes(keyword).stream().findFirst().orElse(reader.block());
        reader.error(DiagnosticKind.GENERAL, at.at(), message, hint);
    }
}
