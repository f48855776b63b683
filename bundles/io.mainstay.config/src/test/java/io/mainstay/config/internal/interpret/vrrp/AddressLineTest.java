// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualAddress.Flags;
import io.mainstay.api.model.vrrp.VirtualObjects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressLineTest {

    private static VirtualAddress address(String line) {
        return Vrrp.withAddresses(line, "").objects().addresses().get(0);
    }

    @Test
    void allWordsOfIpAddressAreRead() {
        assertThat(address("10.0.0.1/24 brd 10.0.0.255 dev eth1 scope link label eth1:x home -nodad mngtmpaddr"
                        + " noprefixroute autojoin preferred_lft 60 no_track use_vmac"))
                .isEqualTo(new VirtualAddress(
                        Values.address("10.0.0.1").orElseThrow(),
                        24,
                        Optional.of("eth1"),
                        Optional.of("eth1:x"),
                        Values.address("10.0.0.255"),
                        253,
                        Optional.empty(),
                        new Flags(true, true, true, true, true),
                        OptionalLong.of(60),
                        false,
                        Optional.empty(),
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9/24 brd +, 10.0.0.255",
        "10.0.0.9/20 broadcast +, 10.0.15.255",
        "10.0.0.9/20 brd -, 10.0.0.0",
        "10.0.0.9/31 brd +, ''",
        "10.0.0.9 brd +, ''",
        "10.0.0.9/24 brd 10.0.0.77, 10.0.0.77",
        "10.0.0.9/24, ''",
    })
    void broadcastsAreComputed(String line, String broadcast) {
        assertThat(address(line).broadcast()).isEqualTo(Values.address(broadcast));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9, 32, -1",
        "2001:db8::1, 128, 0",
        "2001:db8::1/64, 64, -1",
        "2001:db8::1 preferred_lft forever, 128, -1",
        "2001:db8::1 preferred_lft 9, 128, 9",
        "2001:db8::1 preferred_lft 4294967295, 128, -1",
        "10.0.0.9 peer 10.0.1.1, 32, -1",
        "10.0.0.9 peer 10.0.1.1/24, 24, -1",
        "10.0.0.9/30 peer 10.0.1.1/24, 24, -1",
    })
    void lengthsAndLifetimesHaveDefaults(String line, int length, long preferred) {
        VirtualAddress address = address(line);

        assertThat(address.prefixLength()).isEqualTo(length);
        assertThat(address.preferredLifetime())
                .isEqualTo(preferred < 0 ? OptionalLong.empty() : OptionalLong.of(preferred));
        assertThat(address.peer().isPresent()).isEqualTo(line.contains("peer"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/33, '5:3: error INVALID_NUMBER: ''10.0.0.1/33'' has no valid prefix length: expected /0 to /32'",
        "10.0.0.1 scope far, '5:18: error GENERAL: ''far'' is not valid for ''scope'': expected global, site, link, host, nowhere or a number from 0 to 255'",
        "10.0.0.1 dev, '5:12: error MISSING_PARAMETER: ''dev'' needs a value: the name of an interface'",
        "fd00::1 label a, '5:11: error GENERAL: ''label'' is for IPv4 addresses only'",
        "10.0.0.1 dev eth0 dev eth1, '5:21: error GENERAL: ''dev'' is given twice'",
        "10.0.0.1 lable a, '5:12: error GENERAL: ''lable'' is not known here'",
        "10.0.0.1 peer fd00::1, '5:17: error GENERAL: ''fd00::1'' is not valid for ''peer'': expected an address of the same family'",
        "fe80::1%eth0, '5:3: error GENERAL: ''fe80::1%eth0'' is not an address: expected such as 192.0.2.1/24 or 2001:db8::1/64'",
        "10.0.0.01, '5:3: error GENERAL: ''10.0.0.01'' is not an address: expected such as 192.0.2.1/24 or 2001:db8::1/64'",
    })
    void whatIsWrongIsToldAtItsWord(String line, String first) {
        assertThat(Vrrp.problems(Vrrp.text("").replace("10.0.0.1", line)).get(0))
                .isEqualTo(first);
    }

    @Test
    void theNearestWordIsNamed() {
        assertThat(io.mainstay.config.internal.interpret.Interpreted.of(
                                Vrrp.text("").replace("10.0.0.1", "10.0.0.1 lable a"))
                        .result()
                        .diagnostics()
                        .get(0)
                        .hint())
                .isEqualTo("did you mean 'label'?");
    }

    @Test
    void anAddressThatStandsTwiceIsTakenOnce() {
        String text = Vrrp.text("").replace("10.0.0.1", "10.0.0.1/24\n 10.0.0.1/25\n 10.0.0.1 dev eth1");

        assertThat(Vrrp.of(text).instances().get(0).objects().addresses()).hasSize(2);
        assertThat(Vrrp.problems(text)).containsExactly("6:2: notice WARNING: '10.0.0.1/25' stands here twice");
    }

    @Test
    void excludedAddressesMayBeOfAnyFamily() {
        assertThat(Vrrp.instance(" virtual_ipaddress_excluded {\n 10.0.0.2\n fd00::1/64\n }")
                        .objects()
                        .excluded())
                .hasSize(2);
    }

    @Test
    void staticAddressesGoToTheDefaultInterface() {
        VirtualObjects statics = Vrrp.of("global_defs {\n default_interface eth1\n}\n"
                        + "static_ipaddress {\n 10.0.0.1/24\n 10.0.0.2 dev eth2 track_group g\n}\n"
                        + "track_group g {\n group {\n V\n }\n}\n" + Vrrp.text(""))
                .statics();

        assertThat(statics.addresses().get(0).device()).contains("eth1");
        assertThat(statics.addresses().get(1).device()).contains("eth2");
        assertThat(statics.addresses().get(1).trackGroup()).contains("g");
        assertThat(Vrrp.problems("static_ipaddress {\n 10.0.0.1/24\n}\nglobal_defs {\n default_interface eth7\n}"))
                .containsExactly(
                        "2:2: error BAD_INTERFACE: there is no interface 'eth7' (the default for static addresses: "
                                + "add 'dev', or set 'default_interface')");
        assertThat(Vrrp.problems("static_ipaddress {\n 10.0.0.1/24 dev eth0 track_group x\n}"))
                .containsExactly(
                        "2:35: error GENERAL: 'x' is not valid for 'track_group': expected the name of a track_group");
        assertThat(Vrrp.problems("static_ipaddress {\n 10.0.0.1/24 dev eth0 use_vmac\n}"))
                .containsExactly("2:23: error GENERAL: 'use_vmac' is not known here");
    }
}
