// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Surroundings;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A host as its stations see it. Links are up, scripts pass, processes run and files have 0 until something changes. */
final class HostView implements Surroundings {
    private final Host host;
    private final World world;
    private final Set<String> linksDown = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Long> files = new HashMap<>();

    HostView(Host host, World world) {
        this.host = host;
        this.world = world;
    }

    void apply(Change change) {
        if (change instanceof Change.Link link) {
            keep(linksDown, link.interfaceName(), !link.up());
            world.observer().said(host, "", link.interfaceName() + " is " + (link.up() ? "up" : "down"));
        } else if (change instanceof Change.Script script) {
            keep(failing, script.name(), !script.passes());
            world.observer()
                    .said(
                            host,
                            "",
                            "script " + script.name() + (script.passes() ? " passes" : " fails") + " from now on");
        } else if (change instanceof Change.Process process) {
            keep(ended, process.name(), !process.runs());
            world.observer().said(host, "", "process " + process.name() + (process.runs() ? " runs" : " has ended"));
        } else if (change instanceof Change.FileValue file) {
            files.put(file.name(), file.value());
            world.observer().said(host, "", "file " + file.name() + " has " + file.value());
        } else if (change instanceof Change.AddressDeleted deleted) {
            world.observer()
                    .said(host, "", "somebody deletes " + deleted.address().getHostAddress());
        } else if (change instanceof Change.Reload) {
            world.observer().said(host, "", "reloads");
        }
    }

    private static void keep(Set<String> names, String name, boolean in) {
        if (in) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    @Override
    public InetAddress source(String interfaceName, boolean ipv6) {
        Nic nic = host.nic(interfaceName)
                .orElseThrow(() -> new IllegalArgumentException(host + " has no interface " + interfaceName));
        return ipv6 ? nic.ipv6() : nic.ipv4();
    }

    @Override
    public boolean linkUp(String interfaceName) {
        return !linksDown.contains(interfaceName);
    }

    @Override
    public boolean scriptPasses(String name) {
        return !failing.contains(name);
    }

    @Override
    public long fileValue(String name) {
        return files.getOrDefault(name, 0L);
    }

    @Override
    public boolean processRuns(String name) {
        return !ended.contains(name);
    }

    @Override
    public void send(Datagram datagram) {
        if (linkUp(datagram.interfaceName())) {
            world.network().send(host, datagram);
        }
    }

    @Override
    public void hold(String router, InetAddress address) {
        host.holdings().hold(router, address);
    }

    @Override
    public void release(String router, InetAddress address) {
        host.holdings().release(router, address);
    }

    @Override
    public void entered(String router, String state, String why) {
        world.observer().entered(host, router, state, why);
    }

    @Override
    public void note(String router, String what) {
        world.observer().said(host, router, what);
    }
}
