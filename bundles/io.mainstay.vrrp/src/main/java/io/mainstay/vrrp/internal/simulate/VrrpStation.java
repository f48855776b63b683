// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.vrrp.internal.machine.EffectivePriority;
import io.mainstay.vrrp.internal.machine.Effects;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.machine.VrrpMachine;
import io.mainstay.vrrp.internal.plan.GroupPlan;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The VRRP of one simulated daemon. Each event goes to its machine, then the sync group settles, then the effects of both are
 * executed: as in the daemon's loop.
 */
final class VrrpStation implements Station {
    private final Surroundings surroundings;
    private final Function<Change.Reload, VrrpPlan> planner;
    private final Watch watch;
    private final Trackers trackers;
    private final Executor executor;
    private final Effects effects = new Effects();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Alarms alarms = new Alarms();
    private List<Speaker> speakers = new ArrayList<>();
    private Map<Integer, List<Speaker>> byVrid = Map.of();
    private VrrpPlan plan;
    private int lastId;

    VrrpStation(VrrpPlan plan, Function<Change.Reload, VrrpPlan> planner, Surroundings surroundings, Watch watch) {
        this.plan = plan;
        this.planner = planner;
        this.surroundings = surroundings;
        this.watch = watch;
        trackers = new Trackers(surroundings);
        executor = new Executor(surroundings, watch);
    }

    @Override
    public void start(long now) {
        trackers.follow(now, plan.configuration());
        plan.routers().forEach(router -> speakers.add(new Speaker(lastId++, router, surroundings)));
        index();
        for (GroupPlan group : plan.groups()) {
            groups.put(group.name(), new Group(group, membersOf(group.name())));
        }
        for (Group group : groups.values()) {
            effects.clear();
            group.machine().start(effects);
            executor.perform(effects, group.members(), Optional.of(group));
        }
        speakers.forEach(speaker -> begin(now, speaker));
    }

    /** Faults and priority first: a machine that has not started takes them in silence. */
    private void begin(long now, Speaker speaker) {
        watch.begun(speaker);
        event(now, speaker, false, machine -> {
            decide(now, speaker);
            machine.start(now, plan.configuration().globals().startupDelay().toNanos(), effects);
        });
    }

    private void index() {
        byVrid = speakers.stream()
                .collect(Collectors.groupingBy(speaker -> speaker.plan().shape().vrid()));
    }

    private List<Speaker> membersOf(String group) {
        return speakers.stream()
                .filter(speaker -> speaker.plan().group().filter(group::equals).isPresent())
                .toList();
    }

    @Override
    public void stop(long now) {
        for (Group group : groups.values()) {
            effects.clear();
            group.machine().stop(now, false, effects);
            executor.perform(effects, group.members(), Optional.of(group));
        }
        for (Speaker speaker : speakers) {
            effects.clear();
            speaker.machine().stop(now, false, effects);
            executor.perform(effects, List.of(speaker), Optional.empty());
        }
    }

    @Override
    public void arrive(long now, Datagram datagram) {
        for (Speaker speaker : byVrid.getOrDefault(Speaker.vridOf(datagram), List.of())) {
            if (speaker.listensTo(datagram) && speaker.takes(datagram)) {
                hear(now, speaker);
            }
        }
    }

    private void hear(long now, Speaker speaker) {
        int priority = speaker.heardPriority();
        long interval = speaker.heardIntervalNanos();
        watch.heard(speaker, priority, interval);
        effects.clear();
        Optional<Group> group = groupOf(speaker);
        if (group.isPresent()) {
            group.get().machine().advert(now, speaker.machine(), priority, interval, speaker.sourceOrder(), effects);
        } else {
            speaker.machine().advert(now, priority, interval, speaker.sourceOrder(), effects);
        }
        finish(speaker, group, false);
    }

    @Override
    public boolean hasDeadline() {
        return earliest().isPresent();
    }

    @Override
    public long nextDeadline() {
        return earliest().orElse(0);
    }

    private OptionalLong earliest() {
        OptionalLong machines = alarms.earliest();
        OptionalLong tracking = trackers.earliest();
        boolean first = tracking.isEmpty() || machines.isPresent() && machines.getAsLong() - tracking.getAsLong() <= 0;
        return first ? machines : tracking;
    }

    @Override
    public void timer(long now) {
        if (trackers.timer(now)) {
            speakers.forEach(speaker -> decided(now, speaker));
        }
        for (Speaker speaker = alarms.due(now); speaker != null; speaker = alarms.due(now)) {
            event(now, speaker, true, machine -> machine.timer(now, effects));
        }
    }

    @Override
    public void change(long now, Change change) {
        trackers.change(now, change);
        if (change instanceof Change.AddressDeleted deleted) {
            lost(now, deleted.address());
        } else if (change instanceof Change.Reload reload) {
            reload(now, planner.apply(reload));
        }
        speakers.forEach(speaker -> decided(now, speaker));
    }

    private void lost(long now, InetAddress address) {
        for (Speaker speaker : speakers) {
            for (Owned what : List.of(Owned.ADDRESS, Owned.EXCLUDED_ADDRESS)) {
                if (speaker.misses(address, what == Owned.EXCLUDED_ADDRESS)) {
                    event(now, speaker, false, machine -> machine.lost(now, what, effects));
                }
            }
        }
    }

