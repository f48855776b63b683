// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.FakeFiles;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lvs_sched rrr       | 2:11: error GENERAL: 'rrr' is not valid for 'lvs_sched': expected one of dh, fo, lblc, "
                        + "lblcr, lc, mh, nq, ovf, rr, sed, sh, twos, wlc, wrr",
                "lvs_method nat      | 2:12: error GENERAL: 'nat' is not valid for 'lvs_method': expected one of DR, NAT, TUN",
                "lvs_method          | 2:1: error MISSING_PARAMETER: 'lvs_method' needs NAT, DR or TUN",
                "lvs_method DR x     | 2:15: error GENERAL: 'x' is one argument too many for 'lvs_method', which takes at most "
                        + "1",
                "lvs_method TUN ipip | 2:16: error GENERAL: 'ipip' is not valid for 'lvs_method': expected type, port, nocsum, "
                        + "csum or remcsum",
                "lvs_method TUN type | 2:16: error GENERAL: 'type' is not valid for 'lvs_method': expected 'type' with one of "
                        + "gre, gue, ipip",
                "lvs_method TUN type gue | 2:12: error GENERAL: 'lvs_method': a gue tunnel needs 'port' and its number",
                "lvs_method TUN type gue port 0 | 2:30: error GENERAL: '0' is not valid for 'lvs_method': expected 'port' with "
                        + "a port from 1 to 65535",
                "lvs_method TUN port 5 | 2:12: error GENERAL: 'lvs_method': only a gue tunnel has a port",
                "lvs_method TUN type gre remcsum | 2:12: error GENERAL: 'lvs_method': a gre tunnel has no remcsum",
                "lvs_method TUN csum | 2:12: error GENERAL: 'lvs_method': an ipip tunnel has no checksum",
                "protocol tcp        | 2:10: error GENERAL: 'tcp' is not valid for 'protocol': expected one of SCTP, TCP, UDP",
                "ip_family ipv6      | 2:11: error GENERAL: 'ipv6' is not valid for 'ip_family': expected one of inet, inet6",
                "delay_loop 100x     | 2:12: error INVALID_NUMBER: '100x' is not valid for 'delay_loop': expected seconds from "
                        + "0.001 to 2678400",
                "delay_loop 0        | 2:12: error INVALID_NUMBER: '0' is not valid for 'delay_loop': expected seconds from "
                        + "0.001 to 2678400",
                "delay_before_retry -1 | 2:20: error INVALID_NUMBER: '-1' is not valid for 'delay_before_retry': expected "
                        + "seconds from 0 to 2678400",
                "warmup x            | 2:8: error INVALID_NUMBER: 'x' is not valid for 'warmup': expected seconds from 0 to "
                        + "2678400",
                "jitter              | 2:1: error MISSING_PARAMETER: 'jitter' needs a value: seconds from 0 to 2678400",
                "connect_timeout 0   | 2:17: error INVALID_NUMBER: '0' is not valid for 'connect_timeout': expected seconds "
                        + "from 0.001 to 2678400",
                "retry 0             | 2:7: error INVALID_NUMBER: '0' is not valid for 'retry': expected a whole number from 1 "
                        + "to 2147483647",
                "rise 0              | 2:6: error INVALID_NUMBER: '0' is not valid for 'rise': expected a whole number from 1 "
                        + "to 2147483647",
                "quorum 0            | 2:8: error INVALID_NUMBER: '0' is not valid for 'quorum': expected a whole number from "
                        + "1 to 2147483647",
                "hysteresis -1       | 2:12: error INVALID_NUMBER: '-1' is not valid for 'hysteresis': expected a whole number "
                        + "from 0 to 2147483647",
                "weight 2147483648   | 2:8: error INVALID_NUMBER: '2147483648' is not valid for 'weight': expected a whole "
                        + "number from 0 to 2147483647",
                "persistence_timeout 0 | 2:21: error INVALID_NUMBER: '0' is not valid for 'persistence_timeout': expected a "
                        + "whole number from 1 to 2678400",
                "persistence_granularity 255.0.255.0 | 2:25: error GENERAL: '255.0.255.0' is not valid for "
                        + "'persistence_granularity': expected a mask such as 255.255.255.0, or a prefix length (1 to 32)",
                "persistence_engine xip | 2:20: error GENERAL: 'xip' is not valid for 'persistence_engine': expected one of "
                        + "sip",
                "alpha maybe         | 2:7: error GENERAL: 'maybe' is not valid for 'alpha': expected one of on, off, true, "
                        + "false, yes, no",
                "hashed 1            | 2:8: error GENERAL: '1' is not valid for 'hashed': expected one of on, off, true, "
                        + "false, yes, no",
                "flag-1 on           | 2:8: error GENERAL: 'on' is one argument too many for 'flag-1', which takes none",
                "connection_limit no | 2:18: error INVALID_NUMBER: 'no' is not valid for 'connection_limit': expected a whole "
                        + "number from 0 to 2147483647",
                "drain               | 2:1: error MISSING_PARAMETER: 'drain' needs a value: seconds from 0 to 2678400, or "
                        + "forever",
                "virtualhost         | 2:1: error MISSING_PARAMETER: 'virtualhost' needs a value: one word, quoted if it has "
                        + "blanks",
                "virtualhost a b     | 2:15: error GENERAL: 'b' is one argument too many for 'virtualhost', which takes at "
                        + "most 1",
                "virtualhost a {     | 2:1: error UNEXPECTED_OPEN_BRACE: 'virtualhost' takes no block",
                "sorry_server        | 2:1: error MISSING_PARAMETER: 'sorry_server' needs an address and a port",
                "sorry_server host   | 2:14: error GENERAL: 'host' is not valid for 'sorry_server': expected an IPv4 or IPv6 "
                        + "address",
                "sorry_server 1.2.3.4 x | 2:22: error INVALID_NUMBER: 'x' is not valid for 'sorry_server': expected a port "
                        + "from 1 to 65535",
                "real_server 1.2.3.4 80 | 2:1: error MISSING_OPEN_BRACE: 'real_server' needs a block: '{ … }'",
                "snmp_name x         | 2:1: warning NOT_YET_SUPPORTED: 'snmp_name' is not yet supported; ignored",
                "delay_lop 5         | 2:1: error UNKNOWN_KEYWORD: unknown keyword 'delay_lop' in 'virtual_server'",
            })
    void wrongStatementsAreReportedAtTheirWord(String statement, String problem) {
        String closing = statement.endsWith("{") ? "\n}" : "";
        String text = "virtual_server fwmark 1 {\n" + statement.strip() + closing + "\n real_server 10.0.1.1 {\n }\n}";

        assertThat(Interpreted.of(text).problems())
                .filteredOn(p -> !p.startsWith("1:1: warning WARNING: no 'lvs_") && !p.contains("no effect without"))
                .containsExactly(problem);
    }

    @Test
    void aKeywordThatStandsTwiceIsSaidAndTheLastCounts() {
        Interpreted interpreted = Interpreted.virtualServer("quorum_up /bin/a\nquorum_up /bin/b");

        assertThat(interpreted.problems())
                .containsExactly(
                        "3:1: warning WARNING: 'quorum_up' is given 2 times in this block; this last one counts");
        assertThat(interpreted.server().quorumUp().orElseThrow().argv()).containsExactly("/bin/b");
    }

    @Test
    void hintsNameTheNearestKeyword() {
        assertThat(hint("delay_lop 5")).isEqualTo("did you mean 'delay_loop'?");
        assertThat(hint("lb_alog rr")).isEqualTo("did you mean 'lb_algo'?");
        assertThat(hint("lvs_method DRR")).isEqualTo("did you mean 'DR'?");
        assertThat(hint("nothing_like_it")).startsWith("known here: alpha, check");
    }

    private static String hint(String statement) {
        return Interpreted.of("virtual_server fwmark 1 {\n" + statement + "\n}").result().diagnostics().stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .orElseThrow()
                .hint();
    }

    @Test
    void topLevelKeywordsAreChecked() {
        Interpreted interpreted = Interpreted.of("virtual_servr 10.0.0.1 80 {\n}\nglobal_defs\nSSL {\n cert x\n}");

        assertThat(interpreted.problems())
                .containsExactly(
                        "1:1: error UNKNOWN_KEYWORD: unknown keyword 'virtual_servr' in 'the configuration'",
                        "3:1: error MISSING_OPEN_BRACE: 'global_defs' needs a block: '{ … }'",
                        "5:2: error UNKNOWN_KEYWORD: unknown keyword 'cert' in 'SSL'");
        assertThat(interpreted.result().diagnostics().get(0).hint()).isEqualTo("did you mean 'virtual_server'?");
    }

    @Test
    void virtualServersNeedAnAddress() {
        assertThat(Interpreted.of("virtual_server {\n}\nvirtual_server fwmark {\n}\nvirtual_server 1.2.3.4 80 90 {\n}")
                        .problems())
                .filteredOn(p -> p.contains("error"))
                .containsExactly(
                        "1:1: error MISSING_PARAMETER: 'virtual_server' needs an address and a port",
                        "3:1: error MISSING_PARAMETER: 'fwmark' needs a mark: expected a whole number from 1 to 4294967295",
                        "5:27: error GENERAL: '90' is one argument too many for 'virtual_server', which takes at most 2");
    }

    @Test
    void diagnosticsAreInOrderOfFilesAndPlaces() {
        FakeFiles files = new FakeFiles()
                .with("main.conf", "foo 1\ninclude z.conf\ninclude a.conf\nbar 2")
                .with("z.conf", "z1\nz2")
                .with("a.conf", "bfd_instance X {\n}");
        Fragment fragment = ConfigText.parse("main.conf", files, SyntaxOptions.of("lb1"));

        assertThat(new Interpreter(new FakeHost())
                        .interpret(1, fragment.nodes(), Map.of()).diagnostics().stream()
                                .map(d -> d.at().toString()))
                .containsExactly("main.conf:1:1", "main.conf:4:1", "z.conf:1:1", "z.conf:2:1", "a.conf:1:1");
    }

    @Test
    void manyMistakesAreToldInPart() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append("virtual_server fwmark ")
                    .append(i + 1)
                    .append(" {\n real_server 10.0.0.1 {\n wieght 1\n }\n}\n");
        }
        text.append("foo\n".repeat(300));

        List<String> problems = Interpreted.of(text.toString()).problems();

        assertThat(problems).hasSizeLessThan(2010);
        assertThat(problems).anyMatch(p -> p.contains("error GENERAL: ") && p.contains(" more errors are not shown"));
        assertThat(problems)
                .anyMatch(p -> p.contains("warning WARNING: ") && p.contains(" more warnings are not shown"));
    }

    @Test
    void aFileThatIsNoConfigurationIsToldSoQuickly() {
        assertThat(Interpreted.of("lorem ipsum dolor\n".repeat(100_000)).problems())
                .hasSize(101)
                .contains("0:0: error UNKNOWN_KEYWORD: 99900 more unknown keywords in 'the configuration'");
    }
}
