// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.ReceiveBuffers;
import io.mainstay.api.model.vrrp.Scheduling;
import io.mainstay.api.model.vrrp.TrackGroup;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.LoopSettings;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Routes;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.Rules;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.announce.Paces;
import io.mainstay.vrrp.internal.shell.host.Host;
import io.mainstay.vrrp.internal.shell.report.Reporter;
import io.mainstay.vrrp.internal.shell.run.Binder;
import io.mainstay.vrrp.internal.shell.run.Fleet;
import io.mainstay.vrrp.internal.shell.run.FleetChange;
import io.mainstay.vrrp.internal.shell.run.Wires;
import io.mainstay.vrrp.internal.shell.tracking.TrackerCrew;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VRRP while there is something to do: sockets, listeners, the fleet on the time-critical loop, trackers, statics.
 *
 * <p>Thread-safety: control thread; what belongs to the loop is done there, and waited for.
 */
final class Operation {
    private static final Logger LOG = LoggerFactory.getLogger(Operation.class);

    private final PunctualLoop loop;
    private final Network network;
    private final LoopCall calls;
    private final Wires wires;
    private final LinkSocket frames;
    private final Fleet fleet;
    private final TrackerCrew trackers;
    private final Statics statics;
    private final Leftovers leftovers;
    private final Vmacs vmacs;
    private final List<Runnable> subscriptions = new ArrayList<>();
    private VrrpPlan plan = VrrpPlan.EMPTY;
    private Paces paces;
    private Set<InetAddress> virtual = Set.of();
    private Firewall.Table firewall;
    private Scheduling scheduling = Scheduling.DEFAULT;
    private volatile boolean hasChildren;
    private boolean listensToRoutes;
    private boolean stopped;

    Operation(Ports ports, ControlThread control, Reporter reporter, Leftovers leftovers, LoopCall calls)
            throws SystemCallException {
        loop = ports.loop();
        network = ports.network();
        this.calls = calls;
        this.leftovers = leftovers;
        wires = new Wires(loop, network.rawSockets());
        frames = network.linkSockets().open(loop);
        fleet = new Fleet(loop, wires, Host.read(network), reporter);
        trackers = new TrackerCrew(
                ports.scripts(),
                (kind, name, result, value, detail) ->
                        loop.execute(() -> fleet.tracked(kind, name, result, value, detail, loop.now())));
        statics = new Statics(network, this::staticTrouble);
        vmacs = new Vmacs(network);
        listen(control);
    }

    private void listen(ControlThread control) throws SystemCallException {
        subscriptions.add(network.links().listen(loop, new Links.Listener() {
            @Override
            public void appeared(Link link) {
                fleet.linkChanged(null, link, loop.now());
                if (hasChildren) {
                    control.execute(Operation.this::makeChildren);
                }
            }

            @Override
            public void changed(Link before, Link after) {
                fleet.linkChanged(before, after, loop.now());
            }

            @Override
            public void disappeared(Link last) {
                fleet.linkChanged(last, null, loop.now());
            }
        }));
        subscriptions.add(network.addresses().listen(loop, new Addresses.Listener() {
            @Override
            public void added(InterfaceAddress address) {
                fleet.addressAdded(address, loop.now());
            }

            @Override
            public void changed(InterfaceAddress before, InterfaceAddress after) {
                fleet.addressAdded(after, loop.now());
            }

            @Override
            public void deleted(InterfaceAddress address) {
                fleet.addressDeleted(address, loop.now());
                control.execute(() -> statics.deleted(address));
            }
        }));
    }

