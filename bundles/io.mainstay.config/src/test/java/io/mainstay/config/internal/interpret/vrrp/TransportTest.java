// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpAuthentication.Hmac;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpLink.Ipvlan;
import io.mainstay.api.model.vrrp.VrrpLink.Vmac;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.api.model.vrrp.VrrpTransport.OldUnicastChecksum;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How adverts travel, where, and who may send them. */
class TransportTest {
    private static final String PEER = " unicast_peer {\n 10.0.0.7\n }\n";

    private static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }

    private static VrrpLink link(String statements) {
        return Vrrp.instance(statements).link();
    }

    @Test
    void peersMakeItUnicast() {
        VrrpTransport transport = Vrrp.instance(
                        " unicast_peer {\n 10.0.0.7\n 10.0.0.8 min_ttl 3 max_ttl 64\n 10.0.0.7\n }\n"
                                + " unicast_src_ip 10.0.0.9\n unicast_ttl 64\n track_src_ip\n old_unicast_checksum never\n"
                                + " v3_checksum_as_v2\n skip_check_adv_addr\n kernel_rx_buf_size 65536\n unicast_fault_no_peer")
                .transport();

        assertThat(transport.unicast()).isTrue();
        assertThat(transport.peers())
                .containsExactly(UnicastPeer.of(address("10.0.0.7")), new UnicastPeer(address("10.0.0.8"), 3, 64));
        assertThat(transport.source()).contains(address("10.0.0.9"));
        assertThat(transport.ttl()).hasValue(64);
        assertThat(transport.trackSource()).isTrue();
        assertThat(transport.group()).isEmpty();
        assertThat(transport.checkSource()).isTrue(); // because of the limits
        assertThat(transport.oldChecksum()).isEqualTo(OldUnicastChecksum.NEVER);
        assertThat(transport.v3ChecksumAsV2()).isTrue();
        assertThat(transport.skipAddressCheck()).isTrue();
        assertThat(transport.receiveBuffer()).isEqualTo(OptionalInt.of(65536));
        assertThat(transport.faultWithoutPeers()).isTrue();
    }

    @Test
    void sourceCheckIsAskedForOrGlobal() {
        assertThat(Vrrp.instance(PEER).transport().checkSource()).isFalse();
        assertThat(Vrrp.instance(PEER + " check_unicast_src").transport().checkSource())
                .isTrue();
        assertThat(Vrrp.instance(" vrrp_check_unicast_src\n vrrp_skip_check_adv_addr\n v3_checksum_as_v2", PEER)
                        .transport())
                .matches(t -> t.checkSource() && t.skipAddressCheck() && t.v3ChecksumAsV2());
        assertThat(Vrrp.instance(PEER + " old_unicast_checksum").transport().oldChecksum())
                .isEqualTo(OldUnicastChecksum.ALWAYS);
    }

    @Test
    void unicastWithoutPeersFallsBackToMulticast() {
        assertThat(Vrrp.instance(" unicast_src_ip 10.0.0.9").transport().unicast())
                .isFalse();
        assertThat(Vrrp.problemsOf(" unicast_src_ip 10.0.0.9"))
                .containsExactly(
                        "7:2: warning WARNING: 'unicast_src_ip' is for unicast, and there are no peers: multicast "
                                + "is used");
        VrrpTransport fault = Vrrp.instance(" unicast_src_ip 10.0.0.9\n unicast_fault_no_peer")
                .transport();
        assertThat(fault.unicast()).isTrue();
        assertThat(fault.peers()).isEmpty();
        assertThat(fault.faultWithoutPeers()).isTrue();
        assertThat(Vrrp.problemsOf(" unicast_ttl 5"))
                .containsExactly("7:2: warning WARNING: 'unicast_ttl' has no effect without unicast peers");
        assertThat(Vrrp.problemsOf(" track_src_ip"))
                .containsExactly("7:2: notice WARNING: 'track_src_ip' has no effect without a source address");
    }

    @Test
    void wrongPeersAreTold() {
        assertThat(Vrrp.problemsOf(" unicast_peer {\n fd00::1\n x\n 10.0.0.7 min_ttl 9 max_ttl 3\n 10.0.0.8 ttl 5\n }"))
                .containsExactly(
                        "8:2: error GENERAL: 'fd00::1' is not valid for 'unicast_peer': expected an IPv4 address, as the "
                                + "instance has",
                        "9:2: error GENERAL: 'x' is not valid for 'unicast_peer': expected an IPv4 address, as the instance "
                                + "has",
                        "10:2: error GENERAL: min_ttl 9 is above max_ttl 3: no packet could pass",
                        "11:11: error GENERAL: 'ttl' is not known here",
                        "11:15: error GENERAL: '5' is not known here");
    }

    @Test
    void dualStackInstancesHavePeersOfBothFamilies() {
        VrrpTransport transport = Vrrp.withAddresses(
                        "10.0.0.1\n fd00::1", " dual_stack\n unicast_peer {\n 10.0.0.7\n fd00::7\n }\n")
                .transport();

        assertThat(transport.peers()).hasSize(2);
    }

    @Test
    void multicastGroupsMayDiffer() {
        assertThat(Vrrp.instance(" mcast_dst_ip 224.0.0.99\n mcast_src_ip 10.0.0.9")
                        .transport())
                .matches(t -> t.group().equals(Optional.of(address("224.0.0.99"))))
                .matches(t -> t.source().equals(Optional.of(address("10.0.0.9"))));
        assertThat(Vrrp.instance(" vrrp_mcast_group4 224.0.0.98", "")
                        .transport()
                        .group())
                .contains(address("224.0.0.98"));
        assertThat(Vrrp.problemsOf(" mcast_dst_ip 10.0.0.1")).hasSize(1);
        assertThat(Vrrp.problemsOf(PEER + " mcast_dst_ip 224.0.0.9"))
                .containsExactly("10:2: warning WARNING: 'mcast_dst_ip' has no effect with unicast peers");
    }

    // ---- authentication ---------------------------------------------------------------------------------------

    @Test
    void passwordsHaveEightBytes() {
        String block = " authentication {\n auth_type %s\n auth_pass %s\n }";

        assertThat(Vrrp.instance(block.formatted("PASS", "secret")).authentication())
                .isEqualTo(new VrrpAuthentication.Pass("secret"));
        assertThat(Vrrp.instance(block.formatted("AH", "123456789")).authentication())
                .isEqualTo(new VrrpAuthentication.Ah("12345678"));
        assertThat(Vrrp.problemsOf(block.formatted("PASS", "123456789")))
                .containsExactly("9:12: warning WARNING: a password has at most 8 bytes; the rest is cut off");
        assertThat(Vrrp.problemsOf(block.formatted("AH", "x") + "\n state MASTER\n priority 90"))
                .containsExactly("11:2: warning WARNING: with AH an instance begins as BACKUP");
        assertThat(Vrrp.instance(block.formatted("AH", "x") + "\n priority 255").wishMaster())
                .isTrue();
        assertThat(Vrrp.instance(block.formatted("PASS", "secret"))).asString().doesNotContain("secret");
    }

    @Test
    void version3HasNoPasswords() {
        String block = " version 3\n authentication {\n auth_type PASS\n auth_pass x\n }";

        assertThat(Vrrp.instance(block).authentication()).isEqualTo(new VrrpAuthentication.None());
        assertThat(Vrrp.problemsOf(block))
                .containsExactly("8:2: warning WARNING: VRRP version 3 has no authentication; it is ignored");
        assertThat(Vrrp.problemsOf(" authentication {\n auth_type PASS\n }")).hasSize(1);
        assertThat(Vrrp.problemsOf(" authentication {\n auth_type FOO\n auth_pass x\n }"))
                .containsExactly("8:12: error GENERAL: 'FOO' is not valid for 'auth_type': expected one of AH, PASS");
    }

    @Test
    void signedAdvertsHaveKeys() {
        String key = "k".repeat(32);
        Hmac hmac = (Hmac) Vrrp.instance(
                        " version 3\n auth_hmac {\n key 1 " + key + "\n key 2 hex:" + "0a".repeat(32)
                                + "\n key 3 file:/etc/key\n active_key 2\n anti_replay monotonic\n time_window 9\n mode permissive\n }")
                .authentication();

        assertThat(hmac.keys()).extracting(Hmac.Key::id).containsExactly(1, 2, 3);
        assertThat(hmac.keys().get(0).hex()).isEqualTo("6b".repeat(32));
        assertThat(hmac.keys().get(1).hex()).isEqualTo("0a".repeat(32));
        assertThat(hmac.keys().get(2).file()).contains("/etc/key");
        assertThat(hmac.activeKey()).isEqualTo(2);
        assertThat(hmac.monotonic()).isTrue();
        assertThat(hmac.timeWindow()).isEqualTo(Duration.ofSeconds(9));
        assertThat(hmac.mode()).isEqualTo(Hmac.Mode.PERMISSIVE);
        assertThat(hmac.toString()).doesNotContain("6b6b");
        Hmac plain = (Hmac) Vrrp.instance(" auth_hmac {\n key 1 " + key + "\n active_key 1\n }\n advert_int 3")
                .authentication();
        assertThat(plain.timeWindow()).isEqualTo(Duration.ofSeconds(9));
        assertThat(plain.mode()).isEqualTo(Hmac.Mode.ENFORCE);
    }

    @Test
    void wrongKeysAreToldWithoutShowingThem() {
        assertThat(Vrrp.problemsOf(" auth_hmac {\n key 1 short\n key 999 x\n key 5\n active_key 7\n }"))
                .containsExactly(
                        "8:8: error GENERAL: this key is not valid: expected hex: and 64 to 128 digits, file: and an absolute "
                                + "path, or 32 to 64 characters",
                        "9:6: error INVALID_NUMBER: '999' is not valid for 'key': expected an id from 1 to 255",
                        "10:2: error MISSING_PARAMETER: 'key' needs an id from 1 to 255 and a secret");
        String keys = " auth_hmac {\n key 1 " + "k".repeat(40) + "\n key 1 " + "k".repeat(40) + "\n active_key 7\n }";
        assertThat(Vrrp.problemsOf(keys))
                .containsExactly(
                        "9:2: error GENERAL: there is a key 1 already", "10:2: error GENERAL: there is no key 7");
        assertThat(Vrrp.problemsOf(" auth_hmac {\n }")).hasSize(2);
        assertThat(Vrrp.problemsOf(" authentication {\n auth_type AH\n auth_pass x\n }\n auth_hmac {\n key 1 "
                        + "k".repeat(40) + "\n active_key 1\n }"))
                .containsExactly("11:2: error GENERAL: 'authentication' and 'auth_hmac' exclude each other");
        assertThat(Vrrp.problemsOf(" strict_mode\n auth_hmac {\n key 1 " + "k".repeat(40)
                        + "\n active_key 1\n mode receive-only\n }"))
                .containsExactly("11:2: warning WARNING: strict mode enforces 'auth_hmac'");
    }

    // ---- interfaces -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "use_vmac, vrrp.5, ''",
        "use_vmac foo, foo, ''",
        "use_vmac name foo, foo, ''",
        "use_vmac 00:11:22:33:44:55, vrrp.5, 00:11:22:33:44:55",
        "use_vmac foo 0:11:22:33:44, foo, 00:11:22:33:44:05",
    })
    void macvlansHaveNamesAndMacs(String statement, String name, String mac) {
        assertThat(link(statement).vmac())
                .contains(new Vmac(
                        name, mac.isEmpty() ? Optional.empty() : Optional.of(mac), false, false, OptionalLong.empty()));
    }

    @Test
    void generatedNamesDoNotMeet() {
        assertThat(Vrrp.of(Vrrp.text(" use_vmac")
                                + Vrrp.other(" use_vmac")
                                        .replace("_id 6", "_id 5")
                                        .replace("eth0", "eth1")
                                + Vrrp.other(" use_vmac")
                                        .replace("_instance W", "_instance X")
                                        .replace("10.0.0.2", "fe80::1"))
                        .instances())
                .extracting(i -> i.deviceName())
                .containsExactly("vrrp.5", "vrrp1.5", "vrrp6.6");
        assertThat(Vrrp.instance(" vmac_prefix vip", " use_vmac").deviceName()).isEqualTo("vip.5");
    }

    @Test
    void macvlansHaveMoreSettings() {
        assertThat(link(" use_vmac netlink_notify_msg group 9\n vmac_xmit_base").vmac())
                .contains(new Vmac("vrrp.5", Optional.empty(), true, true, OptionalLong.of(9)));
        assertThat(link(" use_vmac\n" + PEER).vmac().orElseThrow().transmitOnBase())
                .isTrue();
        assertThat(Vrrp.problemsOf(" use_vmac\n" + PEER))
                .containsExactly(
                        "7:2: warning WARNING: adverts of a unicast instance leave on the interface below its macvlan");
        assertThat(link(" use_vmac_addr\n promote_secondaries\n dont_track_primary"))
                .matches(l -> l.vmacAddresses() && l.promoteSecondaries() && !l.tracked());
    }

    @Test
    void wrongMacvlansAreTold() {
        assertThat(Vrrp.problemsOf(" vmac_xmit_base"))
                .containsExactly("7:2: warning WARNING: 'vmac_xmit_base' has no effect without 'use_vmac'");
        assertThat(Vrrp.problemsOf(" use_vmac foo bar")).hasSize(1);
        assertThat(Vrrp.problemsOf(" use_vmac 01:00:5e:00:00:01"))
                .containsExactly("7:11: error GENERAL: '01:00:5e:00:00:01' is a multicast MAC address");
        assertThat(Vrrp.problemsOf(" use_vmac eth0"))
                .containsExactly("7:2: error GENERAL: 'eth0' is the interface of an instance, and cannot be made");
        assertThat(Vrrp.problems(Vrrp.text(" use_vmac foo") + Vrrp.other(" use_vmac foo")))
                .containsExactly("15:11: error GENERAL: another instance makes the interface 'foo'");
        assertThat(Vrrp.problemsOf(" use_vmac averyveryverylongname")).hasSize(1);
    }

    @Test
    void addressesMayBeOnAMacvlanOfTheConfiguration() {
        assertThat(Vrrp.problems(Vrrp.text(" use_vmac foo").replace("10.0.0.1", "10.0.0.1 dev foo")))
                .isEmpty();
    }

    @Test
    void ipvlansNeedAnAddressForIpv4() {
        assertThat(link(" use_ipvlan foo 10.0.0.9/24 vepa group 3").ipvlan())
                .contains(new Ipvlan(
                        "foo",
                        Optional.of(VirtualAddress.of(address("10.0.0.9"), 24)),
                        Ipvlan.Mode.VEPA,
                        OptionalLong.of(3)));
        assertThat(Vrrp.problemsOf(" use_ipvlan foo"))
                .containsExactly("7:2: error GENERAL: an IPv4 ipvlan needs an address to send from");
        assertThat(Vrrp.problemsOf(" use_ipvlan fd00::1")).hasSize(1);
        assertThat(Vrrp.problemsOf(" use_vmac\n use_ipvlan foo 10.0.0.9"))
                .containsExactly("8:2: error GENERAL: 'use_vmac' and 'use_ipvlan' exclude each other");
    }

    @Test
    void unicastNeedsNoInterface() {
        String text =
                Vrrp.text(PEER + " vrf eth2").replace(" interface eth0\n", "").replace("10.0.0.1", "10.0.0.1 dev eth1");

        assertThat(Vrrp.of(text).instances().get(0).link().device()).isEmpty();
        assertThat(Vrrp.of(text).instances().get(0).link().vrf()).contains("eth2");
        assertThat(Vrrp.problems(text.replace("10.0.0.1 dev eth1", "10.0.0.1")))
                .containsExactly("4:3: error GENERAL: '10.0.0.1/32' needs 'dev': the instance has no interface");
        assertThat(Vrrp.problemsOf(" vrf eth2"))
                .containsExactly("7:2: warning WARNING: 'vrf' has no effect with 'interface', whose VRF counts");
        assertThat(Vrrp.problemsOf(" linkbeat_use_polling"))
                .containsExactly("7:2: warning DEPRECATED: 'linkbeat_use_polling' in an instance is deprecated");
    }
}
