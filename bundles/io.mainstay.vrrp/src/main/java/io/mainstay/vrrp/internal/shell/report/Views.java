// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.report;

import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.TrackerView;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.transition.Transition.TrackerKind;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.InstanceStatus;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.shell.run.RouterSnapshot;
import io.mainstay.vrrp.internal.shell.run.TrackerCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routers, groups and trackers as commands show them. Pure. */
public final class Views {
    private Views() {}

    /** @param at wall-clock time of the snapshot */
    public static RouterView router(RouterSnapshot snapshot, Instant at) {
        RouterPlan plan = snapshot.plan();
        VrrpInstance instance = plan.instance();
        InstanceStatus status = snapshot.status();
        return new RouterView(
                "VRRP",
                plan.primary() ? plan.name() : plan.label(),
                instance.virtualRouterId(),
                plan.key().version(),
                instance.deviceName(),
                plan.group().filter(name -> !name.contains(" ")),
                status.state().name(),
                since(at, snapshot.now(), status.sinceNanos(), status),
                CauseText.of(status.cause(), status.causeValue(), snapshot.faultDetail()),
                faults(snapshot),
                instance.priority(),
                status.priority(),
                terms(snapshot),
                timers(snapshot),
                peers(snapshot, at),
                addresses(snapshot),
                snapshot.drops(),
                statistics(snapshot),
                settings(snapshot));
    }

    private static Instant since(Instant at, long now, long since, InstanceStatus status) {
        return status.state() == RouterState.INIT ? at : at.minusNanos(now - since);
    }

    private static List<String> faults(RouterSnapshot snapshot) {
        List<String> faults = new ArrayList<>();
        if (snapshot.status().state() != RouterState.FAULT) {
            return faults;
        }
        for (FaultReason reason : FaultReason.values()) {
            if (snapshot.status().faults().contains(reason)) {
                faults.add(CauseText.faults(java.util.Set.of(reason)));
            }
        }
        faults.addAll(snapshot.problems());
        return faults;
    }

    private static List<RouterView.Term> terms(RouterSnapshot snapshot) {
        List<RouterView.Term> terms = new ArrayList<>();
        terms.add(
                new RouterView.Term("configured", "", snapshot.plan().instance().priority()));
        for (RouterSnapshot.Weighed weighed : snapshot.trackers()) {
            terms.add(new RouterView.Term(weighed.ref().toString(), weighed.state(), weighed.contribution()));
        }
        if (snapshot.demotion() > 0) {
            terms.add(new RouterView.Term("operator", "", -snapshot.demotion()));
        }
        return terms;
    }

    private static List<RouterView.Timer> timers(RouterSnapshot snapshot) {
        if (snapshot.deadline().isEmpty()) {
            return List.of();
        }
        Duration due = Duration.ofNanos(Math.max(0, snapshot.deadline().getAsLong() - snapshot.now()));
        String what = switch (snapshot.status().state()) {
            case INIT -> "start";
            case BACKUP -> "master down";
            case MASTER -> "advert";
            case FAULT -> "next";
        };
        return List.of(new RouterView.Timer(what, due));
    }

    private static List<RouterView.Peer> peers(RouterSnapshot snapshot, Instant at) {
        List<RouterView.Peer> peers = new ArrayList<>();
        snapshot.peers()
                .forEach(peer -> peers.add(new RouterView.Peer(
                        peer.address(),
                        peer.priority(),
                        Duration.ofNanos(peer.intervalNanos()),
                        Optional.of(at.minusNanos(snapshot.now() - peer.heardAt())),
                        peer.adverts())));
        snapshot.plan().transport().peers().forEach(configured -> {
            if (peers.stream().noneMatch(peer -> peer.address().equals(configured.address()))) {
                peers.add(new RouterView.Peer(configured.address(), -1, Duration.ZERO, Optional.empty(), 0));
            }
        });
        return peers;
    }

