// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.ServiceKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualServerGroupBlockTest {
    private static final String SERVER = "}\nvirtual_server group G {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n"
            + " real_server 10.9.9.9 80 {\n }\n}";

    private static Interpreted group(String members) {
        return Interpreted.of("virtual_server_group G {\n" + members + "\n" + SERVER);
    }

    private static List<String> services(String members) {
        Interpreted interpreted = group(members);
        assertThat(interpreted.problems()).isEmpty();
        return interpreted.server().services().stream()
                .map(ServiceKey::toString)
                .toList();
    }

    @Test
    void everyFormOfMemberIsRead() {
        assertThat(services(" 10.0.0.1 80\n 10.0.0.3-5 80\n 10.0.1.255-10.0.2.1 81\n 10.0.3.9/30 80\n fd00::1 80\n"
                        + " fd00::2-4 80\n fd00::fffe-fd00::ffff 80\n fd00::10/127 80\n fwmark 7\n fwmark 8 inet6"))
                .containsExactly(
                        "tcp 10.0.0.1:80",
                        "tcp 10.0.0.3:80",
                        "tcp 10.0.0.4:80",
                        "tcp 10.0.0.5:80",
                        "tcp 10.0.1.255:81",
                        "tcp 10.0.2.0:81",
                        "tcp 10.0.2.1:81",
                        "tcp 10.0.3.8:80",
                        "tcp 10.0.3.9:80",
                        "tcp 10.0.3.10:80",
                        "tcp 10.0.3.11:80",
                        "tcp [fd00::1]:80",
                        "tcp [fd00::2]:80",
                        "tcp [fd00::3]:80",
                        "tcp [fd00::4]:80",
                        "tcp [fd00::fffe]:80",
                        "tcp [fd00::ffff]:80",
                        "tcp [fd00::10]:80",
                        "tcp [fd00::11]:80",
                        "fwmark 7",
                        "fwmark 8 inet6");
    }

    @Test
    void theGroupNamesTheServer() {
        assertThat(group(" 10.0.0.1 80").server().name()).isEqualTo("tcp/group/G");
    }

    @Test
    void membersWithoutPortNeedPersistence() {
        Interpreted interpreted = group(" 10.0.0.1\n 10.0.0.2 80");

        assertThat(interpreted.server().persistence()).isPresent();
        assertThat(interpreted.problems()).singleElement().asString().contains("needs persistence");
    }

    @Test
    void aLargeNetworkIsPossibleAndALargerOneIsNot() {
        assertThat(services(" 10.7.0.0/16 80")).hasSize(65536).endsWith("tcp 10.7.255.255:80");
        assertThat(group(" 10.0.0.0/15 80").problems())
                .containsExactly("2:2: error GENERAL: '10.0.0.0/15' has more than 65536 addresses");
        assertThat(group(" 10.0.0.0-10.1.0.0 80").problems())
                .containsExactly("2:2: error GENERAL: '10.0.0.0-10.1.0.0' has more than 65536 addresses");
        assertThat(group(" fd00::/64 80").problems())
                .containsExactly("2:2: error GENERAL: 'fd00::/64' has more than 65536 addresses");
    }

    @Test
    void allGroupsTogetherHaveALimit() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            text.append("virtual_server_group G")
                    .append(i)
                    .append(" {\n 10.")
                    .append(i)
                    .append(".0.0/16 80\n}\n");
        }

        assertThat(Interpreted.of(text.toString()).problems())
                .contains("14:2: error GENERAL: with '10.4.0.0/16' the groups have more than 262144 addresses");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0, 2:2, '10.0.0' is not valid in a group: expected an address",
        "10.0.0.1/33, 2:2, '10.0.0.1/33' is not valid in a group",
        "10.0.0.1/x, 2:2, '10.0.0.1/x' is not valid in a group",
        "10.0.0.1-256, 2:2, '10.0.0.1-256' is not valid in a group",
        "10.0.0.1-fd00::1, 2:2, '10.0.0.1-fd00::1' is not valid in a group",
        "10.0.0.1-, 2:2, '10.0.0.1-' is not valid in a group",
        "-5, 2:2, '-5' is not valid in a group",
        "host, 2:2, 'host' is not valid in a group",
        "10.0.0.9-1, 2:2, the range '10.0.0.9-1' ends before it begins",
        "10.0.0.1 99999, 2:11, '99999' is not valid here: expected a port from 1 to 65535",
        "10.0.0.1 80 90, 2:14, '90' is one argument too many for '10.0.0.1'",
        "fwmark, 2:2, 'fwmark' needs a mark: expected a whole number from 1 to 4294967295",
        "fwmark 0, 2:9, '0' is not valid for 'fwmark'",
        "fwmark 1 inet7, 2:11, 'inet7' is not an address family: expected inet or inet6",
        "fwmark 1 {, 2:2, 'fwmark' takes no block",
    })
    void wrongMembersAreReported(String member, String at, String message) {
        String closing = member.endsWith("{") ? "\n }" : "";

        assertThat(group(" " + member + closing).problems())
                .anySatisfy(p -> assertThat(p).startsWith(at + ": error ").contains(message.replace("''", "'")));
    }

    @Test
    void groupsAndTheirUsersMustFit() {
        assertThat(Interpreted.of("virtual_server_group {\n}").problems())
                .containsExactly("1:1: error MISSING_PARAMETER: 'virtual_server_group' needs a name");
        assertThat(Interpreted.of("virtual_server_group G {\n}").problems())
                .containsExactly("1:1: warning WARNING: the group 'G' is empty");
        assertThat(Interpreted.of(
                                "virtual_server_group G {\n 10.0.0.1 80\n}\nvirtual_server_group G {\n 10.0.0.1 80\n}")
                        .problems())
                .containsExactly("4:22: error GENERAL: there is a virtual_server_group 'G' already");
        assertThat(Interpreted.of("virtual_server group X {\n}").problems())
                .containsExactly("1:22: error GENERAL: there is no virtual_server_group 'X'");
        assertThat(Interpreted.of("virtual_server group {\n}").problems())
                .containsExactly("1:16: error MISSING_PARAMETER: 'virtual_server group' needs a group's name");
    }

    @Test
    void anAddressBelongsToOneVirtualServer() {
        Interpreted interpreted = Interpreted.of("virtual_server_group G {\n 10.0.0.1-3 80\n" + SERVER
                + "\nvirtual_server 10.0.0.2 80 {\n protocol TCP\n nonsense\n}");

        assertThat(interpreted.problems())
                .containsExactly(
                        "11:1: error GENERAL: the service tcp 10.0.0.2:80 belongs to another virtual server already",
                        "13:2: error UNKNOWN_KEYWORD: unknown keyword 'nonsense' in 'virtual_server'");
    }
}
