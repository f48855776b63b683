// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VirtualRule;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.codec.AdvertAuth;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.Transport;
import io.mainstay.vrrp.internal.shell.announce.Announcement;
import io.mainstay.vrrp.internal.shell.announce.Paces;
import io.mainstay.vrrp.internal.shell.host.Host;
import io.mainstay.vrrp.internal.shell.host.KernelObjects;
import io.mainstay.vrrp.internal.shell.host.KernelRules;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes bindings: looks interfaces and source addresses up, opens sockets, writes netlink requests and frames down.
 *
 * <p>Thread-safety: any thread, one binding at a time.
 */
public final class Binder {
    private static final int SYSTEM_HOP_LIMIT = 64;
    private static final int MULTICAST_TTL = 255;

    private final Network network;
    private final Wires wires;
    private final Paces paces;
    private final Set<InetAddress> virtual;
    private final boolean forwardsIpv6;
    private final Firewall.Table firewall;
    private final ReceiveBuffers buffers;

    /** Bytes of a router's receive buffer; 0 for the system's. */
    @FunctionalInterface
    public interface ReceiveBuffers {
        int bytes(RouterPlan plan, Link wire);
    }

    /**
     * @param virtual all addresses that come and go with routers: not taken for a source
     * @param forwardsIpv6 neighbour advertisements say that this host is a router
     * @param firewall null when nobody needs it, or there is none
     */
    public Binder(
            Network network,
            Wires wires,
            Paces paces,
            Set<InetAddress> virtual,
            boolean forwardsIpv6,
            Firewall.Table firewall,
            ReceiveBuffers buffers) {
        this.network = network;
        this.wires = wires;
        this.paces = paces;
        this.virtual = Set.copyOf(virtual);
        this.forwardsIpv6 = forwardsIpv6;
        this.firewall = firewall;
        this.buffers = buffers;
    }

    /** Whether an address comes and goes with some router. */
    boolean isVirtual(InetAddress address) {
        return virtual.contains(address);
    }

    /** To be given back by {@link #release}. */
    Binding bind(RouterPlan plan, Host host) {
        Set<FaultReason> missing = EnumSet.noneOf(FaultReason.class);
        List<String> problems = new ArrayList<>();
        Link wireLink = plan.wire().map(host::link).orElse(null);
        Link homeLink = plan.home().map(host::link).orElse(null);
        if (plan.wire().isPresent() && wireLink == null) {
            missing.add(FaultReason.INTERFACE_DOWN);
            problems.add("there is no interface " + plan.wire().get());
        }
        Wire wire = null;
        Voice voice = null;
        InetAddress joined = plan.transport().group().orElse(null);
        if (plan.transport().unicast() && plan.transport().peers().isEmpty()) {
            missing.add(FaultReason.CONFIGURATION);
            problems.add("there are no unicast peers (unicast_fault_no_peer)");
        } else if (wireLink != null || plan.wire().isEmpty()) {
            int index = wireLink == null ? 0 : wireLink.index();
            try {
                wire = wires.acquire(wireKey(plan, index), joined, buffers.bytes(plan, wireLink));
                InetAddress source = source(plan, host, wireLink);
                if (source == null) {
                    missing.add(FaultReason.NO_SOURCE_ADDRESS);
                    problems.add(noSource(plan));
                } else {
                    voice = new Voice(plan, wire.socket(), source, index);
                }
            } catch (SystemCallException e) {
                missing.add(FaultReason.CONFIGURATION);
                problems.add(e.getMessage());
            }
        }
        HoldingSet[] sets = sets(plan, host, homeLink, missing, problems);
        return new Binding(
                wire,
                joined,
                voice,
                wireLink,
                homeLink,
                links(plan, host),
                sets,
                announcements(plan, host, homeLink),
                firewall(plan, homeLink, true, problems),
                firewall(plan, homeLink, false, problems),
                missing,
                List.copyOf(problems));
    }

    /** Whether the host has changed so that the binding does not suit it any more. Cheap. */
    boolean isStale(RouterPlan plan, Binding binding, Host host) {
        Link wireLink = plan.wire().map(host::link).orElse(null);
        boolean mute = wireLink == null && plan.wire().isPresent();
        return binding.isStale(links(plan, host), mute ? null : source(plan, host, wireLink));
    }

    private static List<Link> links(RouterPlan plan, Host host) {
        List<Link> links = new ArrayList<>();
        plan.interfaces().forEach(name -> links.add(host.link(name)));
        return links;
    }

    void release(Binding binding) {
        if (binding.wire() != null) {
            wires.release(binding.wire(), binding.joined());
        }
    }

    private static String noSource(RouterPlan plan) {
        Transport transport = plan.transport();
        if (transport.source().isPresent()) {
            return "no interface has the source address "
                    + transport.source().get().getHostAddress();
        }
        String family = plan.ipv6() ? "IPv6" : "IPv4";
        return plan.wire()
                .map(device -> "interface " + device + " has no " + family + " address to send from")
                .orElse("without an interface, unicast_src_ip must say where adverts come from");
    }

