// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hosts on a network, in a time of their own. */
public final class World {
    private final Agenda agenda;
    private final Network network;
    private final Observer observer;
    private final List<Host> hosts = new ArrayList<>();
    private long disturbed;

    /**
     * @param began when time begins; any value
     * @param seed what happens by chance follows from it
     */
    public World(long began, long seed, Observer observer) {
        agenda = new Agenda(began);
        network = new Network(this, seed);
        this.observer = observer;
        disturbed = began;
    }

    /** Adds a host, which is off. */
    public Host add(String name, List<Nic> nics, Daemon daemon) {
        Host host = new Host(this, name, nics, daemon);
        hosts.add(host);
        return host;
    }

    public List<Host> hosts() {
        return Collections.unmodifiableList(hosts);
    }

    public Agenda agenda() {
        return agenda;
    }

    public Network network() {
        return network;
    }

    Observer observer() {
        return observer;
    }

    /** Something happened after which protocols need their time. */
    void disturb() {
        disturbed = agenda.now();
    }

    /** Nanoseconds since the last disturbance. */
    public long quietFor() {
        return agenda.now() - disturbed;
    }
}
