// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.DesiredState;
import io.mainstay.platform.simulation.Outline;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Short ways to write down hosts. */
final class Nodes {
    private Nodes() {}

    static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }

    static Outline.Router router(String id, String device, String address) {
        return new Outline.Router(
                "VI_" + id, id, device, false, Optional.empty(), List.of(), List.of(address(address)));
    }

    static Outline.Router unicast(String id, String device, String source, String... peers) {
        return new Outline.Router(
                "VI_" + id,
                id,
                device,
                false,
                source.isEmpty() ? Optional.empty() : Optional.of(address(source)),
                Arrays.stream(peers).map(Nodes::address).toList(),
                List.of(address("192.0.2.100")));
    }

    static Node node(String name, Outline.Router... routers) {
        Set<String> interfaces =
                Arrays.stream(routers).map(Outline.Router::interfaceName).collect(Collectors.toSet());
        Outline outline = new Outline(List.of(routers), interfaces, Set.of(), Set.of(), Set.of());
        return new Node(name, name + ".conf", DesiredState.empty(name), Map.of(), List.of(outline), List.of());
    }
}