    private static Wire.Key wireKey(RouterPlan plan, int ifIndex) {
        boolean ah = plan.shape().auth().type() == AdvertAuth.Type.AH;
        int ttl = MULTICAST_TTL;
        if (plan.ipv6() && plan.transport().unicast()) {
            ttl = Math.max(1, plan.transport().ttl().orElse(SYSTEM_HOP_LIMIT));
        }
        return new Wire.Key(ifIndex, plan.ipv6(), ah, plan.ipv6() ? ttl : MULTICAST_TTL);
    }

    private InetAddress source(RouterPlan plan, Host host, Link wireLink) {
        Transport transport = plan.transport();
        if (transport.source().isPresent()) {
            InetAddress configured = transport.source().get();
            return transport.trackSource() && !host.has(configured) ? null : configured;
        }
        // A macvlan has no address of its own; adverts carry that of the interface below.
        Link own = plan.link().vmac().isPresent()
                ? plan.link().device().map(host::link).orElse(null)
                : wireLink;
        if (own == null) {
            return null;
        }
        boolean linkLocal = plan.ipv6()
                && (!transport.unicast()
                        || transport.peers().stream()
                                .anyMatch(peer -> peer.address().isLinkLocalAddress()));
        return host.source(own.index(), plan.ipv6(), linkLocal, virtual::contains);
    }

    private HoldingSet[] sets(RouterPlan plan, Host host, Link home, Set<FaultReason> missing, List<String> problems) {
        List<Holding> addresses = new ArrayList<>();
        List<Holding> excluded = new ArrayList<>();
        List<Holding> routes = new ArrayList<>();
        List<Holding> rules = new ArrayList<>();
        plan.objects().addresses().forEach(a -> add(a, host, home, addresses, problems));
        plan.objects().excluded().forEach(a -> add(a, host, home, excluded, problems));
        for (VirtualRoute route : plan.objects().routes()) {
            Optional<Route> known = KernelObjects.route(route, host);
            known.ifPresent(r -> routes.add(
                    Holding.of(r, Change.Placement.valueOf(route.action().name()), route.tracked())));
            if (known.isEmpty()) {
                problems.add("route " + route.destination() + " names an interface that does not exist");
            }
        }
        for (VirtualRule rule : plan.objects().rules()) {
            rules.add(Holding.of(KernelRules.rule(rule), rule.tracked()));
        }
        HoldingSet[] sets = new HoldingSet[Owned.values().length];
        sets[Owned.ADDRESS.ordinal()] = set(addresses, missing, problems);
        sets[Owned.EXCLUDED_ADDRESS.ordinal()] = set(excluded, missing, problems);
        sets[Owned.ROUTE.ordinal()] = set(routes, missing, problems);
        sets[Owned.RULE.ordinal()] = set(rules, missing, problems);
        return sets;
    }

    private static void add(VirtualAddress address, Host host, Link home, List<Holding> to, List<String> problems) {
        Optional<InterfaceAddress> known = KernelObjects.address(address, host, home);
        known.ifPresent(a -> to.add(Holding.of(a, address.tracked())));
        if (known.isEmpty()) {
            problems.add(address + ": there is no interface " + address.device().orElse("to put it on"));
        }
    }

    private HoldingSet set(List<Holding> holdings, Set<FaultReason> missing, List<String> problems) {
        try {
            return new HoldingSet(network, holdings);
        } catch (SystemCallException e) {
            missing.add(FaultReason.CONFIGURATION);
            problems.add(e.getMessage());
            try {
                return new HoldingSet(network, List.of());
            } catch (SystemCallException none) {
                throw new IllegalStateException(none); // nothing is prepared, so nothing can fail
            }
        }
    }

    private Announcement[] announcements(RouterPlan plan, Host host, Link home) {
        List<Announcement> all = new ArrayList<>();
        plan.objects().addresses().forEach(a -> announcement(a, host, home).ifPresent(all::add));
        plan.objects().excluded().forEach(a -> announcement(a, host, home).ifPresent(all::add));
        return all.toArray(Announcement[]::new);
    }

    private Optional<Announcement> announcement(VirtualAddress address, Host host, Link home) {
        Link link = address.device().map(host::link).orElse(home);
        if (link == null) {
            return Optional.empty();
        }
        return Announcement.of(address, link, forwardsIpv6, paces.of(link.name(), address.isIpv6()));
    }

    private Firewall.PreparedFirewall firewall(RouterPlan plan, Link home, boolean block, List<String> problems) {
        if (firewall == null || !plan.rules().firewalled() || plan.instance().owner()) {
            return null;
        }
        List<Firewall.Blocked> blocked = new ArrayList<>();
        for (List<VirtualAddress> some :
                List.of(plan.objects().addresses(), plan.objects().excluded())) {
            for (VirtualAddress address : some) {
                boolean local = address.isIpv6() && address.address().isLinkLocalAddress();
                blocked.add(new Firewall.Blocked(address.address(), local && home != null ? home.index() : 0));
            }
        }
        try {
            return firewall.prepareBlock(blocked, block);
        } catch (SystemCallException e) {
            if (block) {
                problems.add("packets for the addresses cannot be dropped: " + e.getMessage());
            }
            return null;
        }
    }
}
