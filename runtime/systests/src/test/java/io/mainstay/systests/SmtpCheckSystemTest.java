// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Certificate;
import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.Postfix;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SMTP_CHECK against a real Postfix. */
class SmtpCheckSystemTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void postfix() {
        assumeTrue(
                Postfix.isPossible(),
                "SKIPPED: there is no postfix, or not root; on Debian: apt-get install postfix sasl2-bin libsasl2-modules");
    }

    @Test
    void speaksTheWholeDialogueAndFollowsTheServersFate() {
        Certificate certificate = Certificate.selfSigned(folder, "mail.test");
        try (Postfix postfix = Postfix.start(folder, certificate)) {
            String verify = "tls_verify\nsni_name mail.test\nca_file " + certificate.pem() + "\n";
            String login = "auth_user " + Postfix.USER + "\nauth_password \"" + Postfix.PASSWORD + "\"\n";
            Map<String, String> checks = new LinkedHashMap<>();
            checks.put("plain", "helo_name checker.test\n");
            checks.put("starttls", "starttls\n" + verify);
            checks.put("smtps", "smtps\nconnect_port " + postfix.tlsPort() + "\n" + verify);
            checks.put("login over TLS", "starttls\n" + login);
            checks.put("login without", "auth_mechanism cram-md5\n" + login);
            checks.put("two hosts", "host {\n}\nhost {\nconnect_port " + postfix.port() + "\n}\n");
            checks.put("wrong name", "starttls\n" + verify.replace("sni_name mail.test", "sni_name other.test"));
            checks.put("wrong password", "starttls\nauth_user " + Postfix.USER + "\nauth_password wrong\n");
            StringBuilder config = new StringBuilder("virtual_server " + Loopback.next() + " 25 {\n" + Configs.TIMING
                    + "real_server " + postfix.address() + " " + postfix.port() + " {\n");
            checks.values()
                    .forEach(options -> config.append("SMTP_CHECK {\nconnect_timeout 5\n")
                            .append(options)
                            .append("}\n"));
            config.append(
                    "TCP_CHECK {\nexpect \"220 mail.test\"\nsend \"NOOP\\r\\nQUIT\\r\\n\"\nexpect 250\nexpect 221\n}\n");
            config.append("TCP_CHECK {\nconnect_timeout 1\nexpect SSH\n}\n");
            try (MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                    .configure(config + "}\n}\n")
                    .start()) {
                int ordinal = 0;
                for (String name : checks.keySet()) {
                    String check = "SMTP_CHECK" + (++ordinal == 1 ? "" : "#" + ordinal);
                    boolean good = !name.startsWith("wrong");
                    mainstay.await(name + " is judged", () -> decided(mainstay, check));
                    assertThat(state(mainstay, check)).as(name).isEqualTo(good ? "up" : "down");
                }
                assertThat(mainstay.check("SMTP_CHECK#8").get("last").toString())
                        .contains("535");
                assertThat(mainstay.check("SMTP_CHECK#7").get("last").toString())
                        .contains("other.test");
                for (String check : new String[] {"TCP_CHECK", "TCP_CHECK#2"}) {
                    mainstay.await("a dialogue is judged", () -> decided(mainstay, check));
                }
                assertThat(state(mainstay, "TCP_CHECK")).isEqualTo("up");
                assertThat(state(mainstay, "TCP_CHECK#2")).isEqualTo("down");
                assertThat(mainstay.check("TCP_CHECK#2").get("last").toString()).contains("only '220 mail.test");
                String transcript =
                        mainstay.ctl("probe", name(mainstay, "SMTP_CHECK#4")).out();
                assertThat(transcript)
                        .contains("< 220 mail.test ESMTP")
                        .contains("certificate of CN=mail.test")
                        .contains("< 235 ")
                        .contains("< 221 ")
                        .doesNotContain(Postfix.PASSWORD);

                postfix.kill();
                mainstay.await(
                        "all are down", () -> state(mainstay, "SMTP_CHECK#3").equals("down"));
                postfix.restart();
                mainstay.await(
                        "it is back", () -> state(mainstay, "SMTP_CHECK#3").equals("up"));
            }
        }
    }

    private static String name(MainstayProcess mainstay, String check) {
        return mainstay.check(check).get("check").getAsString();
    }

    private static boolean decided(MainstayProcess mainstay, String check) {
        return mainstay.check(check).get("decided").getAsBoolean();
    }

    private static String state(MainstayProcess mainstay, String check) {
        return mainstay.check(check).get("state").getAsString();
    }
}
