// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.Answers;
import io.mainstay.api.model.vrrp.Linkbeat;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.Preemption;
import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.model.vrrp.SyncGroup;
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
import io.mainstay.api.transition.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Short ways to write down virtual routers and what happens to them. */
public final class RouterSetup {
    private RouterSetup() {}

    /** Every script, each named after its keyword. */
    public static Notifications all(boolean reportsDeleted) {
        return new Notifications(
                Optional.of(Setup.script("/master")),
                Optional.of(Setup.script("/backup")),
                Optional.of(Setup.script("/fault")),
                Optional.of(Setup.script("/stop")),
                Optional.of(Setup.script("/any 1")),
                reportsDeleted ? Optional.of(Setup.script("/deleted")) : Optional.empty(),
                reportsDeleted,
                Optional.of(Setup.script("/lower")),
                true,
                true);
    }

    public static VrrpInstance instance(String name, Notifications notifications) {
        return new VrrpInstance(
                name,
                false,
                false,
                51,
                100,
                false,
                new VrrpTiming(3, Duration.ofSeconds(1), 3),
                new VrrpLink(
                        Optional.of("eth0"), true, Optional.empty(), Optional.empty(), Optional.empty(), false, false),
                new VrrpTransport(
                        Optional.empty(),
                        false,
                        Values.address("224.0.0.18"),
                        List.of(),
                        false,
                        false,
                        OptionalInt.empty(),
                        false,
                        VrrpTransport.OldUnicastChecksum.DETECT,
                        false,
                        false,
                        OptionalInt.empty()),
                new VrrpAuthentication.None(),
                Preemption.AT_ONCE,
                Answers.DEFAULT,
                Announcing.DEFAULT,
                true,
                false,
                new VirtualObjects(
                        List.of(VirtualAddress.of(Values.address("192.0.2.100").orElseThrow(), 24)),
                        List.of(),
                        List.of(),
                        List.of()),
                false,
                Trackers.NONE,
                notifications);
    }

    public static SyncGroup group(String name, Notifications notifications) {
        return new SyncGroup(name, List.of("V1"), Trackers.NONE, false, notifications);
    }

    public static Transition.Router entered(VrrpInstance instance, RouterState state) {
        return new Transition.Router(instance, RouterState.INIT, state, "because", 100);
    }

    public static Transition.Group entered(SyncGroup group, RouterState state) {
        return new Transition.Group(group, RouterState.INIT, state, "because");
    }

    public static DesiredState state(
            GlobalSettings globals, VrrpGlobals vrrp, List<VrrpInstance> instances, List<SyncGroup> groups) {
        VrrpConfiguration configuration = new VrrpConfiguration(
                vrrp,
                instances,
                groups,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                VirtualObjects.NONE,
                List.of(),
                List.of(),
                Linkbeat.NONE);
        return new DesiredState(1, globals, List.of(), Map.of(), configuration, CarpConfiguration.EMPTY);
    }

    /** What applies by default, but for two switches. */
    public static VrrpGlobals globals(boolean noMailFaults, boolean statesOnReload) {
        VrrpGlobals usual = VrrpGlobals.DEFAULT;
        return new VrrpGlobals(
                usual.startupDelay(),
                usual.delayAfterBoot(),
                usual.dynamicInterfaces(),
                usual.defaultInterface(),
                usual.garpInterval(),
                usual.gnaInterval(),
                usual.logUnknownVrids(),
                usual.disableLocalIgmp(),
                noMailFaults,
                statesOnReload,
                usual.firewall(),
                usual.scheduling(),
                usual.buffers());
    }
}
