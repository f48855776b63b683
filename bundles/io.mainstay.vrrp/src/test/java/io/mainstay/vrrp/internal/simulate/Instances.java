// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.Answers;
import io.mainstay.api.model.vrrp.Linkbeat;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.Preemption;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpGlobals;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpTiming;
import io.mainstay.api.model.vrrp.VrrpTransport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Configured instances for tests: what a test says, and defaults for the rest. */
final class Instances {
    String name = "VI_1";
    String device = "eth0";
    int vrid = 51;
    int priority;
    int version = 3;
    Duration interval = Duration.ofSeconds(1);
    int downAdverts = 3;
    boolean wishMaster;
    Preemption preemption = Preemption.AT_ONCE;
    VrrpAuthentication authentication = new VrrpAuthentication.None();
    boolean lossMeansBackup;
    boolean dualStack;
    Trackers trackers = Trackers.NONE;

    static Instances v3(int priority) {
        Instances instance = new Instances();
        instance.priority = priority;
        return instance;
    }

    static Instances v2(int priority) {
        Instances instance = v3(priority);
        instance.version = 2;
        return instance;
    }

    Instances named(String newName, int newVrid, String newDevice) {
        name = newName;
        vrid = newVrid;
        device = newDevice;
        return this;
    }

    Instances interval(Duration value) {
        interval = value;
        return this;
    }

    Instances wishMaster() {
        wishMaster = true;
        return this;
    }

    Instances preemption(Preemption value) {
        preemption = value;
        return this;
    }

    Instances noPreempt() {
        return preemption(new Preemption(false, Duration.ZERO, OptionalInt.empty()));
    }

    Instances preemptDelay(Duration delay) {
        return preemption(new Preemption(true, delay, OptionalInt.empty()));
    }

    Instances stalledPeer(int peerPriority) {
        return preemption(new Preemption(false, Duration.ZERO, OptionalInt.of(peerPriority)));
    }

    Instances dualStack() {
        dualStack = true;
        return this;
    }

    Instances trackers(Trackers value) {
        trackers = value;
        return this;
    }

    VrrpInstance build() {
        List<VirtualAddress> addresses = new ArrayList<>();
        addresses.add(VirtualAddress.of(address("10.0.1." + vrid), 24));
        if (dualStack) {
            addresses.add(VirtualAddress.of(address("fe80::1:" + vrid), 64));
        }
        return new VrrpInstance(
                name,
                false,
                dualStack,
                vrid,
                priority,
                wishMaster,
                new VrrpTiming(version, interval, downAdverts),
                new VrrpLink(
                        Optional.of(device), true, Optional.empty(), Optional.empty(), Optional.empty(), false, false),
                new VrrpTransport(
                        Optional.empty(),
                        false,
                        Optional.of(address("224.0.0.18")),
                        List.of(),
                        false,
                        false,
                        OptionalInt.empty(),
                        false,
                        VrrpTransport.OldUnicastChecksum.DETECT,
                        false,
                        false,
                        OptionalInt.empty()),
                authentication,
                preemption,
                Answers.DEFAULT,
                Announcing.DEFAULT,
                true,
                false,
                new VirtualObjects(addresses, List.of(), List.of(), List.of()),
                lossMeansBackup,
                trackers,
                Notifications.NONE);
    }

    VrrpConfiguration alone() {
        return configuration(List.of(build()), List.of(), List.of(), List.of(), List.of());
    }

    static VrrpConfiguration grouped(Instances... members) {
        List<VrrpInstance> instances =
                List.of(members).stream().map(Instances::build).toList();
        SyncGroup group = new SyncGroup(
                "G", instances.stream().map(VrrpInstance::name).toList(), Trackers.NONE, false, Notifications.NONE);
        return configuration(instances, List.of(group), List.of(), List.of(), List.of());
    }

    static VrrpConfiguration configuration(
            List<VrrpInstance> instances,
            List<SyncGroup> groups,
            List<TrackScript> scripts,
            List<TrackFile> files,
            List<TrackProcess> processes) {
        return new VrrpConfiguration(
                VrrpGlobals.DEFAULT,
                instances,
                groups,
                scripts,
                files,
                processes,
                List.of(),
                VirtualObjects.NONE,
                List.of(),
                List.of(),
                Linkbeat.NONE);
    }

    static Set<String> devices(VrrpConfiguration configuration) {
        Set<String> devices = new TreeSet<>();
        configuration.instances().forEach(instance -> instance.link().device().ifPresent(devices::add));
        return devices;
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
