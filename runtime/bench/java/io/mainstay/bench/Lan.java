// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts with a network namespace each. Their cables end in a namespace of its own as ports h1, h2, …, where one can listen.
 * Needs root. What is left when the benchmark is interrupted is removed too. One thread.
 */
final class Lan implements AutoCloseable {
    private static int made;

    private final String prefix = "msb" + ProcessHandle.current().pid() + "x" + ++made;
    private final List<String> namespaces = new ArrayList<>();
    private final List<String> ports = new ArrayList<>();
    private final Thread atExit = new Thread(this::remove, "remove-namespaces");

    private Lan() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(atExit);
        addNamespace("sw");
    }

    /** Hosts on a bridge: number n, from 1, has eth0 with 10.77.0.n/24 at port hn. */
    static Lan bridged(int hosts) throws IOException, InterruptedException {
        Lan lan = new Lan();
        lan.onSwitch("ip link add br0 type bridge mcast_snooping 0 forward_delay 0 && ip link set br0 up");
        for (int number = 1; number <= hosts; number++) {
            lan.addNamespace("h" + number);
            lan.cable(number, "eth0", "10.77.0." + number + "/24", "h" + number);
            lan.onSwitch("ip link set h" + number + " master br0");
        }
        return lan;
    }

    /** One host with many cables to nobody: eth0 with 10.80.0.1/16 at port h1, eth1 with 10.81.0.1/16 at port h2, … */
    static Lan lonely(int cables) throws IOException, InterruptedException {
        Lan lan = new Lan();
        lan.addNamespace("h1");
        for (int i = 0; i < cables; i++) {
            lan.cable(1, "eth" + i, "10." + (80 + i) + ".0.1/16", "h" + (i + 1));
        }
        return lan;
    }

    private void addNamespace(String name) throws IOException, InterruptedException {
        Child.run("ip", "netns", "add", prefix + name);
        namespaces.add(prefix + name);
        Child.run("ip", "-n", prefix + name, "link", "set", "lo", "up");
    }

    private void cable(int host, String name, String address, String port) throws IOException, InterruptedException {
        String namespace = prefix + "h" + host;
        Child.run(
                "ip", "link", "add", name, "netns", namespace, "type", "veth", "peer", "name", port, "netns", prefix + "sw");
        onSwitch("ip link set " + port + " up");
        on(host, "ip link set " + name + " up && ip addr add " + address + " dev " + name);
        ports.add(port);
    }

    private void onSwitch(String line) throws IOException, InterruptedException {
        Child.run("ip", "netns", "exec", prefix + "sw", "sh", "-c", line);
    }

    /** Runs a shell line on a host. */
    String on(int host, String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(inside(host));
        command.addAll(List.of("sh", "-c", line));
        return Child.run(command.toArray(String[]::new));
    }

    /** The beginning of a command that is to run on a host. */
    List<String> inside(int host) {
        return List.of("ip", "netns", "exec", prefix + "h" + host);
    }

    /** Listens at all ports. */
    Wire listen(Bench bench) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("ip", "netns", "exec", prefix + "sw", bench.tool("wire")));
        command.addAll(ports);
        return new Wire(Child.tool(command.toArray(String[]::new)));
    }

    private void remove() {
        for (String namespace : namespaces) {
            try {
                Child.run(
                        "sh",
                        "-c",
                        "p=$(ip netns pids " + namespace + "); [ -z \"$p\" ] || kill -9 $p; ip netns del " + namespace);
            } catch (IOException | InterruptedException e) {
                System.err.println("namespace " + namespace + " is left: " + e.getMessage());
            }
        }
        namespaces.clear();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }
}