    /** The interface below a macvlan may have come. */
    private void makeChildren() {
        if (stopped) {
            return;
        }
        try {
            vmacs.follow(plan, Host.read(network));
        } catch (SystemCallException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** Routes and rules are listened to only when some are configured: a router of the Internet has very many. */
    private void listenToRoutes(ControlThread control) throws SystemCallException {
        subscriptions.add(network.routes().listen(loop, new Routes.Listener() {
            @Override
            public void added(Route route) {}

            @Override
            public void deleted(Route route) {
                fleet.routeDeleted(route, loop.now());
                control.execute(() -> statics.deleted(route));
            }

            @Override
            public void resync() {
                fleet.installAgain();
            }
        }));
        subscriptions.add(network.rules().listen(loop, new Rules.Listener() {
            @Override
            public void added(Rule rule) {}

            @Override
            public void deleted(Rule rule) {
                fleet.ruleDeleted(rule, loop.now());
                control.execute(() -> statics.deleted(rule));
            }

            @Override
            public void resync() {
                fleet.installAgain();
            }
        }));
    }

    /** Puts another plan in place. */
    void apply(VrrpPlan next, ControlThread control, boolean first, long startDelayNanos) throws SystemCallException {
        VrrpConfiguration configuration = next.configuration();
        schedule(configuration.globals().scheduling());
        if (first) {
            leftovers.clean(next, network, Host.read(network));
        }
        vmacs.follow(next, Host.read(network));
        hasChildren = next.routers().stream()
                .anyMatch(r -> r.link().vmac().isPresent() || r.link().ipvlan().isPresent());
        Host host = Host.read(network);
        leftovers.record(next, host);
        statics.follow(configuration, host);
        boolean rebind = renewTools(next);
        if (!listensToRoutes && hasRoutes(next)) {
            listensToRoutes = true;
            listenToRoutes(control);
        }
        wires.unknownWanted(configuration.globals().logUnknownVrids());
        Binder binder =
                new Binder(network, wires, paces, virtual, forwardsIpv6(), firewall, (p, link) -> bytes(next, p, link));
        FleetChange change =
                FleetChange.of(plan, next, binder, host, rebind, trackers.fileValues(configuration), startDelayNanos);
        plan = next;
        calls.run(loop, now -> {
            fleet.apply(change, now);
            return null;
        });
        trackers.follow(configuration);
        vmacs.removeUnused(next, Host.read(network));
    }

    /** Whether everything has to be bound again. */
    private boolean renewTools(VrrpPlan next) throws SystemCallException {
        boolean rebind = false;
        if (paces == null || !paces.suits(next.configuration())) {
            rebind = paces != null;
            paces = new Paces(loop, frames, next.configuration());
        }
        Set<InetAddress> addresses = new HashSet<>();
        for (RouterPlan router : next.routers()) {
            router.objects().addresses().stream().map(VirtualAddress::address).forEach(addresses::add);
            router.objects().excluded().stream().map(VirtualAddress::address).forEach(addresses::add);
        }
        virtual = addresses;
        if (firewall == null && needsFirewall(next)) {
            var wanted = next.configuration().globals().firewall();
            firewall = network.firewall().table(wanted.table(), wanted.priority(), wanted.counters());
            vmacs.firewall(firewall);
            rebind = true;
        }
        return rebind;
    }

    static boolean needsFirewall(VrrpPlan plan) {
        return plan.routers().stream()
                .anyMatch(r -> r.rules().firewalled() && !r.instance().owner());
    }

    private static boolean hasRoutes(VrrpPlan plan) {
        var statics = plan.configuration().statics();
        return !statics.routes().isEmpty()
                || !statics.rules().isEmpty()
                || plan.routers().stream()
                        .anyMatch(r -> !r.objects().routes().isEmpty()
                                || !r.objects().rules().isEmpty());
    }

    private boolean forwardsIpv6() {
        return network.sysctls()
                .read("ipv6/conf/all/forwarding")
                .filter(value -> !value.equals("0"))
                .isPresent();
    }

    private static int bytes(VrrpPlan plan, RouterPlan router, Link wire) {
        ReceiveBuffers buffers = plan.configuration().globals().buffers();
        int own = router.transport().receiveBuffer().orElse(0);
        return own > 0
                ? own
                : switch (buffers.policy()) {
                    case SYSTEM -> 0;
                    case BYTES -> buffers.bytes();
                    case MTU ->
                        (wire == null ? 1500 : wire.mtu())
                                * buffers.multiplier()
                                * plan.routers().size();
                    case ADVERT ->
                        (100 + 16 * router.shape().addresses().size())
                                * buffers.multiplier()
                                * plan.routers().size();
                };
    }

    private void schedule(Scheduling wanted) {
        if (wanted.equals(scheduling)) {
            return;
        }
        scheduling = wanted;
        LoopSettings settings = new LoopSettings(
                wanted.realTimePriority().orElse(0),
                wanted.nice().orElse(0),
                wanted.realTimePriority().isPresent() ? wanted.realTimeLimit() : java.time.Duration.ZERO,
                wanted.noSwap(),
                new HashSet<>(wanted.cpus()),
                Math.max(0, wanted.maxAutoPriority()),
                wanted.minAutoPriorityDelay(),
                java.time.Duration.ZERO,
                null);
        loop.apply(settings).forEach(refusal -> LOG.warn("{}", refusal));
    }

    private void staticTrouble(String trackGroup, String object, boolean missing) {
        for (TrackGroup group : plan.configuration().trackGroups()) {
            if (group.name().equals(trackGroup)) {
                loop.execute(() -> fleet.staticMissing(group.instances(), object, missing, loop.now()));
            }
        }
    }

    /** Asks the fleet something, on the loop. */
    <T> T ask(Function<Fleet, T> question) {
        return calls.run(loop, now -> question.apply(fleet));
    }

    /** Has the fleet do something, with the time. */
    <T> T onLoop(LongFunction<T> task) {
        return calls.run(loop, task);
    }

    Fleet fleet() {
        return fleet;
    }

    PunctualLoop loop() {
        return loop;
    }

    Wires wires() {
        return wires;
    }

    VrrpPlan plan() {
        return plan;
    }

    /** Gives everything back, unless it is to be kept. */
    void stop(boolean keep) {
        stopped = true;
        trackers.close();
        calls.run(loop, now -> {
            fleet.stop(keep, now);
            return null;
        });
        subscriptions.forEach(Runnable::run);
        if (!keep) {
            statics.removeAll();
            vmacs.removeAll();
            if (firewall != null) {
                firewall.close();
            }
            leftovers.forget();
        }
        frames.close();
    }
}
