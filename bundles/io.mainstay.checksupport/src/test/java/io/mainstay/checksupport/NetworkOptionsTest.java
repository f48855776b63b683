// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.testkit.check.OptionText;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkOptionsTest {
    private static final Endpoint SERVER = Values.endpoint("192.0.2.1:80").orElseThrow();

    private static final OptionSchema<ConnectionOptions> SCHEMA = OptionSchema.of(ConnectionOptions.class);

    private List<Diagnostic> diagnostics = List.of();
    private NetworkOptions network;

    private NetworkOptions read(Endpoint server, String options) {
        CheckTarget target =
                new CheckTarget(server, Protocol.TCP, Optional.empty(), Duration.ofSeconds(5), 1, Optional.empty());
        Compiled<NetworkOptions> compiled = SCHEMA.compile(
                OptionText.of("X_CHECK", options),
                (values, given) -> network = NetworkOptions.of(values, target, given));
        diagnostics = compiled.diagnostics();
        return network;
    }

    @Test
    void everythingComesFromTheTargetByDefault() {
        assertThat(read(SERVER, "")).isEqualTo(NetworkOptions.to(SERVER, Duration.ofSeconds(5)));
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void readsAllOptions() {
        NetworkOptions network = read(
                SERVER,
                "connect_ip 2001:db8::7\nconnect_port 81\nbindto 2001:db8::8\nbind_port 5000\nbind_if eth0\n"
                        + "fwmark 7\nconnect_timeout 0.25\nclose fin");
        assertThat(diagnostics).isEmpty();
        assertThat(network.remoteText()).isEqualTo("[2001:db8::7]:81");
        assertThat(network.isIpv6()).isTrue();
        assertThat(network.local()).contains(new InetSocketAddress("2001:db8::8", 5000));
        assertThat(network.bindIf()).isEqualTo("eth0");
        assertThat(network.fwmark()).isEqualTo(7);
        assertThat(network.connectTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(network.close()).isEqualTo(CloseMode.FIN);
    }

    @Test
    void bindPortAloneBindsTheWildcardOfTheSameFamily() {
        assertThat(read(SERVER, "bind_port 5000").local()).contains(new InetSocketAddress("0.0.0.0", 5000));
        assertThat(read(SERVER, "connect_ip ::1\nbind_port 5000").local()).contains(new InetSocketAddress("::", 5000));
    }

    @Test
    void familiesMustAgree() {
        read(SERVER, "connect_port 80\nbindto ::1");
        assertThat(diagnostics).singleElement().satisfies(d -> {
            assertThat(d.message()).contains("another address family", "192.0.2.1:80");
            assertThat(d.at().line()).isEqualTo(2);
            assertThat(d.at().column()).isEqualTo(8);
        });
    }

    @Test
    void serverWithoutPortNeedsConnectPort() {
        read(SERVER.withPort(0), "");
        assertThat(diagnostics)
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("connect_port"));
        read(SERVER.withPort(0), "connect_port 80");
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void optionGivenTwiceIsWarnedOfOnce() {
        assertThat(read(SERVER, "bindto 192.0.2.2\nbindto 192.0.2.3").local())
                .contains(new InetSocketAddress("192.0.2.3", 0));
        assertThat(diagnostics).hasSize(1).noneMatch(Diagnostic::isError);
    }
}
