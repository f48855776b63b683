// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import static io.mainstay.simulate.internal.run.Nodes.address;
import static io.mainstay.simulate.internal.run.Nodes.node;
import static io.mainstay.simulate.internal.run.Nodes.router;
import static io.mainstay.simulate.internal.run.Nodes.unicast;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.simulate.internal.scenario.Port;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressingTest {
    private static final Port A = new Port("a", "eth0");
    private static final Port B = new Port("b", "eth0");

    @Test
    void configuredSourcesAreUsed() {
        Addressing addressing = of(
                node("a", unicast("1", "eth0", "10.0.0.1", "10.0.0.2")),
                node("b", unicast("1", "eth0", "10.0.0.2", "10.0.0.1")));

        assertThat(addressing.problems()).isEmpty();
        assertThat(addressing.ipv4(A, 1, 1)).isEqualTo(address("10.0.0.1"));
        assertThat(addressing.ipv4(B, 1, 2)).isEqualTo(address("10.0.0.2"));
    }

    @Test
    void thePeersOfTheOthersTell() {
        Addressing addressing =
                of(node("a", unicast("1", "eth0", "", "10.0.0.2")), node("b", unicast("1", "eth0", "", "10.0.0.1")));

        assertThat(addressing.problems()).isEmpty();
        assertThat(addressing.ipv4(A, 1, 1)).isEqualTo(address("10.0.0.1"));
        assertThat(addressing.ipv4(B, 1, 2)).isEqualTo(address("10.0.0.2"));
    }

    @Test
    void whatTheyDoNotTellMustBeSaid() {
        List<Node> nodes = List.of(
                node("a", unicast("1", "eth0", "", "10.0.0.9")),
                node("b", unicast("1", "eth0", "", "10.0.0.1", "10.0.0.7")));

        assertThat(Addressing.of(nodes, Map.of()).problems())
                .hasSize(1)
                .first()
                .asString()
                .contains("a:eth0")
                .contains("--address a:eth0=ADDRESS");
        assertThat(Addressing.of(nodes, Map.of(A, List.of(address("10.0.0.1")), B, List.of(address("10.0.0.9"))))
                        .problems())
                .isEmpty();
    }

    @Test
    void noTwoHostsHaveTheSame() {
        assertThat(of(
                                node("a", unicast("1", "eth0", "10.0.0.1", "10.0.0.2")),
                                node("b", unicast("1", "eth0", "10.0.0.1", "10.0.0.2")))
                        .problems())
                .hasSize(1)
                .first()
                .asString()
                .contains("both have the address 10.0.0.1");
    }

    @Test
    void otherAddressesAreMadeUpInTheOrderOfTheHosts() {
        Addressing addressing =
                of(node("a", router("1", "eth0", "192.0.2.1")), node("b", router("1", "eth0", "192.0.2.1")));

        assertThat(addressing.ipv4(A, 1, 1).getHostAddress()).isEqualTo("10.255.1.1");
        assertThat(addressing.ipv4(B, 1, 2).getHostAddress()).isEqualTo("10.255.1.2");
        assertThat(addressing.ipv6(A, 1, 1)).isEqualTo(address("fe80::1:1"));
    }

    private static Addressing of(Node... nodes) {
        return Addressing.of(List.of(nodes), Map.of());
    }
}
