// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.json.JsonReader;
import io.mainstay.platform.json.JsonValue.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterCommandsTest {
    private final Terminal terminal = new Terminal();
    private final SampleRouters vrrp = SampleRouters.vrrp();
    private final SampleRouters carp = SampleRouters.carp();

    @BeforeEach
    void routers() {
        terminal.system.routers.add(vrrp);
        terminal.system.routers.add(carp);
        terminal.width = 0;
    }

    @Test
    void routersListsRoutersGroupsAndTrackers() {
        assertThat(terminal.run("routers")).isEqualTo("""
                        ROUTER  PROTOCOL  ID  INTERFACE  STATE    FOR  PRIORITY  ADDRESSES                         CAUSE
                        VI_1    VRRP      51  eth0       MASTER  3m5s   120/150  192.0.2.100/24, 2001:db8::100/64  no advertisement was heard for the master-down time
                        VI_10   VRRP      52  eth1       FAULT     5s       100  10.0.0.100/32                     the interface is down
                        VI_1    CARP       7  eth0       BACKUP  1m0s         0  198.51.100.1/24                   start

                        SYNC GROUP  STATE    FOR  MEMBERS  CAUSE
                        G           MASTER  3m5s  VI_1     all members want it

                        TRACKED  NAME  STATE  FOR  USED BY  DETAIL
                        script   web   down   30s  VI_1     exit status 1
                        """);
    }

    @Test
    void routerShowsEverything() {
        assertThat(terminal.run("router", "vrrp/VI_1/")).isEmpty();
        assertThat(terminal.run("router", "VI_10")).startsWith("VI_10: VRRP version 2");
        assertThat(terminal.run("router", "carp/vi")).startsWith("VI_1: CARP, vhid 7 on eth0");
        terminal.system.routers.remove(carp);
        assertThat(terminal.run("router", "VI_1")).isEqualTo("""
                        VI_1: VRRP version 3, virtual router id 51 on eth0, in sync group G
                        MASTER for 3m5s: no advertisement was heard for the master-down time
                        priority 120 = 150 configured - 30 script web (down)
                          ADDRESS                            INTERFACE  HERE
                          192.0.2.100/24                     eth0       yes
                          2001:db8::100/64 (not advertised)  eth0       yes
                          PEER       PRIORITY  INTERVAL     HEARD  ADVERTS
                          192.0.2.2       100    1.00 s  3m6s ago        7
                          192.0.2.3         -         -     never        0
                          advert in 412 ms
                        counters
                          adverts sent                186
                        dropped packets
                          wrong password              3
                        settings
                          advertisement interval      1 s
                        """);
    }

    @Test
    void aNameThatBothProtocolsHaveIsAmbiguous() {
        terminal.run("router", "VI_1");

        assertThat(terminal.exit).isEqualTo(1);
        assertThat(terminal.err()).contains("vrrp/VI_1").contains("carp/VI_1");
    }

    @Test
    void demoteGivesUpOrLowersAndUndemoteEndsIt() {
        assertThat(terminal.run("demote", "VI_10")).startsWith("VI_10: gives its addresses up until 'undemote'; FAULT");
        terminal.run("demote", "VI_10", "40");
        assertThat(terminal.run("undemote", "VI_10")).startsWith("VI_10: no longer demoted");

        assertThat(vrrp.asked)
                .containsExactly("VI_10 OptionalInt.empty", "VI_10 OptionalInt[40]", "VI_10 OptionalInt[0]");
        assertThat(carp.asked).isEmpty();
    }

    @Test
    void demotingByNothingIsWrongUsage() {
        terminal.run("demote", "VI_10", "0");

        assertThat(terminal.exit).isEqualTo(2);
        assertThat(terminal.err()).contains("'0' is not a number to demote by");
    }

    @Test
    void explainSaysWhyAndListsWhatThereIsForOtherAddresses() {
        assertThat(terminal.run("explain", "192.0.2.100"))
                .isEqualTo("This host holds 192.0.2.100 because VI_1 is MASTER: nobody else was heard.\n");
        assertThat(terminal.run("explain", "192.0.2.100/24", "--json")).contains("\"held\": true");

        terminal.run("explain", "192.0.2.101");
        assertThat(terminal.exit).isEqualTo(1);
        assertThat(terminal.err()).startsWith("no virtual router has 192.0.2.101; there is\n  192.0.2.100/24 (VI_1)");

        terminal.run("explain", "here");
        assertThat(terminal.exit).isEqualTo(2);
    }

    @Test
    void statusCountsRoutersByState() {
        assertThat(terminal.run("status")).contains("routers        3: 1 MASTER, 1 BACKUP, 1 FAULT\n");
    }

    @Test
    void withoutAProtocolTheCommandsSayWhatIsMissing() {
        terminal.system.routers.clear();
        terminal.run("routers");

        assertThat(terminal.exit).isEqualTo(1);
        assertThat(terminal.err()).startsWith("the virtual router engine is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routers", "router VI_10", "demote VI_10", "undemote VI_10", "explain 192.0.2.100"})
    void everyCommandSpeaksJson(String line) throws Exception {
        assertThat(JsonReader.read(terminal.run((line + " --json").split(" ")))).isInstanceOf(JsonObject.class);
        assertThat(terminal.exit).isZero();
    }

    @Test
    void jsonHasTheDocumentedMembers() throws Exception {
        terminal.system.routers.remove(carp);
        JsonObject router = (JsonObject) JsonReader.read(terminal.run("router", "VI_1", "--json"));
        Set<String> names =
                router.members().stream().map(member -> member.name()).collect(Collectors.toSet());

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "router",
                        "protocol",
                        "id",
                        "version",
                        "interface",
                        "group",
                        "state",
                        "since",
                        "cause",
                        "faults",
                        "priority",
                        "configuredPriority",
                        "addresses",
                        "priorityTerms",
                        "peers",
                        "timers",
                        "statistics",
                        "drops",
                        "settings");
    }
}
