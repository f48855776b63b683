// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.TrackerView;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.platform.ControlThread;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.shell.report.CauseText;
import io.mainstay.vrrp.internal.shell.report.Explanation;
import io.mainstay.vrrp.internal.shell.report.Views;
import io.mainstay.vrrp.internal.shell.run.Group;
import io.mainstay.vrrp.internal.shell.run.RouterSnapshot;
import io.mainstay.vrrp.internal.shell.run.TrackerCell;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What commands ask, answered by way of the control thread and the time-critical loop. Thread-safety: any thread. */
final class Front {
    private static final int MOST_DEMOTION = 254;

    private final ControlThread control;
    private final VrrpEngine engine;
    private final Journal journal;

    Front(ControlThread control, VrrpEngine engine, Journal journal) {
        this.control = control;
        this.engine = engine;
        this.journal = journal;
    }

    VrrpEngine engine() {
        return engine;
    }

    List<RouterSnapshot> snapshots() {
        return control.call(() -> engine.operation()
                .map(operation -> operation.onLoop(now -> operation.fleet().snapshots(now)))
                .orElse(List.of()));
    }

    List<RouterView> routers() {
        Instant at = Instant.now();
        return snapshots().stream().map(snapshot -> Views.router(snapshot, at)).toList();
    }

    List<RouterGroupView> groups() {
        Optional<Operation> operation = control.call(engine::operation);
        if (operation.isEmpty()) {
            return List.of();
        }
        Map<String, RouterState> states = operation.get().onLoop(now -> {
            Map<String, RouterState> all = new HashMap<>();
            for (Group group : operation.get().fleet().groups()) {
                all.put(group.plan().name(), group.state());
            }
            return all;
        });
        List<RouterGroupView> views = new ArrayList<>();
        for (SyncGroup group : operation.get().plan().configuration().syncGroups()) {
            Journal.Entry last = last(group.name());
            views.add(Views.group(
                    group.name(),
                    states.getOrDefault(group.name(), RouterState.INIT),
                    last == null ? Instant.now() : last.at(),
                    last == null ? "start" : last.transition().cause(),
                    group.members()));
        }
        return views;
    }

    private Journal.Entry last(String group) {
        Journal.Entry last = null;
        for (Journal.Entry entry : journal.entries()) {
            if (entry.transition() instanceof Transition.Group change
                    && change.group().name().equals(group)) {
                last = entry;
            }
        }
        return last;
    }

    List<TrackerView> trackers() {
        Instant at = Instant.now();
        return control.call(() -> engine.operation()
                .map(operation -> operation.onLoop(now -> {
                    List<TrackerView> all = new ArrayList<>();
                    for (TrackerCell cell : operation.fleet().trackers()) {
                        all.add(Views.tracker(cell, now, at, operation.plan().configuration()));
                    }
                    return all;
                }))
                .orElse(List.of()));
    }

    void demote(String name, OptionalInt by) {
        control.call(() -> {
            Operation operation =
                    engine.operation().orElseThrow(() -> new IllegalArgumentException("there is no vrrp_instance"));
            VrrpInstance instance = operation
                    .plan()
                    .configuration()
                    .instance(name)
                    .orElseThrow(() -> new IllegalArgumentException("there is no vrrp_instance " + name + "; there are "
                            + operation.plan().configuration().instances().stream()
                                    .map(VrrpInstance::name)
                                    .toList()));
            int value = by.orElse(0);
            if (value < 0 || value > MOST_DEMOTION) {
                throw new IllegalArgumentException(value + " is not in 0.." + MOST_DEMOTION);
            }
            if (value > 0 && instance.owner()) {
                throw new IllegalArgumentException(
                        name + " owns its addresses (priority 255), which is never lowered; 'demote " + name
                                + "' without a number takes it out of service");
            }
            return operation.onLoop(now -> operation.fleet().demote(name, value, by.isEmpty(), now));
        });
    }

    void clearCounters(Optional<String> name) {
        boolean found = control.call(() -> engine.operation()
                .map(operation -> operation.onLoop(now -> operation.fleet().clearCounters(name)))
                .orElse(name.isEmpty()));
        if (!found && name.isPresent()) {
            throw new IllegalArgumentException("there is no vrrp_instance " + name.get());
        }
    }

    Optional<String> explain(InetAddress address) {
        return Explanation.of(address, snapshots(), journal.entries(), Instant.now());
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (RouterSnapshot router : snapshots()) {
            String subject = "router " + router.plan().label();
            if (router.status().state() == RouterState.FAULT) {
                findings.add(new Finding(
                        Level.ERROR,
                        subject,
                        "in FAULT: "
                                + CauseText.of(
                                        router.status().cause(), router.status().causeValue(), router.faultDetail()),
                        "it takes part again as soon as the reason is gone"));
            }
            for (String problem : router.problems()) {
                findings.add(new Finding(Level.WARNING, subject, problem, ""));
            }
            if (router.addressListErrors() > 0) {
                findings.add(new Finding(
                        Level.WARNING,
                        subject,
                        router.addressListErrors() + " adverts list other addresses than ours",
                        "make virtual_ipaddress the same on all hosts"));
            }
            router.drops().forEach((reason, count) -> {
                if (!reason.equals("carp") && !reason.equals("own") && !reason.equals("other vrid")) {
                    findings.add(new Finding(
                            Level.WARNING,
                            subject,
                            count + " packets were not taken: " + reason,
                            "compare the configuration of the other hosts of virtual router "
                                    + router.plan().key().virtualRouterId()));
                }
            });
        }
        return findings;
    }
}
