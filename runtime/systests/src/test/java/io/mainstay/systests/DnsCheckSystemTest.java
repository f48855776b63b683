// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.NameServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DNS_CHECK against a real BIND. */
class DnsCheckSystemTest {
    private static final List<String> GOOD = List.of(
            "name example.test\nrequire_authoritative",
            "type A\nname www.example.test\nexpect 192.0.2.10 192.0.2.11\nexpect_only",
            "type A\nname web.example.test\nexpect 192.0.2.10",
            "type AAAA\nname www.example.test\nexpect 2001:db8::10",
            "type NS\nname example.test\nexpect ns.example.test",
            "type CNAME\nname web.example.test\nexpect www.example.test",
            "type SOA\nname example.test\nexpect \"ns.example.test admin.example.test 7 3600 600 86400 60\"",
            "type MX\nname example.test\nexpect \"10 mail.example.test\"",
            "type TXT\nname example.test\nexpect \"v=spf1 -all\"",
            "type DNSKEY\nname example.test\nexpect \"257 3 8 a2V5\"",
            "type RRSIG\nname example.test",
            "name nowhere.example.test\nrcode NXDOMAIN",
            "type TXT\nname big.example.test\nrequire_answer",
            "type A\nname www.example.test\ntransport tcp\nrequire_answer");

    private static final List<String> BAD = List.of(
            "type A\nname nowhere.example.test",
            "type A\nname www.example.test\nexpect 192.0.2.12",
            "name example.org",
            "type TXT\nname example.test\nexpect nothing");

    @TempDir
    Path folder;

    @BeforeAll
    static void named() {
        assumeTrue(NameServer.isInstalled(), "SKIPPED: there is no named; on Debian: apt-get install bind9");
    }

    @Test
    void asksForAllTypesAndFollowsTheServersFate() {
        try (NameServer server = NameServer.start(folder)) {
            StringBuilder config = new StringBuilder("virtual_server " + Loopback.next() + " 53 {\n" + Configs.TIMING
                    + "real_server " + server.inConfig() + " {\n");
            for (List<String> checks : List.of(GOOD, BAD)) {
                checks.forEach(
                        options -> config.append("DNS_CHECK {\nconnect_timeout 5\nretry 1\ndelay_before_retry 0.2\n")
                                .append(options)
                                .append("\n}\n"));
            }
            try (MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                    .configure(config + "}\n}\n")
                    .start()) {
                int ordinal = 0;
                for (List<String> checks : List.of(GOOD, BAD)) {
                    for (String options : checks) {
                        String check = "DNS_CHECK" + (++ordinal == 1 ? "" : "#" + ordinal);
                        mainstay.await(
                                options,
                                () -> mainstay.check(check).get("decided").getAsBoolean());
                        assertThat(state(mainstay, check))
                                .as(() -> options + ": " + mainstay.check(check).get("last"))
                                .isEqualTo(checks == GOOD ? "up" : "down");
                    }
                }
                String big = mainstay.check("DNS_CHECK#13").get("check").getAsString();
                assertThat(mainstay.ctl("probe", big).out())
                        .contains("truncated; asking again over TCP")
                        .contains("20 records");

                server.kill();
                mainstay.await(
                        "it is down", () -> state(mainstay, "DNS_CHECK#2").equals("down"));
                assertThat(mainstay.check("DNS_CHECK#2").get("last").toString()).contains("refused");
                server.restart();
                mainstay.await(
                        "it is back", () -> state(mainstay, "DNS_CHECK#2").equals("up"));
            }
        }
    }

    private static String state(MainstayProcess mainstay, String check) {
        return mainstay.check(check).get("state").getAsString();
    }
}
