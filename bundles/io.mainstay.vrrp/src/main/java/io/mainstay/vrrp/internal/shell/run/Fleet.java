// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Rule;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.machine.PriorityTracker;
import io.mainstay.vrrp.internal.plan.GroupPlan;
import io.mainstay.vrrp.internal.plan.RouterKey;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All routers and groups that run, and what the host does to them.
 *
 * <p>Thread-safety: time-critical loop.
 */
public final class Fleet {
    private static final Owned[] ADDRESSES = {Owned.ADDRESS, Owned.EXCLUDED_ADDRESS};

    private record TrackerKey(TrackerRef.Kind kind, String name) {}

    private final PunctualLoop loop;
    private final Conductor conductor;
    private final Observer observer;
    private final Wires wires;
    private final Host host;
    private final Interfaces interfaces;
    private final Map<TrackerKey, TrackerCell> cells = new LinkedHashMap<>();
    private final Map<String, List<Router>> byInterface = new HashMap<>();
    private final Map<InetAddress, List<Router>> byAddress = new HashMap<>();
    private Map<RouterKey, Router> routers = new LinkedHashMap<>();
    private Map<String, Group> groups = new LinkedHashMap<>();
    private Binder binder;
    private int nextId;

    /** @param host kept up to date by this fleet from now on */
    public Fleet(PunctualLoop loop, Wires wires, Host host, Observer observer) {
        this.loop = loop;
        this.wires = wires;
        this.host = host;
        this.observer = observer;
        conductor = new Conductor(observer);
        interfaces = new Interfaces(loop, host, this::interfaceChanged);
    }

    // ---- what runs

    /** Puts another plan in place. What did not change notices nothing. */
    public void apply(FleetChange change, long now) {
        binder = change.binder();
        interfaces.delays(change.next().configuration().linkDelays());
        // Until groups are put together again below, nobody acts for a group whose members are being exchanged.
        routers.values().forEach(router -> router.syncGroup(null));
        remove(change, now);
        Map<RouterKey, Router> before = routers;
        routers = new LinkedHashMap<>();
        Set<Router> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Router> inOrder = new ArrayList<>();
        for (RouterPlan plan : change.next().routers()) {
            Router router = before.get(plan.key());
            Binding binding = change.bindings().get(plan.key());
            if (router == null) {
                router = create(plan, change, binding, now);
                fresh.add(router);
                inOrder.add(router);
            }
            routers.put(plan.key(), router);
        }
        index();
        for (RouterPlan plan : change.next().routers()) {
            Router router = routers.get(plan.key());
            Binding binding = change.bindings().get(plan.key());
            if (binding != null && !fresh.contains(router)) {
                update(router, plan, binding, change, now);
            }
        }
        inOrder.forEach(router -> {
            router.linkFaults(linkFaults(router.plan()));
            conductor.reassess(router, now); // before its start: what is missing then is known at once
        });
        group(change.next(), inOrder, change.startDelayNanos(), now);
        forgetCells();
        wires.refreshFilters();
        inOrder.forEach(router -> rebindWhenStale(router, now));
    }

    private void remove(FleetChange change, long now) {
        for (RouterKey key : change.removed()) {
            Router router = routers.get(key);
            if (router != null) {
                conductor.stop(router, false, now);
                discard(router);
            }
        }
    }

    private void discard(Router router) {
        router.unlisten();
        binder.release(router.binding());
        router.timer().disarm();
        router.restoreTimer().disarm();
        router.extraTimer().disarm();
        conductor.enlist(router.id(), null);
    }

    private Router create(RouterPlan plan, FleetChange change, Binding binding, long now) {
        TrackerCell[] tracked = cellsOf(plan, change, now);
        boolean undecided = false;
        for (int i = 0; i < tracked.length; i++) {
            undecided |= tracked[i] != null
                    && tracked[i].weighed(plan.trackers().get(i)).undecided();
        }
        Router router = new Router(nextId++, plan, loop, conductor, undecided);
        conductor.enlist(router.id(), router);
        router.cells(tracked);
        router.bind(binding);
        router.takeReplaced();
        return router;
    }

