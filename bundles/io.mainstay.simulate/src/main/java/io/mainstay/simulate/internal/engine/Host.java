// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Station;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A host: a daemon with its clock, and the addresses that the kernel has for it. */
public final class Host {
    /** Packets that a socket keeps for a process that stands still. */
    private static final int RECEIVE_BUFFER = 200;

    private final World world;
    private final String name;
    private final Map<String, Nic> nics = new LinkedHashMap<>();
    private final Daemon daemon;
    private final HostView view;
    private final Holdings holdings;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private List<Station> stations = List.of();
    private Agenda.Entry alarm;
    private boolean running;
    private boolean paused;
    private long clockGap;

    Host(World world, String name, List<Nic> nics, Daemon daemon) {
        this.world = world;
        this.name = name;
        this.daemon = daemon;
        nics.forEach(nic -> this.nics.put(nic.name(), nic));
        view = new HostView(this, world);
        holdings = new Holdings(this, world.observer());
    }

    /** The daemon starts. What a crashed one left behind it takes away. */
    public void start() {
        if (running) {
            return;
        }
        running = true;
        world.disturb();
        world.observer().said(this, "", "starts");
        holdings.clear();
        stations = daemon.stations(view);
        each(station -> station.start(now()));
    }

    /** The daemon stops in good order. A process that stands still cannot. */
    public void stop() {
        if (running && !paused) {
            world.disturb();
            world.observer().said(this, "", "stops");
            each(station -> station.stop(now()));
            end();
        }
    }

    /** The host loses power: nothing is sent, and its addresses are gone with it. */
    public void kill() {
        if (running || !holdings.isEmpty()) {
            world.disturb();
            world.observer().said(this, "", "is killed");
            end();
            holdings.clear();
        }
    }

    /** The daemon dies and the host goes on: nothing is sent, and the kernel keeps its addresses. */
    public void crash() {
        if (running) {
            world.disturb();
            world.observer().said(this, "", "its daemon is killed, the addresses stay");
            end();
        }
    }

    private void end() {
        running = false;
        paused = false;
        waiting.clear();
        stations = List.of();
        disarm();
    }

    /** The daemon stands still; what arrives waits. */
    public void pause() {
        if (running && !paused) {
            paused = true;
            disarm();
            world.disturb();
            world.observer().said(this, "", "is paused");
        }
    }

    /** As a real loop does: first all that has queued up, with one reading of the clock, then the timers. */
    public void resume() {
        if (paused) {
            paused = false;
            world.disturb();
            world.observer().said(this, "", "resumes");
            while (!waiting.isEmpty()) {
                waiting.poll().run();
            }
            arm();
        }
    }

    /** The clock jumps ahead, as after the suspension of a virtual machine. */
    public void jump(long nanos) {
        if (running) {
            clockGap += nanos;
            world.disturb();
            world.observer().said(this, "", "clock jumps by " + nanos / 1_000_000 + " ms");
            arm();
        }
    }

    /** Something changes, whether or not the daemon runs. */
    public void change(Change change) {
        world.disturb();
        view.apply(change);
        if (change instanceof Change.Reload reload) {
            daemon.reloaded(reload);
        }
        if (change instanceof Change.AddressDeleted deleted) {
            holdings.delete(deleted.address());
        }
        when(() -> each(station -> station.change(now(), change)));
    }

    void arrive(Datagram datagram) {
        if (view.linkUp(datagram.interfaceName())) {
            when(() -> each(station -> station.arrive(now(), datagram)));
        }
    }

    private void when(Runnable task) {
        if (running && !paused) {
            task.run();
        } else if (paused && waiting.size() < RECEIVE_BUFFER) {
            waiting.add(task);
        }
    }

    private void each(Consumer<Station> call) {
        for (Station station : stations) {
            call.accept(station);
        }
        arm();
    }

    private void arm() {
        disarm();
        if (running && !paused) {
            stations.stream()
                    .filter(Station::hasDeadline)
                    .mapToLong(station -> station.nextDeadline() - now())
                    .min()
                    .ifPresent(in -> alarm = world.agenda().after(Math.max(0, in), this::timers));
        }
    }

    private void timers() {
        alarm = null;
        each(station -> station.timer(now()));
    }

    private void disarm() {
        if (alarm != null) {
            world.agenda().cancel(alarm);
            alarm = null;
        }
    }

    /** The host's own clock. */
    public long now() {
        return world.agenda().now() + clockGap;
    }

    public String name() {
        return name;
    }

    public boolean running() {
        return running;
    }

    public boolean paused() {
        return paused;
    }

    /** The stations of the running daemon; none when it is not running. */
    public List<Station> stations() {
        return stations;
    }

    /** The addresses that the kernel has for the daemon's routers. */
    public Set<InetAddress> addresses() {
        return holdings.addresses();
    }

    Holdings holdings() {
        return holdings;
    }

    Iterable<Nic> nics() {
        return nics.values();
    }

    Optional<Nic> nic(String interfaceName) {
        return Optional.ofNullable(nics.get(interfaceName));
    }

    public boolean linkUp(String interfaceName) {
        return view.linkUp(interfaceName);
    }

    @Override
    public String toString() {
        return name;
    }
}
