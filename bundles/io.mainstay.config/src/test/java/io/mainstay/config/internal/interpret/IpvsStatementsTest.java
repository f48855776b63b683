// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.IpvsSettings.FlushOnStop;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpvsStatementsTest {
    private static final Map<String, DataPlaneCapabilities> KERNEL = Map.of(
            "ipvs",
            new DataPlaneCapabilities(
                    "ipvs",
                    EnumSet.allOf(Protocol.class),
                    EnumSet.allOf(Forwarding.Method.class),
                    EnumSet.allOf(Scheduler.class),
                    Set.of("ops"),
                    true,
                    true,
                    false,
                    true,
                    Set.of("sip")));

    private static Interpreted of(String text) {
        return Interpreted.of(text, new FakeHost(), KERNEL);
    }

    private static IpvsSettings settings(String... lines) {
        Interpreted interpreted = of("global_defs {\n" + String.join("\n", lines) + "\n}\n");
        assertThat(interpreted.problems()).isEmpty();
        return interpreted.result().state().globals().ipvs();
    }

    @Test
    void nothingSaidIsTheDefault() {
        assertThat(settings("router_id x")).isEqualTo(IpvsSettings.DEFAULT);
    }

    @Test
    void flushing() {
        assertThat(settings("lvs_flush").flush()).isTrue();
        assertThat(settings("lvs_flush_on_stop").flushOnStop()).isEqualTo(FlushOnStop.ALL);
        assertThat(settings("lvs_flush_on_stop VS").flushOnStop()).isEqualTo(FlushOnStop.SERVICES);
        assertThat(settings("lvs_flush_onstop").flushOnStop()).isEqualTo(FlushOnStop.ALL);
    }

    @Test
    void timeoutsInAnyOrder() {
        IpvsSettings settings = settings("lvs_timeouts udp 30 tcp 7200");

        assertThat(List.of(settings.tcpTimeout(), settings.tcpFinTimeout(), settings.udpTimeout()))
                .containsExactly(7200, 0, 30);
    }

    @Test
    void theNamespaceStandsOutside() {
        assertThat(of("net_namespace_ipvs lb\n")
                        .result()
                        .state()
                        .globals()
                        .ipvs()
                        .namespace())
                .contains("lb");
    }

    @Test
    void aSyncDaemonWithEverything() {
        IpvsSettings.SyncDaemon daemon = settings(
                        "lvs_sync_daemon eth0 id 7 maxlen 1400 port 8849 ttl 3 group 224.0.0.82")
                .syncDaemon()
                .orElseThrow();

        assertThat(daemon.networkInterface()).isEqualTo("eth0");
        assertThat(daemon.instance()).isEmpty();
        assertThat(List.of(daemon.id(), daemon.maxLength(), daemon.port(), daemon.ttl()))
                .containsExactly(7, 1400, 8849, 3);
        assertThat(daemon.group().orElseThrow().getHostAddress()).isEqualTo("224.0.0.82");
        assertThat(settings("lvs_sync_daemon eth0").syncDaemon().orElseThrow().id())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"eth0 VI_1,51", "eth0 inst VI_1,51", "eth0 VI_1 id 9,9"})
    void aSyncDaemonOfAnInstanceHasItsNumber(String words, int id) {
        String text = "global_defs {\n lvs_sync_daemon " + words + "\n}\nvrrp_instance VI_1 {\n interface eth0\n"
                + " virtual_router_id 51\n virtual_ipaddress {\n 10.0.0.1\n }\n}\n";

        IpvsSettings.SyncDaemon daemon =
                of(text).result().state().globals().ipvs().syncDaemon().orElseThrow();

        assertThat(daemon.instance()).contains("VI_1");
        assertThat(daemon.id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lvs_flush_on_stop RS|'RS' is not valid for 'lvs_flush_on_stop': expected VS or nothing",
                "lvs_timeouts|'lvs_timeouts' needs at least one of 'tcp', 'tcpfin' and 'udp' with its seconds",
                "lvs_timeouts tcp|'lvs_timeouts': 'tcp' needs a whole number from 1 to 2678400",
                "lvs_timeouts tcp 0|'0' is not valid for 'lvs_timeouts': expected a whole number from 1 to 2678400",
                "lvs_timeouts sctp 5|'sctp' is not valid for 'lvs_timeouts': expected tcp, tcpfin or udp",
                "lvs_sync_daemon|'lvs_sync_daemon' needs an interface",
                "lvs_sync_daemon eth0 VI_1|'lvs_sync_daemon': there is no vrrp_instance 'VI_1'",
                "lvs_sync_daemon eth0 id 256|'256' is not valid for 'lvs_sync_daemon': expected a whole number from 0 to 255",
                "lvs_sync_daemon eth0 group 10.0.0.1|'10.0.0.1' is not valid for 'lvs_sync_daemon': expected a multicast address"
            })
    void mistakesAreNamed(String line, String problem) {
        assertThat(of("global_defs {\n" + line + "\n}\n").problems()).anyMatch(p -> p.contains(problem));
    }

    private static final String GROUPS = """
            global_defs {
                nftables_ipvs
            }
            virtual_server_group A {
                192.0.2.1-3 80
                2001:db8::1 80
            }
            virtual_server_group B {
                192.0.2.9 80
            }
            virtual_server group A {
                protocol TCP
                lvs_sched rr
                lvs_method NAT
                real_server 10.0.0.1 80 {
                }
            }
            virtual_server group B {
                protocol TCP
                lvs_sched rr
                lvs_method NAT
                real_server 10.0.0.1 80 {
                }
            }
            """;

    @Test
    void aGroupOfAddressesIsOneMarkPerFamily() {
        var state = of(GROUPS).result().state();

        List<ServiceKey> services = state.virtualServers().get(0).services();
        assertThat(services).hasSize(2).allMatch(ServiceKey.Fwmark.class::isInstance);
        long mark = ((ServiceKey.Fwmark) services.get(0)).mark();
        assertThat(mark).isGreaterThanOrEqualTo(IpvsStatements.DEFAULT_FIRST_MARK);
        assertThat(services).containsExactly(new ServiceKey.Fwmark(mark, false), new ServiceKey.Fwmark(mark, true));
        IpvsSettings.Marking marking = state.globals().ipvs().marking().orElseThrow();
        assertThat(marking.table()).isEqualTo("keepalived_ipvs");
        assertThat(marking.rules()).hasSize(4).allMatch(rule -> rule.mark() == mark);
        assertThat(state.virtualServers().get(1).services())
                .as("one address needs no mark")
                .hasOnlyElementsOfType(ServiceKey.Address.class);
    }

    @Test
    void aGroupKeepsItsMarkWhenOthersCome() {
        String more = GROUPS
                + GROUPS.substring(GROUPS.indexOf("virtual_server_group A"), GROUPS.indexOf("virtual_server_group B"))
                        .replace("192.0.2", "198.51.100")
                        .replace("2001:db8::1", "2001:db8::2")
                        .replace("group A", "group C")
                + "virtual_server group C {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n real_server 10.0.0.1 80 {\n }\n}\n";

        Optional<ServiceKey> before = of(GROUPS).result().state().virtualServers().get(0).services().stream()
                .findFirst();
        assertThat(of(more).problems()).isEmpty();
        assertThat(of(more).result().state().virtualServers().get(0).services().stream()
                        .findFirst())
                .isEqualTo(before);
    }

    @Test
    void aLimitOverAllServersIsTheProxysOnly() {
        String text = GROUPS.replace("lvs_sched rr", "connection_limit 5\nlvs_sched rr");

        assertThat(of(text).problems()).anyMatch(p -> p.contains("a limit of connections over all real servers"));
    }

    @Test
    void aGroupOfBothFamiliesMayBeUsedOnceForEach() {
        String server = "virtual_server group A {\n ip_family %s\n protocol TCP\n lvs_sched rr\n lvs_method DR\n"
                + " real_server %s 80 {\n }\n}\n";
        var interpreted =
                of(GROUPS.substring(GROUPS.indexOf("virtual_server_group A"), GROUPS.indexOf("virtual_server_group B"))
                        + server.formatted("inet", "10.0.0.1")
                        + server.formatted("inet6", "2001:db8::99"));

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().virtualServers())
                .extracting(vs -> vs.name() + " " + vs.services().size())
                .containsExactly("tcp/group/A 3", "tcp/group/A/inet6 1");
    }
}
