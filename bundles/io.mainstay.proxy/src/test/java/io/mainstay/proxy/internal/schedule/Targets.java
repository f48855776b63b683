// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import io.mainstay.api.model.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Targets and clients for tests. */
final class Targets {
    private Targets() {}

    static Target target(int port, int weight) {
        Target target = new Target(endpoint(port));
        target.configure(weight, 0, 0);
        return target;
    }

    static Endpoint endpoint(int port) {
        try {
            return new Endpoint(InetAddress.getByName("10.0.0.1"), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Ports 1, 2, … with these weights. */
    static List<Target> weighted(int... weights) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            targets.add(target(i + 1, weights[i]));
        }
        return targets;
    }

    static Client client(int number) {
        return new Client(0, 0x0a000000L + number, false, 40000);
    }

    /** How often each port is chosen, connections staying. */
    static Map<Integer, Integer> counts(Policy policy, int choices, IntFunction<Client> clients) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < choices; i++) {
            Target target = policy.choose(clients.apply(i), untried -> true);
            target.acquire();
            counts.merge(target.endpoint().port(), 1, Integer::sum);
        }
        return counts;
    }

    static List<Integer> sequence(Policy policy, int choices) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < choices; i++) {
            Target target = policy.choose(Client.UNKNOWN, untried -> true);
            ports.add(target == null ? 0 : target.endpoint().port());
        }
        return ports;
    }
}
