// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.ScriptAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks with names, and what the checks of files and programs need of the rest. */
class CheckBlocksTest {

    /** Two servers; {@code top} from line 1 on. */
    private static Interpreted of(String top, String virtualServer, String realServer) {
        return of(new FakeHost(), top, virtualServer, realServer);
    }

    private static Interpreted of(FakeHost host, String top, String virtualServer, String realServer) {
        return Interpreted.of(
                top + "\nvirtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n delay_loop 7\n "
                        + virtualServer + "\n real_server 10.0.1.1 8080 {\n  " + realServer
                        + "\n }\n real_server 10.0.1.2 8080 {\n }\n}",
                host);
    }

    private static List<String> ids(RealServer server) {
        return server.checks().stream().map(c -> c.id().toString()).toList();
    }

    private static final String WEB =
            "check web {\n HTTP_GET {\n  delay_loop 5\n  url {\n   path /\n  }\n }\n TCP_CHECK {\n }\n}";

    @Test
    void aNamedCheckOfARealServerIsItsOwn() {
        Interpreted interpreted = of(WEB, "", "check web\n TCP_CHECK {\n }");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(ids(interpreted.real()))
                .containsExactly(
                        "tcp/10.0.0.1:80/10.0.1.1:8080/TCP_CHECK",
                        "tcp/10.0.0.1:80/10.0.1.1:8080/HTTP_GET",
                        "tcp/10.0.0.1:80/10.0.1.1:8080/TCP_CHECK#2");
        assertThat(interpreted.server().realServers().get(1).checks()).isEmpty();
        CheckSpec http = interpreted.real().checks().get(1);
        assertThat(http.timing().delayLoop()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Interpreted.options(http.options())).isEqualTo("url { path /; }");
        assertThat(interpreted.real().checks().get(2).timing().delayLoop())
                .as("what it does not say is inherited")
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aNamedCheckOfAVirtualServerIsThatOfAllItsRealServers() {
        Interpreted interpreted = of(WEB, "check web", "");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.server().realServers())
                .allSatisfy(server -> assertThat(server.checks()).hasSize(2));
    }

    @Test
    void anUnknownNameIsAnErrorWithTheNearestOne() {
        Interpreted interpreted = of(WEB, "check wbe", "check web nothing_like_it");

        assertThat(interpreted.problems())
                .containsExactly(
                        "16:8: error GENERAL: there is no check 'wbe'",
                        "18:13: error GENERAL: there is no check 'nothing_like_it'");
        assertThat(interpreted.result().diagnostics().get(0).hint()).isEqualTo("did you mean 'web'?");
    }

    @Test
    void definitionsAreChecked() {
        assertThat(of("check {\n TCP_CHECK {\n }\n}", "", "").problems())
                .containsExactly("1:1: error MISSING_PARAMETER: 'check' needs a name, by which real servers and virtual"
                        + " servers use it");
        assertThat(of("check a {\n}", "check a", "").problems())
                .containsExactly("1:1: error GENERAL: the check 'a' is empty: it needs at least one checker, such as"
                        + " 'TCP_CHECK { }'");
        assertThat(of("check a {\n TCP_CHECK {\n }\n tcp\n}", "check a", "").problems())
                .containsExactly("4:2: error UNKNOWN_KEYWORD: unknown keyword 'tcp' in 'check'");
        assertThat(of("check a {\n TCP_CHECK {\n }\n}\ncheck a {\n TCP_CHECK {\n }\n}", "check a", "")
                        .problems())
                .containsExactly("5:7: error GENERAL: there is a check 'a' already");
        assertThat(of("check a {\n TCP_CHECK {\n  retry -1\n }\n}", "check a", "check a")
                        .problems())
                .as("said once")
                .hasSize(1);
    }

    @Test
    void anUnusedCheckIsAWarning() {
        assertThat(of("check a {\n TCP_CHECK {\n }\n}", "", "").problems())
                .containsExactly("1:7: warning WARNING: no server uses the check 'a'");
    }

    @Test
    void equalChecksShareProbesUnlessToldOtherwise() {
        assertThat(of("", "", "TCP_CHECK {\n }").check().sharesProbes()).isTrue();
        assertThat(of("global_defs {\n share_checks off\n}", "", "TCP_CHECK {\n }")
                        .check()
                        .sharesProbes())
                .isFalse();
    }

