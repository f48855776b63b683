// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.MailSettings;
import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.SslSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GlobalDefsBlockTest {

    private static GlobalSettings settings(String statements) {
        Interpreted interpreted = Interpreted.of("global_defs {\n" + statements + "\n}");
        assertThat(interpreted.problems()).isEmpty();
        return interpreted.result().state().globals();
    }

    private static List<String> problems(String statements) {
        return Interpreted.of("global_defs {\n" + statements + "\n}").problems();
    }

    @Test
    void nothingGivenMeansTheDefaults() {
        assertThat(Interpreted.of("").result().state().globals()).isEqualTo(GlobalSettings.defaults("lb1"));
        assertThat(settings("")).isEqualTo(GlobalSettings.defaults("lb1"));
    }

    @Test
    void switchesAreRead() {
        GlobalSettings settings =
                settings(" router_id \"lb one\"\n data_plane proxy\n no_checker_emails\n rs_init_notifies");

        assertThat(settings.routerId()).isEqualTo("lb one");
        assertThat(settings.dataPlane()).isEqualTo("proxy");
        assertThat(settings.noCheckerEmails()).isTrue();
        assertThat(settings.realServerInitNotifies()).isTrue();
    }

    @Test
    void whatTheParserHasActedOnIsAccepted() {
        assertThat(settings(" random_seed 7\n include_check +read\n reload_check_config /var/log/x"))
                .isEqualTo(GlobalSettings.defaults("lb1"));
    }

    @Test
    void mailNeedsRecipientsAndAServer() {
        String recipients = " notification_email {\n a@x\n \"B <b@x>\" c@x\n }\n";

        assertThat(settings(recipients).mail()).isEmpty();
        assertThat(settings(" smtp_server 192.0.2.1").mail()).isEmpty();
        assertThat(settings(recipients + " smtp_server 192.0.2.1").mail())
                .contains(new MailSettings(
                        Values.endpoint("192.0.2.1:25").orElseThrow(),
                        "lb1",
                        System.getProperty("user.name") + "@lb1",
                        List.of("a@x", "B <b@x>", "c@x"),
                        Duration.ofSeconds(30)));
        assertThat(settings(recipients + " smtp_server mail.example 2525\n notification_email_from me@x\n"
                                + " smtp_helo_name helo\n smtp_connect_timeout 7")
                        .mail())
                .contains(new MailSettings(
                        Values.endpoint("192.0.2.25:2525").orElseThrow(),
                        "helo",
                        "me@x",
                        List.of("a@x", "B <b@x>", "c@x"),
                        Duration.ofSeconds(7)));
    }

    @Test
    void aMailServerWithoutAddressIsAWarning() {
        assertThat(problems(" smtp_server nowhere.example"))
                .containsExactly(
                        "2:14: warning WARNING: the mail server 'nowhere.example' has no known address; no mail will "
                                + "be sent");
        assertThat(problems(" smtp_server 192.0.2.1 99999"))
                .containsExactly(
                        "2:24: error INVALID_NUMBER: '99999' is not valid for 'smtp_server': expected a port from 1 "
                                + "to 65535");
        assertThat(problems(" smtp_server"))
                .containsExactly(
                        "2:2: error MISSING_PARAMETER: 'smtp_server' needs an address or a name, and possibly a "
                                + "port");
    }

    @Test
    void alertsHaveADefaultPerArea() {
        for (var row : List.of(
                List.of("", false, true),
                List.of("smtp_alert", true, true),
                List.of("smtp_alert off", false, false),
                List.of("smtp_alert\n smtp_alert_checker off", false, false),
                List.of("smtp_alert off\n smtp_alert_checker", true, true))) {
            Interpreted interpreted = Interpreted.of("global_defs {\n " + row.get(0)
                    + "\n}\nvirtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n"
                    + " real_server 10.0.0.2 80 {\n }\n}");
            assertThat(interpreted.server().smtpAlert())
                    .as("%s, virtual server", row.get(0))
                    .isEqualTo(row.get(1));
            assertThat(interpreted.real().smtpAlert())
                    .as("%s, real server", row.get(0))
                    .isEqualTo(row.get(2));
        }
    }

    @Test
    void drainIsADefaultForVirtualServers() {
        Interpreted interpreted = Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n"
                + " lvs_method NAT\n real_server 10.0.0.2 80 {\n }\n}\nglobal_defs {\n drain forever\n}");

        assertThat(interpreted.server().drain()).isEmpty();
        assertThat(problems(" drain soon"))
                .containsExactly(
                        "2:8: error GENERAL: 'soon' is not valid for 'drain': expected seconds from 0 to 2678400, "
                                + "or forever");
    }

    @Test
    void fifosAndTheirReadersAreRead() {
        assertThat(settings(" notify_fifo /run/a nobody\n lvs_notify_fifo /run/b nobody nogroup\n"
                                + " lvs_notify_fifo_script \"/bin/x 'a b'\" nobody")
                        .notifyFifos())
                .containsExactly(
                        new NotifyFifo("/run/a", Optional.of("nobody"), Optional.empty(), Optional.empty(), true, true),
                        new NotifyFifo(
                                "/run/b",
                                Optional.of("nobody"),
                                Optional.of("nogroup"),
                                Optional.of(new Script(
                                        List.of("/bin/x", "a b"),
                                        Optional.of("nobody"),
                                        Optional.empty(),
                                        Optional.empty())),
                                true));
    }

    @Test
    void virtualRoutersHaveAPipeOfTheirOwn() {
        assertThat(settings(" vrrp_notify_fifo /run/v\n vrrp_notify_fifo_script /bin/x")
                        .notifyFifos())
                .singleElement()
                .satisfies(fifo -> {
                    assertThat(fifo.routers()).isTrue();
                    assertThat(fifo.realServers()).isFalse();
                    assertThat(fifo.reader()).isPresent();
                });
    }

    @Test
    void wrongFifosAreRefused() {
        assertThat(problems(" notify_fifo run/a\n lvs_notify_fifo_script /bin/x"))
                .containsExactly(
                        "2:14: error MISSING_PARAMETER: 'notify_fifo' needs an absolute path",
                        "3:25: warning WARNING: 'lvs_notify_fifo_script' has no effect without 'lvs_notify_fifo'");
        assertThat(problems(" notify_fifo /run/a\n lvs_notify_fifo /run/a"))
                .containsExactly("3:18: error GENERAL: 'lvs_notify_fifo' has the same path as another pipe");
    }

    @Test
    void scriptsOfStartAndStopHaveATimeLimit() {
        GlobalSettings settings = settings(
                " startup_script /bin/a\n shutdown_script \"/bin/b c\" nobody\n" + " shutdown_script_timeout 20");

        assertThat(settings.startupScript().orElseThrow().timeLimit()).contains(Duration.ofSeconds(10));
        assertThat(settings.shutdownScript().orElseThrow().timeLimit()).contains(Duration.ofSeconds(20));
        assertThat(settings.shutdownScript().orElseThrow().argv()).containsExactly("/bin/b", "c");
        assertThat(problems(" startup_script_timeout 1001"))
                .containsExactly(
                        "2:25: error INVALID_NUMBER: '1001' is not valid for 'startup_script_timeout': expected a "
                                + "whole number from 1 to 1000");
    }

    @Test
    void sslBlockIsRead() {
        Interpreted interpreted = Interpreted.of("SSL {\n password p\n ca a\n certificate c\n key k\n}");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().globals().ssl())
                .contains(new SslSettings(Optional.of("p"), Optional.of("a"), Optional.of("c"), Optional.of("k")));
    }

    @Test
    void severalBlocksAreTakenTogether() {
        Interpreted interpreted = Interpreted.of("global_defs {\n router_id a\n}\nglobal_defs {\n data_plane proxy\n}");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().globals().routerId()).isEqualTo("a");
        assertThat(interpreted.result().state().globals().dataPlane()).isEqualTo("proxy");
    }

    @Test
    void everyKeywordOfOtherSubsystemsIsOneWarning() {
        for (String keyword : NotYetSupported.GLOBAL_DEFS) {
            assertThat(problems(" " + keyword + " some thing {\n with { a block }\n }"))
                    .containsExactly("2:2: warning NOT_YET_SUPPORTED: '" + keyword + "' is not yet supported; ignored");
        }
        for (String keyword : NotYetSupported.TOP_LEVEL) {
            assertThat(Interpreted.of(keyword + " NAME {\n with { a block }\n}\n" + keyword + " OTHER")
                            .problems())
                    .containsExactly(
                            "1:1: warning NOT_YET_SUPPORTED: '" + keyword + "' is not yet supported; ignored",
                            "4:1: warning NOT_YET_SUPPORTED: '" + keyword + "' is not yet supported; ignored");
        }
    }

    @Test
    void warningsHaveTheExitCodeOfKeepalived() {
        assertThat(Interpreted.of("bfd_instance X {\n}")
                        .result()
                        .diagnostics()
                        .get(0)
                        .kind())
                .isEqualTo(DiagnosticKind.NOT_YET_SUPPORTED)
                .extracting(DiagnosticKind::exitCode)
                .isEqualTo(5);
    }
}