    private void update(Router router, RouterPlan plan, Binding binding, FleetChange change, long now) {
        Binding old = router.binding();
        boolean samePlan = plan.equals(router.plan());
        router.cells(cellsOf(plan, change, now));
        router.replan(plan);
        router.bind(binding);
        router.linkFaults(linkFaults(plan));
        if (samePlan) {
            conductor.rebound(router, now);
        } else {
            conductor.reconfigure(router, plan, now);
            conductor.reassess(router, now);
        }
        binder.release(old);
        rebindWhenStale(router, now);
    }

    private TrackerCell[] cellsOf(RouterPlan plan, FleetChange change, long now) {
        TrackerCell[] tracked = new TrackerCell[plan.trackers().size()];
        for (int i = 0; i < tracked.length; i++) {
            TrackerRef ref = plan.trackers().get(i);
            if (ref.kind() == TrackerRef.Kind.BFD) {
                continue; // not supported, and said so
            }
            tracked[i] = cells.computeIfAbsent(
                    new TrackerKey(ref.kind(), ref.name()),
                    key -> new TrackerCell(ref.kind(), ref.name(), change.initial(ref), change.initialValue(ref), now));
            if (ref.kind() == TrackerRef.Kind.INTERFACE) {
                setInterface(tracked[i], now);
            }
        }
        return tracked;
    }

    private void setInterface(TrackerCell cell, long now) {
        boolean up = interfaces.up(cell.name());
        set(cell, up ? PriorityTracker.Result.OK : PriorityTracker.Result.FAILED, 0, "", now);
    }

    private boolean set(TrackerCell cell, PriorityTracker.Result result, long value, String detail, long now) {
        String before = cell.state();
        boolean other = cell.set(result, value, detail, now);
        if (other) {
            observer.tracker(cell.kind(), cell.name(), before, cell.state(), detail);
        }
        return other;
    }

    private void forgetCells() {
        cells.values().removeIf(cell -> routers.values().stream().noneMatch(router -> uses(router, cell)));
    }

    private static boolean uses(Router router, TrackerCell cell) {
        for (TrackerCell each : router.cells()) {
            if (each == cell) {
                return true;
            }
        }
        return false;
    }

    private void index() {
        byInterface.clear();
        byAddress.clear();
        for (Router router : routers.values()) {
            VirtualObjects objects = router.plan().objects();
            objects.addresses().forEach(a -> listen(a.address(), router));
            objects.excluded().forEach(a -> listen(a.address(), router));
            router.plan().interfaces().forEach(name -> listen(name, router));
            router.plan().trackers().forEach(ref -> {
                if (ref.kind() == TrackerRef.Kind.INTERFACE) {
                    listen(ref.name(), router);
                }
            });
        }
    }

    private void listen(String name, Router router) {
        add(byInterface.computeIfAbsent(name, n -> new ArrayList<>()), router);
    }

    private void listen(InetAddress address, Router router) {
        add(byAddress.computeIfAbsent(address, a -> new ArrayList<>()), router);
    }

    private static void add(List<Router> all, Router router) {
        if (all.isEmpty() || all.get(all.size() - 1) != router) {
            all.add(router);
        }
    }

