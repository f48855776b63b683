// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.simulate.internal.engine.Daemon;
import io.mainstay.simulate.internal.engine.Host;
import io.mainstay.simulate.internal.engine.Nic;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.plan.PlanBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A host with VRRP, whose invariants are checked after every step. */
final class SimNode implements Daemon {
    final String name;
    final Host host;
    final Invariants invariants;
    private VrrpConfiguration configuration;

    SimNode(SimLan lan, String name, List<Nic> nics, VrrpConfiguration configuration) {
        this.name = name;
        this.configuration = configuration;
        invariants = new Invariants(this, lan);
        host = lan.world.add(name, nics, this);
    }

    @Override
    public List<Station> stations(Surroundings surroundings) {
        return List.of(new VrrpStation(
                PlanBuilder.plan(configuration),
                reload -> PlanBuilder.plan(reload.state().vrrp()),
                surroundings,
                invariants));
    }

    @Override
    public void reloaded(Change.Reload reload) {
        configuration = reload.state().vrrp();
    }

    void start() {
        host.start();
    }

    void stop() {
        host.stop();
    }

    void kill() {
        host.kill();
    }

    void pause() {
        host.pause();
    }

    void resume() {
        host.resume();
    }

    void jump(Duration gap) {
        host.jump(gap.toNanos());
    }

    void link(String device, boolean up) {
        host.change(new Change.Link(device, up));
    }

    void script(String script, boolean passes) {
        host.change(new Change.Script(script, passes));
    }

    void file(String file, long value) {
        host.change(new Change.FileValue(file, value));
    }

    void process(String process, boolean runs) {
        host.change(new Change.Process(process, runs));
    }

    /** Somebody deletes the first address that is there. While the daemon stands still it could not know. */
    void loseAddress() {
        if (host.paused()) {
            return;
        }
        host.addresses().stream()
                .min((a, b) -> a.getHostAddress().compareTo(b.getHostAddress()))
                .ifPresent(address -> host.change(new Change.AddressDeleted(address)));
    }

    void reload(VrrpConfiguration next) {
        host.change(new Change.Reload(new DesiredState(
                1, GlobalSettings.defaults(name), List.of(), Map.of(), next, CarpConfiguration.EMPTY)));
    }

    VrrpConfiguration configuration() {
        return configuration;
    }

    List<Speaker> speakers() {
        return host.stations().isEmpty()
                ? List.of()
                : ((VrrpStation) host.stations().get(0)).speakers();
    }

    boolean master(Speaker speaker) {
        return host.running() && speaker.machine().state() == RouterState.MASTER;
    }
}
