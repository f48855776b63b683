// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.Forwarding.Method;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneCheckTest {
    private static final DataPlaneCapabilities PROXY = new DataPlaneCapabilities(
            "proxy",
            Set.of(Protocol.TCP, Protocol.UDP),
            Set.of(Method.NAT),
            Set.of(Scheduler.RR, Scheduler.SH),
            Set.of("sh-port"),
            false,
            false,
            true,
            true,
            Set.of());
    private static final DataPlaneCapabilities IPVS = new DataPlaneCapabilities(
            "ipvs",
            EnumSet.allOf(Protocol.class),
            EnumSet.allOf(Method.class),
            EnumSet.allOf(Scheduler.class),
            Set.of("sh-port", "sh-fallback", "mh-port", "mh-fallback", "flag-1", "flag-2", "flag-3", "ops"),
            true,
            true,
            false,
            false,
            Set.of("sip"));
    private static final Map<String, DataPlaneCapabilities> PROXY_ONLY = Map.of("proxy", PROXY);
    private static final Map<String, DataPlaneCapabilities> BOTH = Map.of("proxy", PROXY, "ipvs", IPVS);

    private static Interpreted on(Map<String, DataPlaneCapabilities> planes, String text) {
        return Interpreted.of(text, new FakeHost(), planes);
    }

    private static final String EVERYTHING = """
            virtual_server 10.0.0.1 80 {
                protocol SCTP
                lvs_sched sh
                sh-port
                sh-fallback
                lvs_method DR
                persistence_timeout 5
                persistence_engine sip
                sorry_server 10.0.0.3 80
                sorry_server_lvs_method TUN
                real_server 10.0.0.2 80 {
                    lvs_method TUN
                }
            }
            virtual_server fwmark 3 {
                lvs_sched dh
                lvs_method NAT
                ops
                real_server 10.0.0.2 80 {
                }
            }
            virtual_server 10.0.0.4 {
                protocol TCP
                lb_algo rr
                lb_kind NAT
                persistence_timeout
                real_server 10.0.0.2 80 {
                }
            }
            """;

    @Test
    void everythingIsFineWhileNoPlaneIsKnown() {
        assertThat(on(Map.of(), EVERYTHING).problems()).isEmpty();
    }

    @Test
    void theKernelIsTheAutomaticChoice() {
        assertThat(on(BOTH, EVERYTHING).problems()).isEmpty();
        assertThat(on(BOTH, EVERYTHING).server().dataPlane()).isEqualTo("auto");
    }

    @Test
    void whatThePlaneLacksIsRefusedAtItsWord() {
        assertThat(on(PROXY_ONLY, EVERYTHING).problems())
                .containsExactly(
                        "2:14: error GENERAL: the data plane 'proxy' does not have protocol SCTP",
                        "5:5: error GENERAL: the data plane 'proxy' does not have 'sh-fallback'",
                        "6:16: error GENERAL: the data plane 'proxy' does not have forwarding method DR",
                        "8:24: error GENERAL: the data plane 'proxy' does not have persistence engine sip",
                        "10:29: error GENERAL: the data plane 'proxy' does not have forwarding method TUN",
                        "12:20: error GENERAL: the data plane 'proxy' does not have forwarding method TUN",
                        "15:16: error GENERAL: the data plane 'proxy' does not have virtual servers by firewall mark",
                        "16:15: error GENERAL: the data plane 'proxy' does not have scheduler dh",
                        "18:5: error GENERAL: the data plane 'proxy' does not have 'ops'",
                        "22:16: error GENERAL: the data plane 'proxy' does not have virtual servers for all ports");
    }

    @Test
    void hintsSayWhatToDo() {
        var diagnostics = on(PROXY_ONLY, EVERYTHING).result().diagnostics();

        assertThat(diagnostics.get(0).hint()).isEqualTo("it can do: TCP, UDP, or a kernel with IPVS");
        assertThat(diagnostics.get(2).hint()).isEqualTo("it can do: NAT, or a kernel with IPVS");
        assertThat(diagnostics.get(6).hint()).isEqualTo("give an address and a port, or a kernel with IPVS");
        assertThat(diagnostics.get(7).hint()).isEqualTo("it can do: rr, sh, or a kernel with IPVS");
    }

    @Test
    void familiesAndPortsAreThePlanesMatter() {
        String text = """
                virtual_server 10.0.0.1 80 {
                    protocol TCP
                    lvs_sched rr
                    lvs_method NAT
                    sorry_server fd00::3 81
                    real_server 10.0.0.2 8080 {
                    }
                    real_server fd00::2 80 {
                    }
                    real_server fd00::4 80 {
                        lvs_method TUN
                    }
                }
                """;

        assertThat(on(BOTH, text).problems())
                .containsExactly(
                        "5:18: error GENERAL: the data plane 'ipvs' does not have a real server of another address family "
                                + "than its virtual server",
                        "5:26: error GENERAL: the data plane 'ipvs' does not have a real server on another port than its "
                                + "virtual server",
                        "6:26: error GENERAL: the data plane 'ipvs' does not have a real server on another port than its "
                                + "virtual server",
                        "8:17: error GENERAL: the data plane 'ipvs' does not have a real server of another address family "
                                + "than its virtual server");
        assertThat(on(BOTH, text.replace("lvs_sched rr", "lvs_sched rr\n    data_plane proxy"))
                        .problems())
                .as("the tunnel")
                .hasSize(1);
    }

    @Test
    void thePlaneIsChosenPerVirtualServerThenGlobally() {
        String server = "virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_method NAT\n lvs_sched dh\n%s\n"
                + " real_server 10.0.0.2 80 {\n }\n}\n";

        assertThat(on(BOTH, server.formatted(" data_plane proxy")).problems())
                .containsExactly("4:12: error GENERAL: the data plane 'proxy' does not have scheduler dh");
        assertThat(on(BOTH, server.formatted("") + "global_defs {\n data_plane proxy\n}")
                        .problems())
                .containsExactly("4:12: error GENERAL: the data plane 'proxy' does not have scheduler dh");
        assertThat(on(BOTH, server.formatted(" data_plane auto") + "global_defs {\n data_plane proxy\n}")
                        .problems())
                .isEmpty();
    }

    @Test
    void aPlaneThatIsNotThereIsRefusedWhereItIsNamed() {
        String server = "virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_method NAT\n lvs_sched dh\n%s\n"
                + " real_server 10.0.0.2 80 {\n }\n}\n";

        assertThat(on(PROXY_ONLY, server.formatted(" data_plane ipvs")).problems())
                .containsExactly("5:13: error GENERAL: the data plane 'ipvs' is not here");
        assertThat(on(PROXY_ONLY, server.formatted("") + "global_defs {\n data_plane ipvs\n}")
                        .problems())
                .containsExactly("10:13: error GENERAL: the data plane 'ipvs' is not here");
        assertThat(on(Map.of("other", PROXY), server.formatted("")).problems())
                .containsExactly("1:1: error GENERAL: the data plane 'proxy' is not here");
        assertThat(on(Map.of("other", PROXY), server.formatted(""))
                        .result()
                        .diagnostics()
                        .get(0)
                        .hint())
                .isEqualTo("here are: other; the command 'doctor' says why one is missing");
    }
}