    /** Groups come before their members: the first transition of a group stands before theirs. */
    private void group(VrrpPlan plan, List<Router> fresh, long delayNanos, long now) {
        Map<String, List<Router>> members = new LinkedHashMap<>();
        routers.values()
                .forEach(router -> router.plan()
                        .group()
                        .ifPresent(name -> members.computeIfAbsent(name, n -> new ArrayList<>())
                                .add(router)));
        Map<String, Group> next = new LinkedHashMap<>();
        List<Group> begun = new ArrayList<>();
        for (GroupPlan each : plan.groups()) {
            List<Router> all = members.get(each.name());
            if (all == null) {
                continue;
            }
            Group group = groups.get(each.name());
            if (group == null) {
                group = new Group(each, all);
                begun.add(group);
            }
            next.put(each.name(), group);
        }
        groups = next;
        begun.forEach(group -> conductor.start(group, now));
        fresh.forEach(router -> conductor.start(router, delayNanos, now));
        for (GroupPlan each : plan.groups()) {
            Group group = groups.get(each.name());
            if (group != null) {
                group.update(each, members.get(each.name()));
                group.members().forEach(member -> member.syncGroup(group));
                conductor.settle(group, now);
            }
        }
    }

    /** Ends everything; {@code keep} leaves addresses, routes and rules where they are. */
    public void stop(boolean keep, long now) {
        groups.values().forEach(group -> conductor.stop(group, keep, now));
        routers.values().forEach(router -> {
            if (router.syncGroup() == null) {
                conductor.stop(router, keep, now);
            }
        });
        routers.values().forEach(this::discard);
        routers.clear();
        groups.clear();
        cells.clear();
        byInterface.clear();
        byAddress.clear();
        interfaces.close();
    }

    // ---- what the host does

    private int linkFaults(RouterPlan plan) {
        int faults = 0;
        if (!plan.link().tracked()) {
            return 0;
        }
        Optional<String> base = plan.link().device();
        Optional<String> own = plan.home();
        if (base.isPresent() && !interfaces.up(base.get())) {
            faults |= Conductor.bit(own.equals(base) ? FaultReason.INTERFACE_DOWN : FaultReason.BASE_INTERFACE_DOWN);
        }
        if (own.isPresent() && !own.equals(base) && !interfaces.up(own.get())) {
            faults |= Conductor.bit(FaultReason.INTERFACE_DOWN);
        }
        return faults;
    }

    /** An interface came, went, or is another one under the same name. */
    public void linkChanged(Link before, Link after, long now) {
        if (after == null) {
            host.remove(before);
        } else {
            host.put(after);
        }
        boolean renamed = before != null && after != null && !before.name().equals(after.name());
        if (before != null && (after == null || renamed)) {
            touched(before.name(), now);
        }
        if (after != null) {
            if (after.running() && (before == null || !before.running())) {
                wires.joinAgain(after.index());
            }
            touched(after.name(), now);
        }
    }

    private void touched(String name, long now) {
        for (Router router : List.copyOf(byInterface.getOrDefault(name, List.of()))) {
            rebindWhenStale(router, now);
        }
        interfaces.look(name, now);
    }

    /** Up or down, and it counts now. */
    private void interfaceChanged(String name, long now) {
        TrackerCell cell = cells.get(new TrackerKey(TrackerRef.Kind.INTERFACE, name));
        if (cell != null) {
            setInterface(cell, now);
        }
        for (Router router : List.copyOf(byInterface.getOrDefault(name, List.of()))) {
            router.linkFaults(linkFaults(router.plan()));
            conductor.reassess(router, now);
            if (interfaces.up(name)) {
                conductor.installAgain(router);
            }
        }
    }

    private void rebindWhenStale(Router router, long now) {
        if (!binder.isStale(router.plan(), router.binding(), host)) {
            return;
        }
        Binding next = binder.bind(router.plan(), host);
        Binding old = router.binding();
        router.bind(next);
        conductor.rebound(router, now);
        binder.release(old);
        wires.refreshFilters();
    }

    public void addressAdded(InterfaceAddress address, long now) {
        host.put(address);
        sourceMayDiffer(address, now);
    }

    public void addressDeleted(InterfaceAddress address, long now) {
        host.remove(address);
        if (binder == null || !binder.isVirtual(address.address())) {
            sourceMayDiffer(address, now);
            return;
        }
        for (Router router : List.copyOf(byAddress.getOrDefault(address.address(), List.of()))) {
            for (Owned what : ADDRESSES) {
                for (Holding holding : router.binding().set(what).all()) {
                    if (holding.is(address)) {
                        gone(router, what, holding, now);
                    }
                }
            }
        }
    }

