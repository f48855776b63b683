// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import static io.mainstay.simulate.internal.run.Nodes.node;
import static io.mainstay.simulate.internal.run.Nodes.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.simulate.internal.scenario.Port;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {

    @Test
    void interfacesOfTheSameNameAreOnOneWire() {
        Map<Port, String> wires = wires(
                node("a", router("51", "eth0", "192.0.2.1"), router("52", "eth1", "192.0.2.2")),
                node("b", router("51", "eth0", "192.0.2.1"), router("52", "eth1", "192.0.2.2")));

        assertThat(wire(wires, "a", "eth0")).isEqualTo(wire(wires, "b", "eth0"));
        assertThat(wire(wires, "a", "eth1")).isEqualTo(wire(wires, "b", "eth1"));
        assertThat(wire(wires, "a", "eth0")).isNotEqualTo(wire(wires, "a", "eth1"));
    }

    @Test
    void interfacesOfOtherNamesAreWhenTheirRoutersAreTheSame() {
        Map<Port, String> wires =
                wires(node("a", router("51", "eth0", "192.0.2.1")), node("b", router("51", "ens3", "192.0.2.1")));

        assertThat(wire(wires, "a", "eth0")).isEqualTo(wire(wires, "b", "ens3"));
    }

    @Test
    void theSameIdWithOtherAddressesIsAnotherRouter() {
        Map<Port, String> wires =
                wires(node("a", router("51", "eth0", "192.0.2.1")), node("b", router("51", "ens3", "192.0.2.9")));

        assertThat(wire(wires, "a", "eth0")).isNotEqualTo(wire(wires, "b", "ens3"));
    }

    @Test
    void aRouterThatHasFoundItsLikeByNameIsNotConnectedFurther() {
        Map<Port, String> wires = wires(
                node("a", router("51", "eth0", "192.0.2.1")),
                node("b", router("51", "eth0", "192.0.2.1"), router("51", "eth9", "192.0.2.1")));

        assertThat(wire(wires, "b", "eth9")).isNotEqualTo(wire(wires, "a", "eth0"));
    }

    @Test
    void whatTheOperatorSaysCounts() {
        List<Node> nodes = List.of(
                node("a", router("51", "eth0", "192.0.2.1")),
                node("b", router("51", "eth0", "192.0.2.1")),
                node("c", router("51", "eth0", "192.0.2.1")));
        Map<Port, String> wires = Wiring.of(nodes, List.of(List.of(new Port("a", "eth0"), new Port("b", "eth0"))));

        assertThat(wire(wires, "a", "eth0")).isEqualTo(wire(wires, "b", "eth0")).isNotEqualTo(wire(wires, "c", "eth0"));
    }

    private static Map<Port, String> wires(Node... nodes) {
        return Wiring.of(List.of(nodes), List.of());
    }

    private static String wire(Map<Port, String> wires, String host, String name) {
        return wires.get(new Port(host, name));
    }
}
