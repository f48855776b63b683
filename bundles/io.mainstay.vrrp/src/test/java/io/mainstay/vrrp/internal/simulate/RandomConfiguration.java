// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Configurations of the hosts of one run: version and routers are the same on all, everything else is not. */
final class RandomConfiguration {
    static final String SCRIPT = "script";
    static final String FILE = "file";
    static final String PROCESS = "process";

    private final Random random;
    private final int version;
    private final boolean dualStack;
    private final boolean grouped;

    RandomConfiguration(Random random) {
        this.random = random;
        version = random.nextInt(3) == 0 ? 2 : 3;
        dualStack = version == 3 && random.nextInt(3) == 0;
        grouped = random.nextInt(3) == 0;
    }

    /** An interface that matters. */
    String device(Random by) {
        return grouped && by.nextBoolean() ? "eth1" : "eth0";
    }

    VrrpConfiguration next() {
        Instances first = instance();
        List<VrrpInstance> instances = new ArrayList<>();
        List<SyncGroup> groups = new ArrayList<>();
        first.dualStack = dualStack;
        first.trackers = trackers();
        instances.add(first.build());
        if (grouped) {
            // The same priority: hosts that are better on one wire and worse on the other have no stable order.
            Instances second = Instances.v3(first.priority).named("VI_2", 52, "eth1");
            second.version = version;
            second.interval = first.interval;
            second.preemption = first.preemption;
            second.wishMaster = first.wishMaster;
            instances.add(second.build());
            groups.add(new SyncGroup("G", List.of("VI_1", "VI_2"), trackers(), false, Notifications.NONE));
        }
        return Instances.configuration(instances, groups, List.of(script()), List.of(file()), List.of(process()));
    }

    private Instances instance() {
        int priority = random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(254);
        Instances instance = Instances.v3(priority);
        instance.version = version;
        if (version == 3) {
            instance.interval = Duration.ofMillis(List.of(100, 250, 1000).get(random.nextInt(3)));
        }
        instance.lossMeansBackup = random.nextInt(4) == 0;
        return switch (random.nextInt(6)) {
            case 0 -> instance.noPreempt();
            case 1 -> instance.stalledPeer(1 + random.nextInt(254));
            case 2 -> instance.preemptDelay(Duration.ofSeconds(3));
            case 3 -> instance.wishMaster();
            default -> instance;
        };
    }

    private TrackScript script() {
        Script run = new Script(List.of("/bin/check"), Optional.empty(), Optional.empty(), Optional.empty());
        Duration interval = Duration.ofMillis(300 + random.nextInt(1000));
        int rise = 1 + random.nextInt(3);
        int fall = 1 + random.nextInt(3);
        return new TrackScript(SCRIPT, Optional.of(run), Optional.empty(), interval, 0, false, rise, fall, false);
    }

    private static TrackFile file() {
        return new TrackFile(FILE, "/run/file", 1, false, OptionalInt.empty(), false);
    }

    private TrackProcess process() {
        return new TrackProcess(
                PROCESS,
                "named",
                List.of(),
                TrackProcess.ParameterMatch.NONE,
                false,
                0,
                false,
                1,
                OptionalInt.empty(),
                Duration.ofMillis(random.nextInt(2) * 700),
                Duration.ofMillis(random.nextInt(2) * 700));
    }

    private Trackers trackers() {
        return new Trackers(List.of(), some(SCRIPT), some(FILE), some(PROCESS), List.of());
    }

    /** One in three with weight 0, where failure is a fault; files move the priority only, because healing leaves them. */
    private List<Tracked> some(String name) {
        if (random.nextBoolean()) {
            return List.of();
        }
        int weight = random.nextInt(3) == 0 ? 0 : random.nextInt(200) - 100;
        return List.of(new Tracked(name, name.equals(FILE) ? 1 : weight, false));
    }
}
