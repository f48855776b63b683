// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneRealServerTest {
    private static final String REST = " lvs_sched rr\n lvs_method NAT\n real_server 10.0.1.1 80 {\n }\n}\n";
    private static final String SERVERS = "virtual_server 10.0.0.1 80 {\n protocol TCP\n" + REST
            + "virtual_server 10.0.0.1 80 {\n protocol UDP\n" + REST
            + "virtual_server fd00::1 80 {\n protocol TCP\n" + REST
            + "virtual_server fwmark 7 {\n" + REST
            + "virtual_server_group G {\n 10.0.0.9 80\n}\n"
            + "virtual_server group G {\n protocol TCP\n" + REST;

    private static Interpreted with(String reference) {
        return Interpreted.of("real_server 10.0.1.2 8080 {\n virtual_server " + reference
                + "\n weight 7\n TCP_CHECK {\n }\n}\n" + SERVERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp/10.0.0.1:80",
                "udp/10.0.0.1:80",
                "fd00::1 80",
                "fd00:0:0:0:0:0:0:1 80",
                "tcp/[fd00::1]:80",
                "fwmark 7",
                "fwmark/7",
                "group G",
                "tcp/group/G"
            })
    void aRealServerAloneNamesItsVirtualServer(String reference) {
        Interpreted interpreted = with(reference);

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().virtualServers())
                .filteredOn(server -> server.realServers().size() == 2)
                .singleElement()
                .satisfies(server -> {
                    var added = server.realServers().get(1);
                    assertThat(added.endpoint().toString()).isEqualTo("10.0.1.2:8080");
                    assertThat(added.weight()).isEqualTo(7);
                    assertThat(added.checks().get(0).id().virtualServer()).isEqualTo(server.name());
                });
    }

    @Test
    void anAmbiguousReferenceIsRefused() {
        assertThat(with("10.0.0.1 80").problems())
                .containsExactly(
                        "2:17: error GENERAL: '10.0.0.1:80' could be any of [tcp/10.0.0.1:80, udp/10.0.0.1:80]");
    }

    @Test
    void anUnknownReferenceIsRefused() {
        Interpreted interpreted = with("tcp/10.0.0.1:81");

        assertThat(interpreted.problems())
                .containsExactly("2:17: error GENERAL: there is no virtual server 'tcp/10.0.0.1:81'");
        assertThat(interpreted.result().diagnostics().get(0).hint()).isEqualTo("did you mean 'tcp/10.0.0.1:80'?");
    }

    @Test
    void aReferenceIsNeeded() {
        assertThat(Interpreted.of("real_server 10.0.1.2 80 {\n weight 1\n}").problems())
                .singleElement()
                .asString()
                .startsWith("1:1: error MISSING_PARAMETER: a 'real_server' outside a virtual server needs "
                        + "'virtual_server'");
        assertThat(Interpreted.of("real_server 10.0.1.2 80 {\n virtual_server\n}")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("2:2: error MISSING_PARAMETER");
    }

    @Test
    void aVirtualServerMayHaveOnlySuchRealServers() {
        Interpreted interpreted =
                Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n}\n"
                        + "real_server 10.0.1.2 80 {\n virtual_server 10.0.0.1 80\n}");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.server().realServers()).hasSize(1);
    }

    @Test
    void theVirtualServersOwnRealServerWins() {
        Interpreted interpreted = Interpreted.of("real_server 10.0.1.1 80 {\n virtual_server fwmark 7\n}\n"
                + SERVERS.replace(
                        "10.0.1.1 80 {\n }\n}\nvirtual_server_group",
                        "10.0.1.1 80 {\n weight 3\n }\n}\nvirtual_server_group"));

        assertThat(interpreted.problems())
                .singleElement()
                .asString()
                .startsWith("1:1: warning WARNING: the real server " + "10.0.1.1:80 is already in fwmark/7");
    }
}
