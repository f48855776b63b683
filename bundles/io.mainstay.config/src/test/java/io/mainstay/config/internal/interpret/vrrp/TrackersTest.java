// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackProcess.ParameterMatch;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.config.internal.interpret.FakeHost;
import io.mainstay.config.internal.interpret.Host;
import io.mainstay.config.internal.interpret.Interpreted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackersTest {
    private static final String TRACKED = Vrrp.text(" track_script {\n  s\n }");

    private static TrackScript script(String statements) {
        return Vrrp.of("vrrp_script s {\n" + statements + "\n}\n" + TRACKED)
                .scripts()
                .get(0);
    }

    private static TrackFile file(String statements) {
        return Vrrp.of("track_file f {\n" + statements + "\n}").trackFiles().get(0);
    }

    private static TrackProcess process(String statements) {
        return Vrrp.of("vrrp_track_process p {\n" + statements + "\n}")
                .trackProcesses()
                .get(0);
    }

    @Test
    void scriptsHaveDefaults() {
        TrackScript script = script(" script \"/bin/x 'a b'\"");

        assertThat(script.script().orElseThrow().argv()).containsExactly("/bin/x", "a b");
        assertThat(script.script().orElseThrow().timeLimit()).contains(Duration.ofSeconds(1));
        assertThat(script.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(List.of(script.weight(), script.rise(), script.fall())).containsExactly(0, 1, 1);
        assertThat(script.reverse()).isFalse();
        assertThat(script.initFail()).isFalse();
    }

    @Test
    void everythingAboutAScriptIsRead() {
        TrackScript script = script(" script /bin/x\n interval 0.25\n timeout 3\n weight -5 reverse\n rise 2\n fall 3\n"
                + " user nobody :adm\n init_fail");

        assertThat(script.interval()).isEqualTo(Duration.ofMillis(250));
        assertThat(script.script().orElseThrow().timeLimit()).contains(Duration.ofSeconds(3));
        assertThat(script.script().orElseThrow().user()).contains("nobody");
        assertThat(script.script().orElseThrow().group()).contains(":adm");
        assertThat(List.of(script.weight(), script.rise(), script.fall())).containsExactly(-5, 2, 3);
        assertThat(script.reverse()).isTrue();
        assertThat(script.initFail()).isTrue();
        assertThat(script(" script /bin/x\n interval 7\n timeout 0")
                        .script()
                        .orElseThrow()
                        .timeLimit())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void theExistenceOfAFileIsAScript() {
        TrackScript script = script(" script \"</run/x\"");

        assertThat(script.file()).contains("/run/x");
        assertThat(script.script()).isEmpty();
    }

    @Test
    void aScriptThatCannotBeRunIsNotTracked() {
        FakeHost host = new FakeHost()
                .script("/bin/none", new Host.ScriptFile(false, false, Optional.empty()))
                .script("/tmp/x", new Host.ScriptFile(true, true, Optional.of("/tmp")));
        Interpreted missing = Interpreted.of("vrrp_script s {\n script /bin/none\n}\n" + TRACKED, host);

        assertThat(missing.problems()).containsExactly("2:9: warning WARNING: the script '/bin/none' does not exist");
        assertThat(missing.result().state().vrrp().scripts()).isEmpty();
        assertThat(missing.result().state().vrrp().instances().get(0).trackers())
                .isEqualTo(Trackers.NONE);
        Interpreted unsafe = Interpreted.of(
                "global_defs {\n script_user root\n enable_script_security\n}\nvrrp_script s {\n script /tmp/x\n}\n"
                        + TRACKED,
                host);
        assertThat(unsafe.problems()).singleElement().asString().contains("it is not used");
        assertThat(unsafe.result().state().vrrp().scripts()).isEmpty();
    }

    @Test
    void aScriptThatNobodyTracksIsNotRun() {
        String text = "vrrp_script s {\n script /bin/x\n}\n" + Vrrp.text("");

        assertThat(Vrrp.of(text).scripts()).isEmpty();
        assertThat(Vrrp.problems(text))
                .containsExactly("1:1: notice WARNING: nobody tracks the script 's'; it is not run");
    }

    @Test
    void wrongScriptsAreToldOnce() {
        assertThat(Vrrp.problems("vrrp_script s {\n}\n" + TRACKED))
                .containsExactly(
                        "1:1: error GENERAL: 'vrrp_script' needs 'script': the command to run, or \"</path\" for the "
                                + "existence of a file");
        assertThat(Vrrp.problems(
                        "vrrp_script s {\n script /bin/x\n wieght 5\n interval 0\n user\n rise 0\n}\n" + TRACKED))
                .containsExactly(
                        "3:2: error UNKNOWN_KEYWORD: unknown keyword 'wieght' in 'vrrp_script'",
                        "4:2: warning WARNING: 'interval' is at least 0.001; 1 is used",
                        "5:2: error MISSING_PARAMETER: 'user' needs a user, and possibly a group",
                        "6:7: error INVALID_NUMBER: '0' is not valid for 'rise': expected a whole number from 1 to 2147483647");
        assertThat(Vrrp.problems("vrrp_script s {\n script /bin/x\n weight 300\n}\n" + TRACKED))
                .containsExactly(
                        "3:9: error INVALID_NUMBER: '300' is not valid for 'weight': expected a whole number from "
                                + "-253 to 253");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, false, -1, false",
        "weight -254, -254, false, -1, false",
        "weight 2 reverse, 2, true, -1, false",
        "init_file, 1, false, 0, false",
        "init_file 7, 1, false, 7, false",
        "init_file overwrite, 1, false, 0, true",
        "init_file 7 overwrite, 1, false, 7, true",
    })
    void filesAreRead(String statement, int weight, boolean reverse, int initial, boolean overwrite) {
        assertThat(file(" file /run/x\n" + statement))
                .isEqualTo(new TrackFile(
                        "f",
                        "/run/x",
                        weight,
                        reverse,
                        initial < 0 ? OptionalInt.empty() : OptionalInt.of(initial),
                        overwrite));
    }

    @Test
    void filesHaveAnAliasAndNeedAPath() {
        assertThat(Vrrp.of("vrrp_track_file f {\n file /run/x\n}").trackFiles()).hasSize(1);
        assertThat(Vrrp.problems("track_file f {\n}"))
                .containsExactly("1:1: error GENERAL: 'track_file' needs 'file': the absolute path of a file");
        assertThat(Vrrp.problems("track_file f {\n file x\n}")).hasSize(1);
        assertThat(Vrrp.problems("track_file f {\n file /x\n}\nvrrp_track_file f {\n file /y\n}"))
                .containsExactly("4:17: error GENERAL: there is a vrrp_track_file 'f' already");
        assertThat(Vrrp.problems("track_file {\n file /x\n}"))
                .containsExactly("1:1: error MISSING_PARAMETER: 'track_file' needs a name");
    }

    @Test
    void processesAreRead() {
        assertThat(process(" process sshd"))
                .isEqualTo(new TrackProcess(
                        "p",
                        "sshd",
                        List.of(),
                        ParameterMatch.NONE,
                        false,
                        0,
                        false,
                        1,
                        OptionalInt.empty(),
                        Duration.ZERO,
                        Duration.ZERO));
        assertThat(process(
                        " process \"sshd -D -x\"\n param_match initial\n weight 254 reverse\n quorum 2\n quorum_max 5\n"
                                + " delay 1\n fork_delay 2.5"))
                .isEqualTo(new TrackProcess(
                        "p",
                        "sshd",
                        List.of("-D", "-x"),
                        ParameterMatch.INITIAL,
                        true,
                        254,
                        true,
                        2,
                        OptionalInt.of(5),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2500)));
    }

    @ParameterizedTest
    @CsvSource({
        "process x, NONE, false",
        "process x y, EXACT, true",
        "'process x\nparam_match', EXACT, true",
        "'process x y\nparam_match partial', PARTIAL, true",
        "'process x\nfull_command', NONE, true",
    })
    void parametersAreComparedWhenThereAreSome(String statements, ParameterMatch match, boolean full) {
        assertThat(process(statements).match()).isEqualTo(match);
        assertThat(process(statements).fullCommand()).isEqualTo(full);
    }

    @Test
    void noProcessMayBeWhatIsWanted() {
        assertThat(process(" process x\n quorum_max 0").quorum()).isZero();
        assertThat(process(" process x\n quorum_max 0").quorumMax()).hasValue(0);
        assertThat(process(" process x\n quorum 5\n quorum_max 3").quorumMax()).isEmpty();
        assertThat(process(" process x\n terminate_delay 4").terminateDelay()).isEqualTo(Duration.ofSeconds(4));
        assertThat(Vrrp.problems("vrrp_track_process p {\n}"))
                .containsExactly("1:1: error GENERAL: 'vrrp_track_process' needs 'process': the name of a program");
    }

    @ParameterizedTest
    @CsvSource({
        "x, 5, true",
        "x weight 7, 7, true",
        "x weight 7 noreverse, 7, false",
        "x weight -9 reverse, -9, true",
        "x weight 0, 0, true",
        "x weight 254, 253, true",
        "x weight -254, -253, true",
    })
    void referencesInheritAndChangeTheWeight(String reference, int weight, boolean reverse) {
        Trackers trackers = Vrrp.of("vrrp_script x {\n script /bin/x\n weight 5 reverse\n}\n"
                        + Vrrp.text(" track_script {\n" + reference + "\n}"))
                .instances()
                .get(0)
                .trackers();

        assertThat(trackers.scripts()).containsExactly(new Tracked("x", weight, reverse));
    }

    @Test
    void allKindsAreTracked() {
        Trackers trackers = Vrrp.of(
                        "track_file f {\n file /run/f\n weight 3\n}\nvrrp_track_process p {\n process x\n}\n"
                                + Vrrp.text(
                                        " track_interface {\n eth1\n eth2 weight 5 reverse\n }\n track_file {\n f\n }\n"
                                                + " track_process {\n p weight 254\n }"))
                .instances()
                .get(0)
                .trackers();

        assertThat(trackers)
                .isEqualTo(new Trackers(
                        List.of(new Tracked("eth1", 0, false), new Tracked("eth2", 5, true)),
                        List.of(),
                        List.of(new Tracked("f", 3, false)),
                        List.of(new Tracked("p", 254, false)),
                        List.of()));
    }

    @Test
    void wrongReferencesAreTold() {
        String script = "vrrp_script chk {\n script /bin/x\n}\n";

        assertThat(Vrrp.problems(script + Vrrp.text(" track_script {\n chkk\n chk wieght 5\n chk weight 300\n }")))
                .contains(
                        "11:2: error GENERAL: there is no vrrp_script 'chkk'",
                        "12:6: error GENERAL: 'wieght' is not known here",
                        "13:13: error INVALID_NUMBER: '300' is not valid for 'weight': expected a whole number from -254 to "
                                + "254");
        assertThat(Vrrp.problems(script + Vrrp.text(" track_script {\n chk\n chk weight 5\n }")))
                .containsExactly("12:2: warning WARNING: 'chk' is tracked twice; the first one counts");
        assertThat(Vrrp.problemsOf(" track_interface {\n a/b\n }"))
                .containsExactly("8:2: error GENERAL: 'a/b' cannot be the name of an interface");
        assertThat(Vrrp.problemsOf(" track_bfd {\n b\n }"))
                .containsExactly(
                        "8:2: error GENERAL: there is no bfd_instance 'b'",
                        "8:2: warning NOT_YET_SUPPORTED: BFD is not yet supported; not tracked");
    }

    @Test
    void weightsThatHaveNoEffectAreLeftOut() {
        String statements = " track_interface {\n eth0\n eth1 weight 5\n eth2\n }\n";

        assertThat(Vrrp.instance(statements).trackers().interfaces())
                .containsExactly(new Tracked("eth1", 5, false), new Tracked("eth2", 0, false));
        assertThat(Vrrp.problemsOf(statements))
                .containsExactly(
                        "8:2: warning WARNING: 'eth0' is the instance's own interface, which is tracked anyway; it "
                                + "is ignored");
        assertThat(Vrrp.instance(" priority 255\n" + statements).trackers().interfaces())
                .containsExactly(new Tracked("eth2", 0, false));
    }
}