    private void gone(Router router, Owned what, Holding holding, long now) {
        if (holding.goneByOthers(now)) {
            holding.installed = false;
            if (holding.tracked) {
                conductor.lost(router, what, now);
            }
        }
    }

    public void routeDeleted(Route route, long now) {
        for (Router router : List.copyOf(routers.values())) {
            for (Holding holding : router.binding().set(Owned.ROUTE).all()) {
                if (holding.is(route)) {
                    gone(router, Owned.ROUTE, holding, now);
                }
            }
        }
    }

    public void ruleDeleted(Rule rule, long now) {
        for (Router router : List.copyOf(routers.values())) {
            for (Holding holding : router.binding().set(Owned.RULE).all()) {
                if (holding.is(rule)) {
                    gone(router, Owned.RULE, holding, now);
                }
            }
        }
    }

    private void sourceMayDiffer(InterfaceAddress address, long now) {
        if (binder == null || binder.isVirtual(address.address())) {
            return;
        }
        Link link = host.link(address.ifIndex());
        for (Router router : List.copyOf(routers.values())) {
            boolean nearby = link != null
                    && (router.plan()
                                    .link()
                                    .device()
                                    .filter(link.name()::equals)
                                    .isPresent()
                            || router.plan().wire().filter(link.name()::equals).isPresent());
            if (nearby || router.plan().transport().source().isPresent()) {
                rebindWhenStale(router, now);
            }
        }
    }

    // ---- what trackers and operators say

    /** A script, file or process tracker has a result. Returns whether it is another one than before. */
    public boolean tracked(
            TrackerRef.Kind kind, String name, PriorityTracker.Result result, long value, String detail, long now) {
        TrackerCell cell = cells.get(new TrackerKey(kind, name));
        if (cell == null || !set(cell, result, value, detail, now)) {
            return false;
        }
        for (Router router : List.copyOf(routers.values())) {
            if (uses(router, cell)) {
                conductor.reassess(router, now);
            }
        }
        return true;
    }

    /** Lowers what instances of this name advertise, or takes them out of service. Whether there is one. */
    public boolean demote(String instance, int by, boolean giveUp, long now) {
        boolean found = false;
        for (Router router : List.copyOf(routers.values())) {
            if (router.plan().name().equals(instance)) {
                found = true;
                router.demote(by, giveUp);
                conductor.reassess(router, now);
            }
        }
        return found;
    }

    /** A static object with a track group cannot be put back, or is there again. */
    public void staticMissing(List<String> instances, String object, boolean missing, long now) {
        for (Router router : List.copyOf(routers.values())) {
            if (instances.contains(router.plan().name()) && router.staticMissing(object, missing)) {
                conductor.reassess(router, now);
            }
        }
    }

    /** Messages of the kernel were lost: what is held is made sure of. */
    public void installAgain() {
        routers.values().forEach(conductor::installAgain);
    }

    /** Sets the counters of an instance, or of all, to 0. Whether there is one. */
    public boolean clearCounters(Optional<String> instance) {
        boolean found = false;
        for (Router router : routers.values()) {
            if (instance.isEmpty() || instance.get().equals(router.plan().name())) {
                found = true;
                router.clearCounters();
            }
        }
        return found;
    }

    /** All routers as they are now. */
    public List<RouterSnapshot> snapshots(long now) {
        return routers.values().stream()
                .map(router -> RouterSnapshot.of(router, now))
                .toList();
    }

    public Collection<Router> routers() {
        return routers.values();
    }

    public Collection<Group> groups() {
        return groups.values();
    }

    public Collection<TrackerCell> trackers() {
        return cells.values();
    }

    public Host host() {
        return host;
    }

    Conductor conductor() {
        return conductor;
    }
}
