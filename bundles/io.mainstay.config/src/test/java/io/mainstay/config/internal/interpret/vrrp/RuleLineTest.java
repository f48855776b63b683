// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualRule;
import io.mainstay.api.model.vrrp.VirtualRule.Action;
import io.mainstay.api.model.vrrp.VirtualRule.Range;
import io.mainstay.api.model.vrrp.VirtualRule.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLineTest {

    private static VirtualRule rule(String line) {
        return Vrrp.instance(" virtual_rules {\n" + line + "\n }")
                .objects()
                .rules()
                .get(0);
    }

    private static List<String> problems(String line) {
        return Vrrp.problemsOf(" virtual_rules {\n" + line + "\n }");
    }

    private static Optional<Prefix> prefix(String address, int length) {
        return Optional.of(new Prefix(Values.address(address).orElseThrow(), length));
    }

    @Test
    void allWordsOfIpRuleAreRead() {
        assertThat(rule("not from 10.0.0.0/8 to 10.1.0.0/16 iif eth0 oif eth1 tos 0x10 fwmark 0x5/0xff ipproto tcp"
                        + " sport 5-9 dport 80 uidrange 0-99 tunnel-id 7 table 100 preference 500 realms 1/2 protocol 18"
                        + " suppress_prefixlength 0 suppress_ifgroup 3"))
                .isEqualTo(new VirtualRule(
                        false,
                        true,
                        new Selector(
                                prefix("10.0.0.0", 8),
                                prefix("10.1.0.0", 16),
                                Optional.of("eth0"),
                                Optional.of("eth1"),
                                OptionalInt.of(16),
                                OptionalLong.of(5),
                                OptionalLong.of(255),
                                OptionalInt.of(6),
                                Optional.of(new Range(5, 9)),
                                Optional.of(new Range(80, 80)),
                                Optional.of(new Range(0, 99)),
                                OptionalLong.of(7)),
                        500,
                        new Action.Table(100),
                        1 << 16 | 2,
                        OptionalInt.of(18),
                        OptionalInt.of(0),
                        OptionalLong.of(3),
                        true,
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "from all lookup main pref 5, Table[table=254]",
        "from all table uplink order 5, Table[table=77]",
        "from all goto 9 priority 5, GoTo[preference=9]",
        "from all nop preference 5, Nop[]",
        "from all l3mdev preference 5, L3Mdev[]",
        "from all blackhole preference 5, Blackhole[]",
        "from all type unreachable preference 5, Unreachable[]",
        "dev eth0 prohibit preference 5, Prohibit[]",
    })
    void aRuleDoesOneThing(String line, String action) {
        assertThat(rule(line).action()).hasToString(action);
        assertThat(rule(line).preference()).isEqualTo(5);
    }

    @Test
    void familiesDoNotMix() {
        assertThat(rule("inet6 table 5 preference 6").ipv6()).isTrue();
        assertThat(rule("from fd00::1 table 5 preference 6").ipv6()).isTrue();
        assertThat(problems("from 1.1.1.1 to fd00::1 table 5 preference 6"))
                .containsExactly("8:14: error GENERAL: 'to' mixes IPv4 and IPv6 in one rule");
    }

    @Test
    void rulesWithoutPreferenceGetOneDownwards() {
        String rules = " virtual_rules {\n from 1.1.1.1 table 5\n from 1.1.1.2 table 5\n }";

        assertThat(Vrrp.instance(rules).objects().rules())
                .extracting(VirtualRule::preference)
                .containsExactly(16384L, 16383L);
        assertThat(Vrrp.problemsOf(rules))
                .containsExactly(
                        "8:2: warning WARNING: this rule has no preference; it gets 16384",
                        "9:2: warning WARNING: this rule has no preference; it gets 16383");
    }

    @Test
    void wrongWordsAreTold() {
        assertThat(problems("from 1.1.1.1 preference 6"))
                .containsExactly(
                        "8:1: error GENERAL: this rule says nothing about what to do: expected 'table T', goto, nop, "
                                + "l3mdev, blackhole, unreachable or prohibit");
        assertThat(problems("table 5 nop preference 6"))
                .containsExactly("8:9: error GENERAL: a rule does one thing; 'nop' is another");
        assertThat(problems("table 5 order 6 order 7")).containsExactly("8:17: error GENERAL: 'order' is given twice");
        assertThat(problems("table 0 preference 6")).hasSize(1);
        assertThat(problems("suppress_prefixlength 0 blackhole preference 6"))
                .containsExactly("8:1: error GENERAL: 'suppress_…' and 'realms' are for rules that look a table up");
        assertThat(problems("goto 5 preference 6"))
                .containsExactly("8:1: error GENERAL: 'goto 5' does not lead to a later rule than 6");
        assertThat(problems("sport 9-5 table 5 preference 6"))
                .containsExactly("8:1: error GENERAL: the range of 'sport' ends before it begins");
        assertThat(problems("uidrange 1-2-3 table 5 preference 6")).hasSize(1);
        assertThat(problems("fwmark 5/x table 5 preference 6")).hasSize(1);
        assertThat(problems("form 1.1.1.1 table 5 preference 6"))
                .contains("8:1: error GENERAL: 'form' is not known here");
        assertThat(problems("from 1.1.1.1 table 5 track_group g preference 6")).isNotEmpty();
    }

    @Test
    void anotherProtocolIsForUntrackedRules() {
        assertThat(rule("table 5 protocol 4 preference 6").protocol()).isEmpty();
        assertThat(rule("table 5 protocol 4 preference 6 no_track").protocol()).hasValue(4);
    }
}
