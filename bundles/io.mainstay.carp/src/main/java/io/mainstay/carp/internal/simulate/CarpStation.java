// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.simulate;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CARP instances of one simulated daemon. Thread-safety: the simulation's thread. */
final class CarpStation implements Station {
    private final Surroundings surroundings;
    private final Map<String, Speaker> speakers = new LinkedHashMap<>();

    CarpStation(List<CarpInstance> instances, Surroundings surroundings) {
        this.surroundings = surroundings;
        instances.forEach(instance -> speakers.put(instance.name(), new Speaker(instance, surroundings)));
    }

    @Override
    public void start(long now) {
        speakers.values().forEach(speaker -> speaker.start(now));
    }

    @Override
    public void stop(long now) {
        speakers.values().forEach(speaker -> speaker.stop(now));
    }

    @Override
    public void arrive(long now, Datagram datagram) {
        speakers.values().forEach(speaker -> speaker.arrive(now, datagram));
    }

    @Override
    public boolean hasDeadline() {
        return speakers.values().stream().anyMatch(speaker -> speaker.machine().hasDeadline());
    }

    @Override
    public long nextDeadline() {
        long earliest = 0;
        boolean found = false;
        for (Speaker speaker : speakers.values()) {
            if (speaker.machine().hasDeadline() && (!found || speaker.machine().nextDeadline() - earliest < 0)) {
                earliest = speaker.machine().nextDeadline();
                found = true;
            }
        }
        return earliest;
    }

    @Override
    public void timer(long now) {
        speakers.values().forEach(speaker -> speaker.timer(now));
    }

    @Override
    public void change(long now, Change change) {
        if (change instanceof Change.Link link) {
            speakers.values().forEach(speaker -> speaker.link(now, link.interfaceName(), link.up()));
        } else if (change instanceof Change.AddressDeleted deleted) {
            speakers.values().forEach(speaker -> speaker.lost(now, deleted.address()));
        } else if (change instanceof Change.Reload reload) {
            reload(now, reload.state().carp().instances());
        }
    }

    private void reload(long now, List<CarpInstance> next) {
        Map<String, Speaker> before = new LinkedHashMap<>(speakers);
        List<Speaker> begun = new ArrayList<>();
        speakers.clear();
        for (CarpInstance instance : next) {
            Speaker speaker = before.get(instance.name());
            if (speaker == null || !speaker.isFor(instance)) {
                speaker = new Speaker(instance, surroundings);
                begun.add(speaker);
            } else {
                before.remove(instance.name());
                speaker.reconfigure(now, instance);
            }
            speakers.put(instance.name(), speaker);
        }
        before.values().forEach(speaker -> speaker.stop(now));
        begun.forEach(speaker -> speaker.start(now));
    }
}
