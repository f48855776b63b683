// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Script;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    private static final Host.ScriptFile INSECURE = new Host.ScriptFile(true, true, Optional.of("/tmp"));

    private static Interpreted with(FakeHost host, String globals, String script) {
        return Interpreted.of(
                "global_defs {\n " + globals + "\n}\nvirtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n"
                        + " lvs_method NAT\n quorum_up " + script + "\n real_server 10.0.0.2 80 {\n }\n}",
                host);
    }

    private static Script script(FakeHost host, String globals, String script) {
        Interpreted interpreted = with(host, globals, script);
        assertThat(interpreted.problems()).isEmpty();
        return interpreted.server().quorumUp().orElseThrow();
    }

    @Test
    void theDaemonRunsScriptsUnlessSomebodyIsNamed() {
        assertThat(script(new FakeHost(), "", "/bin/x").user()).isEmpty();
        assertThat(script(new FakeHost().account("keepalived_script"), "", "/bin/x")
                        .user())
                .contains("keepalived_script");
        assertThat(script(new FakeHost().account("keepalived_script").notRoot(), "", "/bin/x")
                        .user())
                .isEmpty();
        assertThat(script(new FakeHost(), "script_user nobody nogroup", "/bin/x"))
                .satisfies(s -> assertThat(s.user()).contains("nobody"))
                .satisfies(s -> assertThat(s.group()).contains("nogroup"));
        assertThat(script(new FakeHost(), "script_user nobody nogroup", "/bin/x root"))
                .satisfies(s -> assertThat(s.user()).contains("root"))
                .satisfies(s -> assertThat(s.group()).isEmpty());
    }

    @Test
    void aColonAsksForSupplementaryGroups() {
        assertThat(group("", "/bin/x nobody adm")).contains("adm");
        assertThat(group("", "/bin/x nobody :adm")).contains(":adm");
        assertThat(group("", "/bin/x nobody :")).contains(":");
        assertThat(group("script_user nobody :adm", "/bin/x")).contains(":adm");
        assertThat(with(new FakeHost(), "", "/bin/x nobody :who").problems())
                .containsExactly("8:26: error GENERAL: there is no group 'who'");
    }

    @Test
    void supplementaryGroupsCanBeTheDefault() {
        assertThat(group("set_supplementary_groups", "/bin/x nobody")).contains(":");
        assertThat(group("set_supplementary_groups", "/bin/x nobody adm")).contains(":adm");
        assertThat(group("set_supplementary_groups", "/bin/x nobody :adm")).contains(":adm");
        assertThat(group("set_supplementary_groups", "/bin/x")).isEmpty();
    }

    private static Optional<String> group(String globals, String command) {
        Interpreted interpreted = with(new FakeHost(), globals, command);
        assertThat(interpreted.problems()).isEmpty();
        return interpreted.server().quorumUp().orElseThrow().group();
    }

    @Test
    void anUnknownUserIsRefused() {
        assertThat(with(new FakeHost(), "", "/bin/x who").problems())
                .containsExactly("8:19: error GENERAL: there is no user 'who'");
        assertThat(with(new FakeHost(), "script_user who", "/bin/x").problems())
                .containsExactly("2:14: error GENERAL: there is no user 'who'");
    }

    @Test
    void commandsAreNeededAndChecked() {
        assertThat(with(new FakeHost(), "", "").problems())
                .containsExactly(
                        "8:2: error MISSING_PARAMETER: 'quorum_up' needs a command, in double quotes when it has "
                                + "parameters");
        assertThat(with(new FakeHost(), "", "\" \"").problems())
                .containsExactly(
                        "8:12: error MISSING_PARAMETER: 'quorum_up' needs a command, in double quotes when it has "
                                + "parameters");
        assertThat(with(new FakeHost(), "", "\"/bin/x 'a\"").problems())
                .containsExactly("8:12: error UNMATCHED_QUOTE: the command of 'quorum_up' has an unmatched quote");
        assertThat(with(new FakeHost(), "", "/bin/x root root more").problems())
                .containsExactly(
                        "8:29: error GENERAL: 'more' is one argument too many for 'quorum_up', which takes at most "
                                + "3");
    }

    @Test
    void missingProgramsAreWarningsAndStayConfigured() {
        FakeHost host = new FakeHost()
                .script("/bin/none", new Host.ScriptFile(false, false, Optional.empty()))
                .script("/bin/text", new Host.ScriptFile(true, false, Optional.empty()));

        Interpreted missing = with(host, "", "/bin/none");
        assertThat(missing.problems()).containsExactly("8:12: warning WARNING: the script '/bin/none' does not exist");
        assertThat(missing.server().quorumUp()).isPresent();
        assertThat(with(host, "", "/bin/text").problems())
                .containsExactly("8:12: warning WARNING: the script '/bin/text' is not executable");
    }

    @Test
    void aScriptThatOthersCanReplaceIsASecurityFindingWhenRootRunsIt() {
        FakeHost host = new FakeHost().script("/tmp/x", INSECURE);

        Interpreted used = with(host, "", "/tmp/x");
        assertThat(used.problems())
                .containsExactly(
                        "8:12: warning SECURITY: the script '/tmp/x' would run as root, but '/tmp' can be written "
                                + "by others");
        assertThat(used.server().quorumUp()).isPresent();
        assertThat(used.result().diagnostics().get(0).kind().exitCode()).isEqualTo(6);
        assertThat(with(host, "", "/tmp/x nobody").problems()).isEmpty();
        assertThat(with(host, "script_user nobody", "/tmp/x").problems()).isEmpty();
        assertThat(with(host, "script_user nobody", "/tmp/x root").problems()).hasSize(1);
        assertThat(with(new FakeHost().notRoot().script("/tmp/x", INSECURE), "", "/tmp/x")
                        .problems())
                .isEmpty();
    }

    @Test
    void suchAScriptIsLeftOutWithScriptSecurity() {
        FakeHost host = new FakeHost().script("/tmp/x", INSECURE);

        Interpreted interpreted = with(host, "enable_script_security", "/tmp/x");

        assertThat(interpreted.server().quorumUp()).isEmpty();
        assertThat(interpreted.problems())
                .containsExactly(
                        "2:2: warning WARNING: scripts without a user run as root: there is no account 'keepalived_script'",
                        "8:12: warning WARNING: the script '/tmp/x' would run as root, but '/tmp' can be written by others; "
                                + "it is not used, because of 'enable_script_security'");
    }

    @Test
    void eachProgramIsLookedAtOnce() {
        FakeHost host = new FakeHost();
        StringBuilder servers = new StringBuilder();
        for (int i = 1; i < 100; i++) {
            servers.append("\n real_server 10.0.1.").append(i).append(" 80 {\n notify_up \"/bin/x up\"\n }");
        }

        Interpreted.of("virtual_server 10.0.0.1 80 {" + servers + "\n}", host);

        assertThat(host.inspections).isEqualTo(1);
    }
}
