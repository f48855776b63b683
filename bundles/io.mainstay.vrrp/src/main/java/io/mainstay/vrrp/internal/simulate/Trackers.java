// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.vrrp.LinkDelay;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.vrrp.internal.machine.EffectivePriority;
import io.mainstay.vrrp.internal.machine.PriorityTracker;
import io.mainstay.vrrp.internal.machine.PriorityTracker.Result;
import io.mainstay.vrrp.internal.machine.ScriptCounter;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The trackers of one host: scripts run from start to start of their intervals and take no time; links and processes settle
 * after their delays; files are read at once.
 */
final class Trackers {
    private final Surroundings surroundings;
    private final Map<String, ScriptRuns> scripts = new HashMap<>();
    private final Map<String, Settled> links = new HashMap<>();
    private final Map<String, Settled> processes = new HashMap<>();
    private final Map<String, Long> files = new HashMap<>();
    private VrrpConfiguration configuration = VrrpConfiguration.EMPTY;

    Trackers(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The daemon starts, or has another configuration: what it had before is kept. */
    void follow(long now, VrrpConfiguration next) {
        boolean first = configuration == VrrpConfiguration.EMPTY;
        configuration = next;
        scripts.keySet()
                .retainAll(next.scripts().stream().map(TrackScript::name).toList());
        for (TrackScript script : next.scripts()) {
            ScriptRuns runs = scripts.get(script.name());
            if (runs == null || !runs.isOf(script)) {
                scripts.put(script.name(), new ScriptRuns(script, now));
            }
        }
        for (TrackFile file : next.trackFiles()) {
            long value = surroundings.fileValue(file.name());
            boolean initialised = first && file.initialValue().isPresent() && (value == 0 || file.overwrite());
            files.putIfAbsent(file.name(), initialised ? file.initialValue().getAsInt() : value);
        }
        for (TrackProcess process : next.trackProcesses()) {
            processes.computeIfAbsent(process.name(), name -> new Settled(surroundings.processRuns(name)));
        }
        for (VrrpInstance instance : next.instances()) {
            instance.link().device().ifPresent(this::watch);
            instance.trackers().interfaces().forEach(tracked -> watch(tracked.name()));
        }
        next.syncGroups().forEach(group -> group.trackers().interfaces().forEach(tracked -> watch(tracked.name())));
        timer(now);
    }

    /** Something changed that may be tracked. */
    void change(long now, Change change) {
        if (change instanceof Change.Link link) {
            LinkDelay delay = configuration.linkDelays().stream()
                    .filter(d -> d.device().equals(link.interfaceName()))
                    .findFirst()
                    .orElse(new LinkDelay(link.interfaceName(), Duration.ZERO, Duration.ZERO));
            Settled settled = links.get(link.interfaceName());
            if (settled != null) {
                settled.next(now, link.up(), link.up() ? delay.up() : delay.down());
            }
        } else if (change instanceof Change.Process process) {
            configuration.trackProcesses().stream()
                    .filter(p -> p.name().equals(process.name()))
                    .findFirst()
                    .ifPresent(p -> processes
                            .get(p.name())
                            .next(now, process.runs(), process.runs() ? p.forkDelay() : p.terminateDelay()));
        } else if (change instanceof Change.FileValue file) {
            files.replace(file.name(), file.value());
        }
    }

    private void watch(String name) {
        links.computeIfAbsent(name, n -> new Settled(surroundings.linkUp(n)));
    }

    boolean linkUp(String name) {
        Settled settled = links.get(name);
        return settled == null ? surroundings.linkUp(name) : settled.value();
    }

    /** Runs the scripts that are due, and lets settle what has lasted. Whether a result is another one than before. */
    boolean timer(long now) {
        boolean changed = false;
        for (ScriptRuns runs : scripts.values()) {
            Optional<Boolean> result = runs.run(now, surroundings.scriptPasses(runs.name()));
            if (result.isPresent()) {
                changed = true;
                surroundings.note("", "VRRP_Script(" + runs.name() + ") " + (result.get() ? "succeeded" : "failed"));
            }
        }
        for (Settled settled : links.values()) {
            changed |= settled.settle(now);
        }
        for (Settled settled : processes.values()) {
            changed |= settled.settle(now);
        }
        return changed;
    }

    /** When {@link #timer} is due; empty when nothing waits. */
    OptionalLong earliest() {
        List<Long> due = new ArrayList<>();
        scripts.values().forEach(runs -> due.add(runs.next()));
        links.values().forEach(settled -> settled.due().ifPresent(due::add));
        processes.values().forEach(settled -> settled.due().ifPresent(due::add));
        return due.stream().mapToLong(Long::longValue).reduce((x, y) -> x - y < 0 ? x : y);
    }

    /** What the trackers make of a router's priority. */
    EffectivePriority priority(RouterPlan plan) {
        return EffectivePriority.of(
                plan.rules().priority(),
                plan.trackers().stream().map(this::weighed).toList());
    }

    private PriorityTracker weighed(TrackerRef ref) {
        return switch (ref.kind()) {
            case INTERFACE -> binary(ref, linkUp(ref.name()));
            case SCRIPT -> binary(ref, scripts.get(ref.name()).up());
            case PROCESS -> binary(ref, processes.get(ref.name()).value());
            case FILE -> new PriorityTracker.FileValue(ref.weight(), ref.reverse(), files.getOrDefault(ref.name(), 0L));
            case BFD -> binary(ref, true);
        };
    }

    private static PriorityTracker binary(TrackerRef ref, boolean up) {
        return new PriorityTracker.Binary(ref.weight(), ref.reverse(), up ? Result.OK : Result.FAILED);
    }

    /** A script that is run again and again. */
    private static final class ScriptRuns {
        private final TrackScript script;
        private ScriptCounter counter;
        private long next;

        ScriptRuns(TrackScript script, long now) {
            this.script = script;
            counter = ScriptCounter.undecided(script.rise(), script.fall());
            next = now;
        }

        boolean isOf(TrackScript other) {
            return script.equals(other);
        }

        String name() {
            return script.name();
        }

        boolean up() {
            return counter.up();
        }

        long next() {
            return next;
        }

        /** The result, when it is another one. */
        Optional<Boolean> run(long now, boolean passes) {
            if (now - next < 0) {
                return Optional.empty();
            }
            next += script.interval().toNanos();
            if (now - next >= 0) {
                next = now + script.interval().toNanos(); // those missed in a standstill are not made up for
            }
            ScriptCounter before = counter;
            counter = counter.next(passes);
            boolean told = before.decided() && before.up() == counter.up();
            return told ? Optional.empty() : Optional.of(counter.up());
        }
    }

    /** A state that counts once it has lasted. */
    private static final class Settled {
        private boolean value;
        private boolean pending;
        private long due;

        Settled(boolean value) {
            this.value = value;
        }

        void next(long now, boolean next, Duration delay) {
            pending = next != value;
            due = now + delay.toNanos();
            settle(now);
        }

        boolean settle(long now) {
            if (pending && now - due >= 0) {
                pending = false;
                value = !value;
                return true;
            }
            return false;
        }

        boolean value() {
            return value;
        }

        Optional<Long> due() {
            return pending ? Optional.of(due) : Optional.empty();
        }
    }
}