    private void reload(long now, VrrpPlan next) {
        VrrpPlan before = plan;
        plan = next;
        trackers.follow(now, next.configuration());
        List<Speaker> kept = new ArrayList<>();
        List<Speaker> fresh = new ArrayList<>();
        List<Speaker> changed = new ArrayList<>();
        List<Speaker> gone = new ArrayList<>(speakers);
        for (RouterPlan router : next.routers()) {
            Optional<Speaker> same = speakers.stream()
                    .filter(speaker -> speaker.plan().key().equals(router.key()))
                    .findFirst();
            Speaker speaker = same.orElseGet(() -> new Speaker(lastId++, router, surroundings));
            gone.remove(speaker);
            kept.add(speaker);
            if (same.isEmpty()) {
                fresh.add(speaker);
            } else if (!speaker.plan().equals(router)) {
                speaker.plan(router);
                changed.add(speaker);
            }
        }
        gone.forEach(speaker -> end(now, speaker));
        speakers = kept;
        index();
        regroup(now, before, fresh);
        for (Speaker speaker : changed) {
            watch.reloaded(speaker);
            int priority = trackers.priority(speaker.plan()).priority();
            event(
                    now,
                    speaker,
                    false,
                    machine -> machine.reconfigure(now, speaker.plan().rules(), priority, effects));
        }
    }

    private void end(long now, Speaker speaker) {
        effects.clear();
        speaker.machine().stop(now, false, effects);
        executor.perform(effects, List.of(speaker), Optional.empty());
        alarms.forget(speaker);
        surroundings.note(speaker.plan().label(), "is no longer configured");
    }

    private void regroup(long now, VrrpPlan before, List<Speaker> fresh) {
        List<String> wanted = plan.groups().stream().map(GroupPlan::name).toList();
        groups.keySet().retainAll(wanted);
        for (GroupPlan group : plan.groups()) {
            if (!groups.containsKey(group.name())) {
                Group made = new Group(group, membersOf(group.name()));
                groups.put(group.name(), made);
                effects.clear();
                made.machine().start(effects);
                executor.perform(effects, made.members(), Optional.of(made));
            }
        }
        fresh.forEach(speaker -> begin(now, speaker));
        for (Group group : groups.values()) {
            group.members(membersOf(group.name()));
            effects.clear();
            group.machine().settle(now, effects);
            executor.perform(effects, group.members(), Optional.of(group));
            group.members().forEach(alarms::update);
        }
    }

    /** Tells a machine what its trackers and its link say, when that is news. */
    private void decided(long now, Speaker speaker) {
        event(now, speaker, false, machine -> decide(now, speaker));
    }

    private void decide(long now, Speaker speaker) {
        VrrpMachine machine = speaker.machine();
        EffectivePriority priority = trackers.priority(speaker.plan());
        boolean linkDown = speaker.plan().link().tracked() && !trackers.linkUp(speaker.interfaceName());
        boolean noPeers = speaker.plan().transport().unicast()
                && speaker.plan().transport().peers().isEmpty()
                && speaker.plan().instance().transport().faultWithoutPeers();
        fault(now, machine, FaultReason.INTERFACE_DOWN, linkDown);
        fault(now, machine, FaultReason.CONFIGURATION, noPeers);
        fault(now, machine, FaultReason.TRACKER, priority.fault());
        machine.priority(now, priority.priority(), effects);
        clear(now, machine, FaultReason.INTERFACE_DOWN, !linkDown);
        clear(now, machine, FaultReason.CONFIGURATION, !noPeers);
        clear(now, machine, FaultReason.TRACKER, !priority.fault());
    }

    private void fault(long now, VrrpMachine machine, FaultReason reason, boolean is) {
        if (is && !machine.status().faults().contains(reason)) {
            machine.fault(now, reason, effects);
        }
    }

    private void clear(long now, VrrpMachine machine, FaultReason reason, boolean is) {
        if (is && machine.status().faults().contains(reason)) {
            machine.clear(now, reason, effects);
        }
    }

    private void event(long now, Speaker speaker, boolean byTimer, Consumer<VrrpMachine> event) {
        effects.clear();
        event.accept(speaker.machine());
        Optional<Group> group = groupOf(speaker);
        if (effects.size() > 0 || byTimer || group.isPresent()) {
            group.ifPresent(g -> g.machine().settle(now, effects));
        }
        finish(speaker, group, byTimer);
    }

    private void finish(Speaker speaker, Optional<Group> group, boolean byTimer) {
        List<Speaker> concerned = group.map(Group::members).orElse(List.of(speaker));
        executor.perform(effects, concerned, group);
        concerned.forEach(alarms::update);
        watch.performed(speaker, effects, byTimer);
    }

    private Optional<Group> groupOf(Speaker speaker) {
        return speaker.plan().group().map(groups::get);
    }

    /** For tests. */
    List<Speaker> speakers() {
        return speakers;
    }

    /** For tests. */
    static boolean isMaster(Speaker speaker) {
        return speaker.machine().state() == RouterState.MASTER;
    }
}
