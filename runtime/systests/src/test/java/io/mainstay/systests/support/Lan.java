// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hosts on one wire: a network namespace each, all on a bridge in a namespace of its own. Host number n (from 1) has
 * {@code eth0} with 10.77.0.n/24 and fd77::n/64. Needs root. Close it, and all namespaces are gone with what runs in them.
 */
public final class Lan implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String prefix = "ms" + ProcessHandle.current().pid() % 100_000 + "x" + NEXT.incrementAndGet();
    private final List<Host> hosts = new ArrayList<>();

    private Lan() {}

    /** Whether this machine lets us build one. */
    public static boolean isPossible() {
        return "root".equals(System.getProperty("user.name")) && Exec.isInstalled("ip");
    }

    /** A wire with so many hosts. */
    public static Lan of(int count) {
        Lan lan = new Lan();
        try {
            sh("ip netns add " + lan.bridgeNamespace());
            lan.onBridge("ip link set lo up");
            lan.onBridge("ip link add br0 type bridge mcast_snooping 0 forward_delay 0 && ip link set br0 up");
            for (int number = 1; number <= count; number++) {
                lan.hosts.add(lan.addHost(number));
            }
            return lan;
        } catch (RuntimeException | Error e) {
            lan.close();
            throw e;
        }
    }

    private Host addHost(int number) {
        Host host = new Host(prefix + "h" + number, number);
        sh("ip netns add " + host.namespace());
        host.sh("sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0");
        sh("ip link add eth0 netns " + host.namespace() + " type veth peer name h" + number + " netns "
                + bridgeNamespace());
        onBridge("ip link set h" + number + " master br0 up");
        host.sh("ip link set lo up && ip link set eth0 up");
        host.sh("ip addr add 10.77.0." + number + "/24 dev eth0 && ip addr add fd77::" + number + "/64 dev eth0 nodad");
        return host;
    }

    private String bridgeNamespace() {
        return prefix + "sw";
    }

    /** Hosts count from 1. */
    public Host host(int number) {
        return hosts.get(number - 1);
    }

    /** Runs a shell line where the bridge is. */
    public String onBridge(String line) {
        return sh("ip netns exec " + bridgeNamespace() + " sh -c '" + line + "'");
    }

    /** Pulls a host's cable out, or puts it back. */
    public void cable(Host host, boolean in) {
        onBridge("ip link set h" + host.number() + (in ? " up" : " down"));
    }

    /** Records what is on the wire. */
    public Capture capture(Path file) {
        return new Capture(bridgeNamespace(), file);
    }

    private static String sh(String line) {
        Exec.Result result = Exec.run(List.of("sh", "-c", line));
        if (result.exitCode() != 0) {
            throw new AssertionError(line + " ended with " + result.exitCode() + ": " + result.err());
        }
        return result.out();
    }

    @Override
    public void close() {
        List<String> namespaces =
                new ArrayList<>(hosts.stream().map(Host::namespace).toList());
        namespaces.add(bridgeNamespace());
        for (String namespace : namespaces) {
            if (Files.exists(Path.of("/run/netns", namespace))) {
                Exec.run(List.of(
                        "sh",
                        "-c",
                        "p=$(ip netns pids " + namespace + "); [ -z \"$p\" ] || kill -9 $p; ip netns del "
                                + namespace));
            }
        }
    }

    /**
     * One host.
     *
     * @param namespace its network namespace
     * @param number from 1
     */
    public record Host(String namespace, int number) {
        public String address() {
            return "10.77.0." + number;
        }

        /** Prefix of a command line that is to run there. */
        public List<String> inside(String... command) {
            List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
            line.addAll(Arrays.asList(command));
            return line;
        }

        /** Runs a shell line there; its output. */
        public String sh(String line) {
            Exec.Result result = Exec.run(inside("sh", "-c", line));
            if (result.exitCode() != 0) {
                throw new AssertionError(line + " ended with " + result.exitCode() + ": " + result.err());
            }
            return result.out();
        }

        /** Whether an interface of the host has this address (without prefix length). */
        public boolean has(String address) {
            return sh("ip -o addr show").contains(" " + address + "/");
        }
    }
}
