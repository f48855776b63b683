// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.NewLink;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import io.mainstay.vrrp.internal.shell.host.KernelObjects;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The macvlans and ipvlans that instances live on (keepalived.md 4.11): made, adopted when they are there already, put right,
 * removed in the end.
 *
 * <p>Thread-safety: control thread.
 */
final class Vmacs {
    private static final Logger LOG = LoggerFactory.getLogger(Vmacs.class);
    private static final long RFC_MAC = 0x0000_5e00_0100L;
    private static final long RFC_MAC_IPV6 = 0x0000_5e00_0200L;

    private final Network network;
    private final VmacSettings settings;
    private final Set<String> ours = new HashSet<>();
    private Firewall.Table firewall;

    Vmacs(Network network) {
        this.network = network;
        settings = new VmacSettings(network.sysctls());
    }

    /** Keeps what the kernel says of its own account (IGMP, MLD, router solicitations) from leaving with a virtual MAC. */
    void firewall(Firewall.Table table) {
        firewall = table;
    }

    boolean isEmpty() {
        return ours.isEmpty();
    }

    /** Makes what the plan needs, as far as the interfaces below exist. */
    void follow(VrrpPlan plan, Host host) throws SystemCallException {
        for (RouterPlan router : plan.routers()) {
            if (router.link().promoteSecondaries()) {
                router.link().device().ifPresent(settings::promoteSecondaries);
            }
        }
        for (RouterPlan router : wanted(plan).values()) {
            Link parent = host.link(router.link().device().orElseThrow());
            if (parent == null) {
                continue; // comes later, and then we are called again
            }
            if (router.link().vmac().isPresent()) {
                macvlan(router, router.link().vmac().get(), parent, host);
            } else {
                ipvlan(router, router.link().ipvlan().orElseThrow(), parent, host);
            }
        }
    }

    private static Map<String, RouterPlan> wanted(VrrpPlan plan) {
        Map<String, RouterPlan> wanted = new LinkedHashMap<>();
        for (RouterPlan router : plan.routers()) {
            if (router.link().device().isPresent()) {
                router.link().vmac().ifPresent(vmac -> wanted.putIfAbsent(vmac.name(), router));
                router.link().ipvlan().ifPresent(ipvlan -> wanted.putIfAbsent(ipvlan.name(), router));
            }
        }
        return wanted;
    }

    private void macvlan(RouterPlan router, VrrpLink.Vmac vmac, Link parent, Host host) throws SystemCallException {
        MacAddress mac = vmac.mac().map(MacAddress::of).orElse(rfcMac(router));
        Link link = host.link(vmac.name());
        if (link != null && !isOurs(link, parent)) {
            if (!link.kind().equals("macvlan")) {
                LOG.error(
                        "{}: interface {} exists and is no macvlan; remove it, or give 'use_vmac' another name",
                        router.name(),
                        vmac.name());
                return;
            }
            network.change(new Change.DeleteLink(link.index()));
            link = null;
        }
        boolean fresh = link == null;
        if (fresh) {
            network.change(
                    new Change.AddLink(new NewLink.Macvlan(vmac.name(), parent.index(), NewLink.Mode.PRIVATE, mac)));
            link = network.links().byName(vmac.name()).orElseThrow();
        } else if (!link.mac().equals(mac)) {
            attempt(new Change.SetUp(link.index(), false));
            attempt(new Change.SetMac(link.index(), mac));
        }
        if (ours.add(vmac.name()) || fresh) {
            settings.apply(router, vmac.name(), parent.name(), host.names());
            attempt(new Change.SetAddressGeneration(link.index(), Change.AddressGeneration.NONE));
            vmac.group().ifPresent(group -> group(vmac.name(), (int) group));
            finish(router, link, parent, host);
        }
        if (!link.adminUp() || !link.mac().equals(mac)) {
            attempt(new Change.SetUp(link.index(), true));
        }
        if (router.ipv6()) {
            linkLocal(link, parent, host);
        }
    }

    private static boolean isOurs(Link link, Link parent) {
        return link.kind().equals("macvlan")
                && link.parent() == parent.index()
                && link.macvlanMode() == NewLink.Mode.PRIVATE;
    }

