// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is configured for VRRP. Lists are in configured order; what refers to something by name refers to what is here.
 *
 * @param globals settings of all instances
 * @param instances names unique
 * @param syncGroups names unique
 * @param scripts tracked ones only: a script that nobody tracks is not run
 * @param trackFiles names unique
 * @param trackProcesses names unique
 * @param trackGroups names unique
 * @param statics addresses, routes and rules that are installed at the start and stay
 * @param garpGroups pacing of announcements
 * @param linkDelays one per interface
 * @param linkbeat polled interfaces
 */
public record VrrpConfiguration(
        VrrpGlobals globals,
        List<VrrpInstance> instances,
        List<SyncGroup> syncGroups,
        List<TrackScript> scripts,
        List<TrackFile> trackFiles,
        List<TrackProcess> trackProcesses,
        List<TrackGroup> trackGroups,
        VirtualObjects statics,
        List<GarpGroup> garpGroups,
        List<LinkDelay> linkDelays,
        Linkbeat linkbeat) {
    /** Nothing configured. */
    public static final VrrpConfiguration EMPTY = new VrrpConfiguration(
            VrrpGlobals.DEFAULT,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            VirtualObjects.NONE,
            List.of(),
            List.of(),
            Linkbeat.NONE);

    public VrrpConfiguration {
        Objects.requireNonNull(globals, "globals");
        instances = List.copyOf(instances);
        syncGroups = List.copyOf(syncGroups);
        scripts = List.copyOf(scripts);
        trackFiles = List.copyOf(trackFiles);
        trackProcesses = List.copyOf(trackProcesses);
        trackGroups = List.copyOf(trackGroups);
        Objects.requireNonNull(statics, "statics");
        garpGroups = List.copyOf(garpGroups);
        linkDelays = List.copyOf(linkDelays);
        Objects.requireNonNull(linkbeat, "linkbeat");
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return instances.isEmpty() && statics.equals(VirtualObjects.NONE);
    }

    public Optional<VrrpInstance> instance(String name) {
        return instances.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    /** The group that an instance is a member of. */
    public Optional<SyncGroup> groupOf(String instance) {
        return syncGroups.stream().filter(g -> g.members().contains(instance)).findFirst();
    }
}
