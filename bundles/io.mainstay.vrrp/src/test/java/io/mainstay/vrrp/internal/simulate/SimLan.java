// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.simulate.internal.engine.Host;
import io.mainstay.simulate.internal.engine.Nic;
import io.mainstay.simulate.internal.engine.Observer;
import io.mainstay.simulate.internal.engine.Quality;
import io.mainstay.simulate.internal.engine.World;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hosts with VRRP on wires named like their interfaces, with a transcript: seconds since the beginning, who, what. */
final class SimLan implements Observer {
    final List<SimNode> nodes = new ArrayList<>();
    final World world;
    private final StringBuilder transcript = new StringBuilder();

    /** The clock begins shortly before its wrap-around, so that comparing instead of subtracting fails. */
    SimLan(long seed) {
        world = new World(Long.MAX_VALUE - 5_000_000_000L, seed, this);
    }

    SimNode add(String name, VrrpConfiguration configuration) {
        int number = nodes.size() + 1;
        List<Nic> nics = new ArrayList<>();
        for (String device : Instances.devices(configuration)) {
            int wire = nics.size();
            nics.add(new Nic(
                    device,
                    device,
                    Instances.address("10.0." + wire + "." + number),
                    Instances.address("fe80::" + (wire + 1) + ":" + number)));
        }
        SimNode node = new SimNode(this, name, nics, configuration);
        nodes.add(node);
        return node;
    }

    void quality(Duration delay, Duration jitter, double loss, double duplication) {
        world.network().quality(new Quality(delay.toNanos(), jitter.toNanos(), loss, duplication));
    }

    void block(SimNode from, SimNode to) {
        world.network().block(from.host, to.host);
    }

    void unblockAll() {
        world.network().unblockAll();
    }

    void run(Duration by) {
        world.agenda().advance(by.toNanos());
    }

    Duration running() {
        return Duration.ofNanos(world.agenda().elapsed());
    }

    @Override
    public void entered(Host host, String router, String state, String why) {
        line(host, router + " " + state + ": " + why);
    }

    @Override
    public void said(Host host, String router, String what) {
        line(host, router.isEmpty() ? what : router + " " + what);
    }

    @Override
    public void held(Host host, InetAddress address, boolean held) {
        // Invariants look at the host; in a transcript it would double each line.
    }

    private void line(Host host, String what) {
        transcript.append(
                String.format(Locale.ROOT, "%10.6f %-2s %s\n", world.agenda().elapsed() / 1e9, host.name(), what));
    }

    String transcript() {
        return transcript.toString();
    }
}
