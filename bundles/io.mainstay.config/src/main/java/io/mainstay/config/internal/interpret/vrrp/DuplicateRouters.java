// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
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
 * interface and group, on unicast a peer in common.
 */
final class DuplicateRouters {
    private DuplicateRouters() {}

    private record Key(int id, boolean ipv6) {}

    static void check(Collection<InstanceBlock.Draft> drafts, Context context) {
        Map<Key, List<InstanceBlock.Draft>> byId = new HashMap<>();
        Map<InetAddress, InstanceBlock.Draft> holders = new HashMap<>();
        Set<String> devices = new HashSet<>();
        drafts.forEach(draft -> draft.instance().link().device().ifPresent(devices::add));
        for (InstanceBlock.Draft draft : drafts) {
            VrrpInstance instance = draft.instance();
            checkOwnInterface(draft, devices);
            check(
                    draft,
                    byId.computeIfAbsent(
                            new Key(instance.virtualRouterId(), instance.ipv6()), k -> new ArrayList<>(2)));
            if (instance.dualStack()) {
                check(
                        draft,
                        byId.computeIfAbsent(
                                new Key(instance.virtualRouterId(), !instance.ipv6()), k -> new ArrayList<>(2)));
            }
            addresses(draft, holders, context);
        }
    }

    /** A macvlan cannot have the name of an interface that virtual routers are on. */
    private static void checkOwnInterface(InstanceBlock.Draft draft, Set<String> devices) {
        VrrpLink link = draft.instance().link();
        Optional<String> made =
                link.vmac().map(VrrpLink.Vmac::name).or(() -> link.ipvlan().map(VrrpLink.Ipvlan::name));
        if (made.filter(devices::contains).isPresent()) {
            draft.reader()
                    .error(
                            DiagnosticKind.GENERAL,
                            draft.reader()
                                    .nodes(link.vmac().isPresent() ? "use_vmac" : "use_ipvlan")
                                    .get(0)
                                    .at(),
                            "'" + made.get() + "' is the interface of an instance, and cannot be made",
                            "choose another name");
        }
    }

    private static void check(InstanceBlock.Draft draft, List<InstanceBlock.Draft> others) {
        for (InstanceBlock.Draft other : others) {
            if (conflict(draft.instance(), other.instance())) {
                BlockReader reader = draft.reader();
                Position at = reader.nodes("virtual_router_id").isEmpty()
                        ? reader.block().at()
                        : reader.nodes("virtual_router_id").get(0).at();
                reader.error(
                        DiagnosticKind.GENERAL,
                        at,
                        "the instance '" + other.instance().name() + "' has virtual_router_id "
                                + draft.instance().virtualRouterId() + " on the same "
                                + (draft.instance().transport().unicast() ? "peers" : "interface"),
                        "choose another id, the same on all hosts; that one is at "
                                + other.reader().block().at());
                break;
            }
        }
        others.add(draft);
    }

    private static boolean conflict(VrrpInstance a, VrrpInstance b) {
        if (a.transport().unicast() != b.transport().unicast()) {
            return false;
        }
        if (a.transport().unicast()) {
            Set<InetAddress> peers = new HashSet<>();
            a.transport().peers().stream().map(UnicastPeer::address).forEach(peers::add);
            return b.transport().peers().stream().map(UnicastPeer::address).anyMatch(peers::contains)
                    && sameSource(a, b);
        }
        return a.link().device().equals(b.link().device())
                && a.transport().group().equals(b.transport().group());
    }

    /** Adverts to other addresses of this host are told apart by these. */
    private static boolean sameSource(VrrpInstance a, VrrpInstance b) {
        Optional<InetAddress> one = a.transport().source();
        Optional<InetAddress> two = b.transport().source();
        return one.isEmpty() || two.isEmpty() || one.equals(two);
    }

    private static void addresses(
            InstanceBlock.Draft draft, Map<InetAddress, InstanceBlock.Draft> holders, Context context) {
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
}