    // ---- programs ---------------------------------------------------------------------------------------------

    private static String misc(Interpreted interpreted) {
        assertThat(interpreted.problems()).isEmpty();
        return Interpreted.options(interpreted.check().options());
    }

    @Test
    void aCommandIsSplitIntoWords() {
        assertThat(of("", "", "MISC_CHECK {\n misc_path \"/bin/x 'two words' b\"\n }")
                        .check()
                        .options()
                        .node()
                        .block()
                        .get(0)
                        .arguments())
                .extracting(Object::toString)
                .containsExactly("/bin/x", "two words", "b");
        assertThat(misc(of("", "", "MISC_CHECK {\n misc_path /bin/x\n misc_dynamic\n }")))
                .isEqualTo("misc_path /bin/x; misc_dynamic");
    }

    @Test
    void theDefaultAccountReachesTheCheck() {
        assertThat(of("global_defs {\n script_user nobody nogroup\n}", "", "MISC_CHECK {\n misc_path /bin/x\n }")
                        .check()
                        .target()
                        .scriptAccount())
                .isEqualTo(new ScriptAccount(Optional.of("nobody"), Optional.of("nogroup")));
    }

    @Test
    void supplementaryGroupsAreAskedForAsConfigured() {
        String globals = "global_defs {\n set_supplementary_groups\n script_user nobody\n}";
        assertThat(misc(of(globals, "", "MISC_CHECK {\n misc_path /bin/x\n user nobody\n }")))
                .isEqualTo("misc_path /bin/x; user nobody :");
        assertThat(of(globals, "", "MISC_CHECK {\n misc_path /bin/x\n }")
                        .check()
                        .target()
                        .scriptAccount()
                        .group())
                .contains(":");
    }

    @Test
    void anUnknownUserAndAnOpenQuoteAreErrors() {
        assertThat(of("", "", "MISC_CHECK {\n misc_path /bin/x\n user who\n }").problems())
                .containsExactly("11:7: error GENERAL: there is no user 'who'");
        assertThat(of("", "", "MISC_CHECK {\n misc_path \"/bin/x 'a\"\n }").problems())
                .containsExactly("10:12: error UNMATCHED_QUOTE: the command of 'misc_path' has an unmatched quote");
    }

    @Test
    void anUnsafeProgramIsAFindingOrLeavesTheCheckOut() {
        FakeHost host = new FakeHost().script("/tmp/x", new Host.ScriptFile(true, true, Optional.of("/tmp")));
        String check = "MISC_CHECK {\n misc_path /tmp/x\n }";
        assertThat(of(host, "", "", check).problems())
                .containsExactly("10:12: warning SECURITY: the script '/tmp/x' would run as root, but '/tmp' can be"
                        + " written by others");
        Interpreted secure = of(host, "global_defs {\n enable_script_security\n script_user root\n}", "", check);
        assertThat(secure.real().checks()).isEmpty();
        assertThat(secure.problems()).hasSize(1);
        assertThat(of(host, "", "", "MISC_CHECK {\n misc_path /tmp/x\n user nobody\n }")
                        .problems())
                .isEmpty();
    }

    // ---- files ------------------------------------------------------------------------------------------------

    private static final String FILE = "track_file f {\n file /run/f\n weight 3 reverse\n}";

    @Test
    void aTrackFileSaysFileAndWeight() {
        assertThat(misc(of(FILE, "", "FILE_CHECK {\n track_file f\n }")))
                .isEqualTo("track_file f; file /run/f; weight 3 reverse");
    }

    @Test
    void theChecksOwnWeightCounts() {
        assertThat(misc(of(FILE, "", "FILE_CHECK {\n weight 0\n track_file f\n }")))
                .isEqualTo("weight 0; track_file f; file /run/f");
    }

    @Test
    void anUnknownTrackFileIsAnError() {
        assertThat(of(FILE, "", "FILE_CHECK {\n track_file g\n }").problems())
                .containsExactly("13:13: error GENERAL: there is no track_file 'g'");
    }
}