    private static List<RouterView.Held> addresses(RouterSnapshot snapshot) {
        List<RouterView.Held> all = new ArrayList<>();
        RouterPlan plan = snapshot.plan();
        plan.objects().addresses().forEach(a -> all.add(held(a, plan, false, snapshot)));
        plan.objects().excluded().forEach(a -> all.add(held(a, plan, true, snapshot)));
        return all;
    }

    private static RouterView.Held held(
            VirtualAddress address, RouterPlan plan, boolean excluded, RouterSnapshot snapshot) {
        return new RouterView.Held(
                address.toString(),
                address.device().or(plan::home).orElse(""),
                excluded,
                snapshot.installed().contains(address.address()));
    }

    private static Map<String, Long> statistics(RouterSnapshot snapshot) {
        InstanceStatus.Counters counters = snapshot.counters();
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("adverts received", counters.received());
        all.put("adverts sent", counters.sent());
        all.put("became master", counters.becameMaster());
        all.put("released master", counters.releasedMaster());
        all.put("priority zero received", counters.zeroReceived());
        all.put("priority zero sent", counters.zeroSent());
        all.put("lower priority received", counters.lowerReceived());
        all.put("restored", counters.restored());
        all.put("address list errors", snapshot.addressListErrors());
        all.put("send failures", snapshot.sendFailures());
        return all;
    }

    private static Map<String, String> settings(RouterSnapshot snapshot) {
        RouterPlan plan = snapshot.plan();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("advertisement interval", seconds(plan.rules().timing().intervalNanos()));
        if (snapshot.status().state() == RouterState.BACKUP) {
            all.put("master's interval", seconds(snapshot.status().masterIntervalNanos()));
            all.put("master's priority", Integer.toString(snapshot.status().masterPriority()));
        }
        all.put("source address", snapshot.source().map(AddressText::of).orElse("none"));
        all.put("adverts to", plan.transport().group().map(AddressText::of).orElse("unicast peers"));
        all.put("preempt", preempt(plan));
        all.put("accept", plan.rules().firewalled() ? "no" : "yes");
        if (plan.shape().auth().type() != io.mainstay.vrrp.internal.codec.AdvertAuth.Type.NONE) {
            all.put("authentication", plan.shape().auth().type().name());
        }
        return all;
    }

    private static String preempt(RouterPlan plan) {
        if (!plan.rules().preemption().allowed()) {
            return "no";
        }
        long delay = plan.rules().preemption().delayNanos();
        return delay == 0 ? "yes" : "after " + seconds(delay);
    }

    private static String seconds(long nanos) {
        return java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }

    /** A sync group. */
    public static RouterGroupView group(
            String name, RouterState state, Instant since, String cause, List<String> members) {
        return new RouterGroupView(name, state.name(), since, cause, members);
    }

    /** A tracker, with who uses it. */
    public static TrackerView tracker(TrackerCell cell, long now, Instant at, VrrpConfiguration configuration) {
        List<String> users = new ArrayList<>();
        configuration.instances().forEach(instance -> {
            if (uses(instance.trackers(), cell)) {
                users.add(instance.name());
            }
        });
        configuration.syncGroups().forEach(group -> {
            if (uses(group.trackers(), cell)) {
                users.add(group.name());
            }
        });
        return new TrackerView(
                TrackerKind.valueOf(cell.kind().name()),
                cell.name(),
                cell.state(),
                at.minusNanos(now - cell.since()),
                cell.detail(),
                users);
    }

    private static boolean uses(io.mainstay.api.model.vrrp.Trackers trackers, TrackerCell cell) {
        var refs = switch (cell.kind()) {
            case INTERFACE -> trackers.interfaces();
            case SCRIPT -> trackers.scripts();
            case FILE -> trackers.files();
            case PROCESS -> trackers.processes();
            case BFD -> trackers.bfds();
        };
        return refs.stream().anyMatch(ref -> ref.name().equals(cell.name()));
    }
}