    private static MacAddress rfcMac(RouterPlan router) {
        return new MacAddress(
                (router.ipv6() ? RFC_MAC_IPV6 : RFC_MAC) | router.key().virtualRouterId());
    }

    private void ipvlan(RouterPlan router, VrrpLink.Ipvlan ipvlan, Link parent, Host host) throws SystemCallException {
        Link link = host.link(ipvlan.name());
        if (link != null && (!link.kind().equals("ipvlan") || link.parent() != parent.index())) {
            LOG.error(
                    "{}: interface {} exists and is no ipvlan of {}; remove it, or give 'use_ipvlan' another name",
                    router.name(),
                    ipvlan.name(),
                    parent.name());
            return;
        }
        if (link == null) {
            network.change(new Change.AddLink(new NewLink.Ipvlan(
                    ipvlan.name(),
                    parent.index(),
                    NewLink.IpvlanFlag.valueOf(ipvlan.mode().name()))));
            link = network.links().byName(ipvlan.name()).orElseThrow();
        }
        if (ours.add(ipvlan.name())) {
            ipvlan.group().ifPresent(group -> group(ipvlan.name(), (int) group));
            finish(router, link, parent, host);
        }
        if (!link.adminUp()) {
            attempt(new Change.SetUp(link.index(), true));
        }
        if (ipvlan.address().isPresent()) {
            Optional<InterfaceAddress> own =
                    KernelObjects.address(ipvlan.address().get(), host, link);
            if (own.isPresent()) {
                attempt(new Change.AddAddress(own.get()));
            }
        }
    }

    private void group(String name, int group) {
        try {
            Optional<Link> link = network.links().byName(name);
            if (link.isPresent()) {
                attempt(new Change.SetGroup(link.get().index(), group));
            }
        } catch (SystemCallException e) {
            LOG.warn("interface {}: {}", name, e.getMessage());
        }
    }

    private void finish(RouterPlan router, Link link, Link parent, Host host) throws SystemCallException {
        if (parent.master() != 0 && link.master() != parent.master()) {
            Link master = host.link(parent.master());
            if (master != null && master.kind().equals("vrf")) {
                attempt(new Change.SetMaster(link.index(), parent.master()));
            }
        }
        if (firewall != null) {
            firewall.silence(link.index(), true);
        }
        LOG.debug("{} lives on {}", router.name(), link.name());
    }

    /** Adverts over IPv6 come from a link-local address, which the macvlan shares with the interface below. */
    private void linkLocal(Link link, Link parent, Host host) throws SystemCallException {
        InetAddress source = host.source(parent.index(), true, true, address -> false);
        if (source != null) {
            attempt(new Change.AddAddress(new InterfaceAddress(
                    link.index(),
                    source,
                    64,
                    null,
                    null,
                    InterfaceAddress.SCOPE_LINK,
                    "",
                    InterfaceAddress.NODAD,
                    InterfaceAddress.FOREVER,
                    InterfaceAddress.FOREVER,
                    0)));
        }
    }

    private void attempt(Change change) throws SystemCallException {
        ChangeResult result = network.apply(List.of(change)).get(0);
        if (!result.ok() && result.errno() != Errno.EEXIST) {
            LOG.warn("{}", result.failure().getMessage());
        }
    }

    /** After a reload: removes those that nobody needs any more. */
    void removeUnused(VrrpPlan plan, Host host) throws SystemCallException {
        Set<String> needed = wanted(plan).keySet();
        List<String> unused = new ArrayList<>(ours);
        unused.removeAll(needed);
        for (String name : unused) {
            remove(name, host);
        }
    }

    private void remove(String name, Host host) throws SystemCallException {
        ours.remove(name);
        settings.restore(name);
        Link link = host.link(name);
        if (link != null) {
            if (firewall != null) {
                firewall.silence(link.index(), false);
            }
            attempt(new Change.DeleteLink(link.index()));
        }
    }

    /** The process stops. */
    void removeAll() {
        try {
            Host host = Host.read(network);
            for (String name : List.copyOf(ours)) {
                remove(name, host);
            }
        } catch (SystemCallException e) {
            LOG.warn("a macvlan stays behind: {}", e.getMessage());
        }
        settings.restoreAll();
    }
}
