// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.Firewall;
import io.mainstay.api.model.vrrp.GarpGroup;
import io.mainstay.api.model.vrrp.LinkDelay;
import io.mainstay.api.model.vrrp.Linkbeat;
import io.mainstay.api.model.vrrp.ReceiveBuffers;
import io.mainstay.api.model.vrrp.Scheduling;
import io.mainstay.api.model.vrrp.VrrpGlobals;
import io.mainstay.api.model.vrrp.VrrpGlobals.DynamicInterfaces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in global_defs, and what has no name. */
class VrrpGlobalsTest {

    private static VrrpGlobals globals(String statements) {
        return Vrrp.of("global_defs {\n" + statements + "\n}").globals();
    }

    private static List<String> problems(String statements) {
        return Vrrp.problems("global_defs {\n" + statements + "\n}");
    }

    @Test
    void settingsOfTheProcessAreRead() {
        assertThat(globals(" vrrp_startup_delay 1.5\n vrrp_delay_after_boot 60\n dynamic_interfaces allow_if_changes\n"
                        + " default_interface eth1\n vrrp_garp_interval 0.001\n vrrp_gna_interval 0.002\n log_unknown_vrids\n"
                        + " disable_local_igmp\n no_email_faults\n fifo_write_vrrp_states_on_reload"))
                .isEqualTo(new VrrpGlobals(
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(60),
                        DynamicInterfaces.ALLOW_CHANGES,
                        "eth1",
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        true,
                        true,
                        true,
                        true,
                        Firewall.DEFAULT,
                        Scheduling.DEFAULT,
                        ReceiveBuffers.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({
        "'', NO",
        "dynamic_interfaces, YES",
        "dynamic_interfaces true, YES",
        "dynamic_interfaces off, NO",
        "dynamic_interfaces allow_if_changes, ALLOW_CHANGES",
    })
    void interfacesMayBeDynamic(String statement, DynamicInterfaces expected) {
        assertThat(globals(statement).dynamicInterfaces()).isEqualTo(expected);
    }

    @Test
    void theFirewallIsNftables() {
        assertThat(globals(" nftables mine\n nftables_priority -5\n nftables_counters\n nftables_ifindex")
                        .firewall())
                .isEqualTo(new Firewall("mine", -5, true, true));
        assertThat(problems(" nftables 5x")).hasSize(1);
        assertThat(problems(" vrrp_iptables IN OUT"))
                .containsExactly(
                        "2:2: warning WARNING: 'vrrp_iptables' is not supported; nftables is used, whose rules are "
                                + "kept in a table of their own");
        assertThat(problems(" vrrp_ipsets a b")).hasSize(1);
    }

    @Test
    void schedulingIsRead() {
        assertThat(globals(
                                " vrrp_process_name vip\n vrrp_priority -5\n vrrp_rt_priority 50\n vrrp_rlimit_rttime 5000\n"
                                        + " vrrp_no_swap\n vrrp_cpu_affinity 0\n max_auto_priority 20\n min_auto_priority_delay 1000")
                        .scheduling())
                .isEqualTo(new Scheduling(
                        Optional.of("vip"),
                        OptionalInt.of(-5),
                        OptionalInt.of(50),
                        Duration.ofMillis(5),
                        true,
                        List.of(0),
                        20,
                        Duration.ofMillis(1)));
        assertThat(globals(" max_auto_priority").scheduling().maxAutoPriority()).isEqualTo(99);
        assertThat(globals(" max_auto_priority -1").scheduling().maxAutoPriority())
                .isEqualTo(-1);
        assertThat(globals(" vrrp_rlimit_rtime 7").scheduling().realTimeLimit()).isEqualTo(Duration.ofNanos(7000));
        assertThat(globals(" vrrp_process_name averyveryverylongname")
                        .scheduling()
                        .name())
                .contains("averyveryverylo");
        assertThat(problems(" vrrp_cpu_affinity")).hasSize(1);
        assertThat(problems(" vrrp_cpu_affinity x 4000")).hasSize(2);
        assertThat(problems(" vrrp_rt_priority 0")).hasSize(1);
    }

    @Test
    void buffersAreRead() {
        assertThat(globals(" vrrp_rx_bufs_policy 65536\n vrrp_rx_bufs_multiplier 5\n vrrp_netlink_cmd_rcv_bufs 1000\n"
                                + " vrrp_netlink_cmd_rcv_bufs_force\n vrrp_netlink_monitor_rcv_bufs 2000\n"
                                + " vrrp_netlink_monitor_rcv_bufs_force\n process_monitor_rcv_bufs 3000\n"
                                + " process_monitor_rcv_bufs_force")
                        .buffers())
                .isEqualTo(new ReceiveBuffers(
                        ReceiveBuffers.Policy.BYTES,
                        65536,
                        5,
                        OptionalInt.of(1000),
                        true,
                        OptionalInt.of(2000),
                        true,
                        OptionalInt.of(3000),
                        true));
        assertThat(globals(" vrrp_rx_bufs_policy MTU").buffers().policy()).isEqualTo(ReceiveBuffers.Policy.MTU);
        assertThat(globals(" vrrp_rx_bufs_policy ADVERT").buffers().policy()).isEqualTo(ReceiveBuffers.Policy.ADVERT);
        assertThat(problems(" vrrp_rx_bufs_policy SOME")).hasSize(1);
    }

    @Test
    void announcementsAreCheckedAtTheirWords() {
        assertThat(problems(" vrrp_garp_master_repeat 0"))
                .containsExactly("2:2: warning WARNING: 'vrrp_garp_master_repeat' is at least 1; 1 is used");
        assertThat(problems(" vrrp_garp_extra_if")).hasSize(1);
        assertThat(problems(" vrrp_vmac_garp_intvl all 5"))
                .containsExactly("2:2: warning DEPRECATED: 'vrrp_vmac_garp_intvl' is deprecated");
    }

    @Test
    void announcementsArePacedInGroups() {
        String group =
                "garp_group {\n garp_interval 0.5\n gna_interval 1\n interface eth0\n interfaces {\n eth1 eth2\n }\n}\n";

        assertThat(Vrrp.of(group).garpGroups())
                .containsExactly(
                        new GarpGroup(Duration.ofMillis(500), Duration.ofSeconds(1), List.of("eth0", "eth1", "eth2")));
        assertThat(Vrrp.problems(group + "garp_group {\n garp_interval 1\n interface eth0\n}"))
                .contains(
                        "11:12: warning WARNING: the interface 'eth0' is in a garp_group already; this one is ignored");
        assertThat(Vrrp.problems("garp_group {\n interface eth0\n}"))
                .containsExactly(
                        "1:1: warning WARNING: this garp_group has neither 'garp_interval' nor 'gna_interval'; it "
                                + "has no effect");
        assertThat(Vrrp.problems("garp_group {\n garp_interval 1\n interface\n}"))
                .contains("3:2: error MISSING_PARAMETER: 'interface' needs the name of an interface");
    }

    @Test
    void linksAreDelayedNoLongerThanInstancesAllow() {
        String text = "interface_up_down_delays {\n eth0 3 7.5\n eth1 20\n}\n" + Vrrp.text("");

        assertThat(Vrrp.of(text).linkDelays())
                .containsExactly(
                        new LinkDelay("eth0", Duration.ofNanos(1_996_093_750), Duration.ofMillis(7500)),
                        new LinkDelay("eth1", Duration.ofSeconds(20), Duration.ZERO));
        assertThat(Vrrp.problems(text))
                .containsExactly(
                        "2:2: notice WARNING: a down delay of 3 s is too long for the instance 'V'; 1.99609375 is "
                                + "used");
        assertThat(Vrrp.problems("interface_up_down_delays {\n eth9 1\n eth0 256\n eth0 1 2 3\n}"))
                .containsExactly(
                        "2:2: error BAD_INTERFACE: there is no interface 'eth9' (delayed)",
                        "3:7: error INVALID_NUMBER: '256' is not valid for 'interface_up_down_delays': expected seconds from "
                                + "0 to 255",
                        "4:11: error GENERAL: '3' is one argument too many for 'eth0', which takes at most 2");
    }

    @Test
    void linksArePolled() {
        assertThat(Vrrp.of("linkbeat_use_polling\nlinkbeat_interfaces {\n eth0\n eth1 ETHTOOL\n}\n")
                        .linkbeat())
                .isEqualTo(new Linkbeat(
                        true,
                        List.of(
                                new Linkbeat.Polled("eth0", Linkbeat.Method.ANY),
                                new Linkbeat.Polled("eth1", Linkbeat.Method.ETHTOOL))));
        assertThat(Vrrp.problems("linkbeat_interfaces {\n eth0 FOO\n}"))
                .containsExactly(
                        "2:7: error GENERAL: 'FOO' is not valid for 'linkbeat_interfaces': expected MII, ETHTOOL or "
                                + "IOCTL");
    }
}
