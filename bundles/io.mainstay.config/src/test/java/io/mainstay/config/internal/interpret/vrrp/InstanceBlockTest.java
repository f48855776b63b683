// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.Answers;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.Preemption;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpTiming;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.config.internal.interpret.FakeHost;
import io.mainstay.config.internal.interpret.Interpreted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceBlockTest {

    @Test
    void withoutVirtualRoutersNothingIsConfigured() {
        assertThat(Vrrp.of("virtual_server fwmark 1 {\n}")).isEqualTo(VrrpConfiguration.EMPTY);
        assertThat(Vrrp.of("")).isEqualTo(VrrpConfiguration.EMPTY);
    }

    @Test
    void whatIsNotGivenHasKeepalivedsDefaults() {
        assertThat(Vrrp.instance(""))
                .isEqualTo(new VrrpInstance(
                        "V",
                        false,
                        false,
                        5,
                        100,
                        false,
                        new VrrpTiming(2, Duration.ofSeconds(1), 3),
                        new VrrpLink(
                                Optional.of("eth0"),
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                false),
                        new VrrpTransport(
                                Optional.empty(),
                                false,
                                Values.address("224.0.0.18"),
                                List.of(),
                                false,
                                false,
                                OptionalInt.empty(),
                                false,
                                VrrpTransport.OldUnicastChecksum.DETECT,
                                false,
                                false,
                                OptionalInt.empty()),
                        new VrrpAuthentication.None(),
                        Preemption.AT_ONCE,
                        Answers.DEFAULT,
                        Announcing.DEFAULT,
                        true,
                        false,
                        new VirtualObjects(
                                List.of(VirtualAddress.of(
                                        Values.address("10.0.0.1").orElseThrow(), 32)),
                                List.of(),
                                List.of(),
                                List.of()),
                        false,
                        Trackers.NONE,
                        Notifications.NONE));
    }

    @Test
    void aConfigurationNeedsNoVirtualServer() {
        Interpreted interpreted = Interpreted.of(Vrrp.text(""));

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().virtualServers()).isEmpty();
        assertThat(interpreted.result().state().origins().get("vrrp_instance V").line())
                .isEqualTo(1);
    }

    @Test
    void movingAnInstanceInTheFileChangesNothing() {
        assertThat(Vrrp.of("\n\n\n" + Vrrp.text("# comment"))).isEqualTo(Vrrp.of(Vrrp.text("")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 100, false",
        "'state MASTER', 255, true",
        "'state MASTER\npriority 90', 90, true",
        "'priority 255', 255, true",
        "'priority 255\nstate BACKUP', 255, false",
        "'state BACKUP\npriority 7', 7, false",
        "'strict_mode\npriority 255', 255, true",
        "'strict_mode\nstate MASTER\npriority 90', 90, false",
    })
    void stateAndPriorityGoTogether(String statements, int priority, boolean wishMaster) {
        assertThat(Vrrp.instance(statements).priority()).isEqualTo(priority);
        assertThat(Vrrp.instance(statements).wishMaster()).isEqualTo(wishMaster);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 2, 1000",
        "'', advert_int 3, 2, 3000",
        "'', advert_int 1.4, 2, 1000",
        "'', advert_int 0.3, 2, 1000",
        "'', 'version 3\nadvert_int 0.25', 3, 250",
        "'', 'version 3\nadvert_int 0.017', 3, 20",
        "'', 'version 3\nadvert_int 200', 3, 40950",
        "vrrp_version 3, '', 3, 1000",
        "vrrp_version 3, version 2, 2, 1000",
    })
    void intervalsAreRoundedToTheUnitOfTheVersion(String globals, String statements, int version, int millis) {
        assertThat(Vrrp.instance(globals, statements).timing())
                .isEqualTo(new VrrpTiming(version, Duration.ofMillis(millis), 3));
    }

    @Test
    void ipv6IsAlwaysVersion3() {
        VrrpInstance instance = Vrrp.of("global_defs {\n vrrp_mcast_group6 ff02::77\n}\n"
                        + Vrrp.text("").replace("10.0.0.1", "fe80::5\n  2001:db8::1/64"))
                .instances()
                .get(0);

        assertThat(instance.ipv6()).isTrue();
        assertThat(instance.timing().version()).isEqualTo(3);
        assertThat(instance.transport().group()).isEqualTo(Values.address("ff02::77"));
        assertThat(Vrrp.problems(Vrrp.text(" version 2").replace("10.0.0.1", "fe80::5")))
                .containsExactly("7:2: warning WARNING: version 2 has no IPv6; version 3 is used");
    }

    @Test
    void addressesHaveOneFamilyUnlessTheInstanceIsDualStack() {
        String mixed = Vrrp.text("%s").replace("10.0.0.1", "10.0.0.1\n  2001:db8::1");

        assertThat(Vrrp.problems(mixed.formatted("")))
                .containsExactly("6:3: error GENERAL: '2001:db8::1/128' is of another family than the instance's first "
                        + "address");
        VrrpInstance instance =
                Vrrp.of(mixed.formatted("dual_stack")).instances().get(0);
        assertThat(instance.dualStack()).isTrue();
        assertThat(instance.timing().version()).isEqualTo(3);
        assertThat(instance.objects().addresses()).hasSize(2);
    }

    @Test
    void moreAddressesThanAnAdvertHoldsAreNotAdvertised() {
        String many = String.join(
                "\n",
                IntStream.range(0, 300)
                        .mapToObj(i -> "10.1." + i / 200 + "." + (i % 200 + 1))
                        .toList());
        VrrpInstance instance = Vrrp.withAddresses(many, "");

        assertThat(instance.objects().addresses()).hasSize(255);
        assertThat(instance.objects().excluded()).hasSize(45);
        assertThat(Vrrp.problems(Vrrp.text("").replace("10.0.0.1", many)))
                .containsExactly("260:1: warning WARNING: an advert has room for 255 addresses; from here on they are "
                        + "installed, and not advertised");
    }

    @Test
    void theInterfacesMtuLimitsTheAddresses() {
        String many = String.join(
                "\n", IntStream.range(1, 100).mapToObj(i -> "2001:db8::" + i).toList());
        String text = Vrrp.text("").replace("10.0.0.1", "fe80::1\n" + many);

        assertThat(Interpreted.of(text)
                        .result()
                        .state()
                        .vrrp()
                        .instances()
                        .get(0)
                        .objects()
                        .addresses())
                .hasSize(90);
        assertThat(Interpreted.of(text, new FakeHost().with("eth0", 9000))
                        .result()
                        .state()
                        .vrrp()
                        .instances()
                        .get(0)
                        .objects()
                        .addresses())
                .hasSize(100);
    }

    @Test
    void anInstanceWithoutAddressesSaysThatThisIsMeant() {
        String none = "vrrp_instance V {\n interface eth0\n virtual_router_id 5\n%s\n}\n";

        assertThat(Vrrp.problems(none.formatted("")))
                .containsExactly("1:1: warning WARNING: this instance has no virtual addresses");
        assertThat(Vrrp.problems(none.formatted(" no_virtual_ipaddress"))).isEmpty();
        assertThat(Vrrp.problems(none.formatted(" version 3")))
                .containsExactly("1:1: error GENERAL: version 3 needs at least one virtual address");
        assertThat(Vrrp.problems(none.formatted(" version 3\n no_virtual_ipaddress")))
                .isEmpty();
        assertThat(Vrrp.problems(none.formatted(" strict_mode\n no_virtual_ipaddress")))
                .containsExactly("1:1: error GENERAL: strict mode needs at least one virtual address");
        assertThat(Vrrp.problemsOf(" no_virtual_ipaddress"))
                .containsExactly("7:2: warning WARNING: 'no_virtual_ipaddress' has no effect: there are some");
        assertThat(Vrrp.of(none.formatted(" no_virtual_ipaddress\n version 3\n mcast_src_ip fe80::9"))
                        .instances()
                        .get(0)
                        .ipv6())
                .isTrue();
        assertThat(Vrrp.of(none.formatted(" no_virtual_ipaddress\n native_ipv6"))
                        .instances()
                        .get(0)
                        .ipv6())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, 0, -1",
        "nopreempt, false, 0, -1",
        "'nopreempt\npreempt', true, 0, -1",
        "'preempt\nnopreempt', false, 0, -1",
        "nopreempt off, true, 0, -1",
        "preempt_delay 2.5, true, 2500, -1",
        "'nopreempt\npreempt_delay 5', false, 0, -1",
        "'state MASTER\npriority 9\nnopreempt', true, 0, -1",
        "'state MASTER\npriority 9\npreempt_delay 5', true, 0, -1",
        "'priority 255\nnopreempt', true, 0, -1",
        "'nopreempt\ntimer_expired_backup', false, 0, 254",
        "'nopreempt\ntimer_expired_backup 120', false, 0, 120",
        "'nopreempt\nthread_timer_expired 120', false, 0, 120",
        "timer_expired_backup 120, true, 0, -1",
    })
    void preemptionIsSettled(String statements, boolean allowed, int delayMillis, int timerExpired) {
        assertThat(Vrrp.instance(statements).preemption())
                .isEqualTo(new Preemption(
                        allowed,
                        Duration.ofMillis(delayMillis),
                        timerExpired < 0 ? OptionalInt.empty() : OptionalInt.of(timerExpired)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "accept, true",
        "no_accept, false",
        "accept off, false",
        "'accept\nno_accept', false",
        "'no_accept\naccept', true",
        "strict_mode, false",
        "'strict_mode\npriority 255', true",
        "'strict_mode\naccept', false",
        "'strict_mode\nversion 3\naccept', true",
    })
    void acceptModeDependsOnStrictMode(String statements, boolean accept) {
        assertThat(Vrrp.instance(statements).accept()).isEqualTo(accept);
    }

    @Test
    void answersFollowTheGlobalDefaults() {
        assertThat(Vrrp.instance(" lower_prio_no_advert\n higher_prio_send_advert\n owner_ignore_adverts")
                        .answers())
                .isEqualTo(new Answers(true, true, true));
        String globals = " vrrp_lower_prio_no_advert\n vrrp_higher_prio_send_advert\n vrrp_owner_ignore_adverts";
        assertThat(Vrrp.instance(globals, "").answers()).isEqualTo(new Answers(true, true, true));
        assertThat(Vrrp.instance(
                                globals,
                                " lower_prio_no_advert off\n higher_prio_send_advert off\n owner_ignore_adverts off")
                        .answers())
                .isEqualTo(Answers.DEFAULT);
    }

    @Test
    void announcementsFollowTheGlobalDefaults() {
        assertThat(Vrrp.instance(" garp_master_delay 1\n garp_master_repeat 2\n garp_master_refresh 3\n"
                                + " garp_master_refresh_repeat 4\n garp_lower_prio_delay 6\n garp_lower_prio_repeat 0\n"
                                + " garp_extra_if all 7")
                        .announcing())
                .isEqualTo(new Announcing(
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        4,
                        0,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        true));
        String globals = " vrrp_garp_master_delay 1\n vrrp_garp_master_repeat 2\n vrrp_garp_master_refresh 3\n"
                + " vrrp_garp_master_refresh_repeat 4\n vrrp_garp_extra_if 9";
        assertThat(Vrrp.instance(globals, "").announcing())
                .isEqualTo(new Announcing(
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        4,
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(9),
                        false));
        assertThat(Vrrp.instance(globals + "\n vrrp_garp_lower_prio_delay 8\n vrrp_garp_lower_prio_repeat 0", "")
                        .announcing()
                        .lowerPriorityDelay())
                .isEqualTo(Duration.ofSeconds(8));
        assertThat(Vrrp.instance(" vrrp_min_garp\n vrrp_garp_master_repeat 4", "")
                        .announcing())
                .isEqualTo(new Announcing(4, Duration.ZERO, Duration.ZERO, 1, 4, Duration.ZERO, Duration.ZERO, false));
        assertThat(Vrrp.instance(" vrrp_min_garp", "").announcing())
                .isEqualTo(new Announcing(1, Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, Duration.ZERO, false));
    }

    @Test
    void strictModePutsBackWhatTheRfcDoesNotKnow() {
        VrrpInstance instance =
                Vrrp.instance(" strict_mode\n preempt_delay 5\n down_timer_adverts 4\n higher_prio_send_advert\n"
                        + " lower_prio_no_advert off\n garp_lower_prio_repeat 3\n use_vmac 00:11:22:33:44:55\n vmac_xmit_base\n"
                        + " authentication {\n auth_type PASS\n auth_pass x\n }");

        assertThat(instance.strict()).isTrue();
        assertThat(instance.preemption()).isEqualTo(Preemption.AT_ONCE);
        assertThat(instance.timing().downTimerAdverts()).isEqualTo(3);
        assertThat(instance.answers()).isEqualTo(new Answers(true, false, true));
        assertThat(instance.announcing().lowerPriorityRepeat()).isZero();
        assertThat(instance.announcing().lowerPriorityDelay()).isZero();
        assertThat(instance.link().vmac().orElseThrow().mac()).isEmpty();
        assertThat(instance.link().vmac().orElseThrow().transmitOnBase()).isFalse();
        assertThat(instance.authentication()).isEqualTo(new VrrpAuthentication.None());
        assertThat(Vrrp.problemsOf(" strict_mode\n preempt_delay 5\n down_timer_adverts 4\n higher_prio_send_advert\n"
                        + " lower_prio_no_advert off\n garp_lower_prio_repeat 3\n use_vmac 00:11:22:33:44:55\n"
                        + " vmac_xmit_base\n authentication {\n auth_type PASS\n auth_pass x\n }"))
                .hasSize(8)
                .allMatch(p -> p.contains(": warning WARNING: "));
        assertThat(Vrrp.instance(" vrrp_strict", "").strict()).isTrue();
        assertThat(Vrrp.instance(" vrrp_strict", " strict_mode off").strict()).isFalse();
    }

    @Test
    void deletedObjectsArePutBackUnlessKeepalivedsWayIsAskedFor() {
        assertThat(Vrrp.instance("").lossMeansBackup()).isFalse();
        assertThat(Vrrp.instance(" restore_deleted off").lossMeansBackup()).isTrue();
        assertThat(Vrrp.instance(" vrrp_restore_deleted off", "").lossMeansBackup())
                .isTrue();
        assertThat(Vrrp.instance(" vrrp_restore_deleted off", " restore_deleted")
                        .lossMeansBackup())
                .isFalse();
    }

    @Test
    void scriptsAndMailsAreRead() {
        Notifications notifications = Vrrp.instance(
                        " smtp_alert_vrrp\n vrrp_notify_priority_changes",
                        " notify_master \"/bin/a b\"\n notify_backup /bin/b nobody\n notify_fault /bin/c\n"
                                + " notify_stop /bin/d\n notify /bin/e\n notify_deleted /bin/f\n"
                                + " notify_master_rx_lower_pri /bin/g")
                .notifications();

        assertThat(notifications.master().orElseThrow().argv()).containsExactly("/bin/a", "b");
        assertThat(notifications.backup().orElseThrow().user()).contains("nobody");
        assertThat(notifications.fault()).isPresent();
        assertThat(notifications.stop()).isPresent();
        assertThat(notifications.any()).isPresent();
        assertThat(notifications.deleted()).isPresent();
        assertThat(notifications.reportsDeleted()).isTrue();
        assertThat(notifications.masterReceivedLowerPriority()).isPresent();
        assertThat(notifications.priorityChanges()).isTrue();
        assertThat(notifications.smtpAlert()).isTrue();
        assertThat(Vrrp.instance(" notify_deleted").notifications().reportsDeleted())
                .isTrue();
        assertThat(Vrrp.instance(" smtp_alert", " smtp_alert off")
                        .notifications()
                        .smtpAlert())
                .isFalse();
    }

    @Test
    void virtualRouterIdsAreUniqueWhereAdvertsMeet() {
        String second = Vrrp.other("%s").replace("_id 6", "_id 5");

        assertThat(Vrrp.problems(Vrrp.text("") + second.formatted("")))
                .containsExactly("11:2: error GENERAL: the instance 'V' has virtual_router_id 5 on the same interface");
        assertThat(Vrrp.problems(Vrrp.text("") + second.formatted(" mcast_dst_ip 224.0.0.19")))
                .isEmpty();
        assertThat(Vrrp.problems(Vrrp.text("") + second.formatted("").replace("eth0", "eth1")))
                .isEmpty();
        assertThat(Vrrp.problems(Vrrp.text("") + second.formatted("").replace("10.0.0.2", "fd00::1")))
                .isEmpty();
        assertThat(Vrrp.problems(Vrrp.text(" dual_stack") + second.formatted("").replace("10.0.0.2", "fd00::1")))
                .hasSize(1);
        String peers = " unicast_peer {\n  10.0.0.%d\n }\n";
        assertThat(Vrrp.problems(Vrrp.text(peers.formatted(7)) + second.formatted(peers.formatted(8))))
                .isEmpty();
        assertThat(Vrrp.problems(Vrrp.text(peers.formatted(7)) + second.formatted(peers.formatted(7))))
                .singleElement()
                .asString()
                .contains("on the same peers");
    }

    @Test
    void anAddressOfTwoInstancesIsWorthKnowing() {
        assertThat(Vrrp.problems(Vrrp.text("") + Vrrp.other("").replace("10.0.0.2", "10.0.0.1")))
                .containsExactly("9:1: notice WARNING: '10.0.0.1/32' is an address of the instance 'V', too");
    }

    @Test
    void namesAreNeededAndUnique() {
        assertThat(Vrrp.problems("vrrp_instance {\n}"))
                .containsExactly("1:1: error GENERAL: 'vrrp_instance' needs a name");
        assertThat(Vrrp.problems(Vrrp.text("") + Vrrp.text("")))
                .containsExactly("9:15: error GENERAL: there is a vrrp_instance 'V' already");
        assertThat(Vrrp.problems("vrrp_instance V {\n}"))
                .containsExactly(
                        "1:1: error GENERAL: 'vrrp_instance' needs 'virtual_router_id': a number from 1 to 255, the same on "
                                + "all hosts",
                        "1:1: error GENERAL: 'vrrp_instance' needs 'interface': the interface of the virtual router",
                        "1:1: warning WARNING: this instance has no virtual addresses");
    }

    @Test
    void missingInterfacesAreErrorsUnlessTheyAreDynamic() {
        String text = Vrrp.text(" track_interface {\n  eth8\n }\n").replace("eth0", "eth9");

        assertThat(Vrrp.problems(text))
                .containsExactly(
                        "2:12: error GENERAL: there is no interface 'eth9' (of the instance)",
                        "8:3: error GENERAL: there is no interface 'eth8' (tracked)");
        assertThat(Vrrp.problems("global_defs {\n dynamic_interfaces\n}\n" + text))
                .isEmpty();
    }

    @Test
    void acceptedKeywordsWithoutEffectAreRead() {
        assertThat(Vrrp.problemsOf(" debug 3")).isEmpty();
        assertThat(Vrrp.problemsOf(" debug 5")).hasSize(1);
        assertThat(Vrrp.problemsOf(" lvs_sync_daemon_interface eth0"))
                .containsExactly("7:2: warning DEPRECATED: 'lvs_sync_daemon_interface' is deprecated, and ignored");
    }
}
