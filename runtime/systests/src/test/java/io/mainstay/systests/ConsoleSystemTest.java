// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mainstay ctl} against a running instance. */
class ConsoleSystemTest {
    @TempDir
    Path folder;

    private final String realServer = Loopback.next() + ":81";
    private MainstayProcess mainstay;

    @BeforeEach
    void start() {
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                .configure("virtual_server " + Loopback.next() + " 80 {\n" + Configs.TIMING + "    real_server "
                        + realServer.replace(":", " ") + " {\n        weight 3\n" + Configs.TCP + "    }\n}\n")
                .start();
    }

    @AfterEach
    void stop() {
        mainstay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "servers", "checks", "bundles", "config", "journal", "help"})
    void commandsAnswerInTextAndJson(String command) {
        assertThat(mainstay.ctl(command))
                .satisfies(text -> assertThat(text.exitCode()).as(text.err()).isZero())
                .satisfies(text -> assertThat(text.out()).isNotBlank());
        assertThat(mainstay.ctl(command, "--json"))
                .satisfies(json -> assertThat(json.exitCode()).as(json.err()).isZero())
                .satisfies(json -> assertThat(json.out()).containsAnyOf("{", "["));
    }

    @Test
    void onlyTheOwnerMayUseTheSocket() throws Exception {
        Path socket = mainstay.state().resolve("mainstay.sock");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
    }

    @Test
    void drainAndWeightTakeEffectAndSurviveAReload() {
        assertThat(mainstay.ctl("weight", realServer, "7").exitCode()).isZero();
        assertThat(mainstay.realServer(realServer)
                        .orElseThrow()
                        .get("weightOverride")
                        .getAsInt())
                .isEqualTo(7);
        assertThat(mainstay.ctl("drain", realServer).exitCode()).isZero();
        assertThat(mainstay.ctl("reload").exitCode()).isZero();

        assertThat(mainstay.realServer(realServer).orElseThrow().get("draining").getAsBoolean())
                .isTrue();
        assertThat(mainstay.realServer(realServer).orElseThrow().get("weight").getAsInt())
                .isZero();
        assertThat(mainstay.ctl("undrain", realServer).exitCode()).isZero();
        assertThat(mainstay.realServer(realServer).orElseThrow().get("draining").getAsBoolean())
                .isFalse();
    }

    @Test
    void aProbeThatFailsEndsWithOneAndShowsItsTranscript() {
        assertThat(mainstay.ctl("probe", realServer))
                .satisfies(probe -> assertThat(probe.exitCode()).isEqualTo(1))
                .satisfies(probe -> assertThat(probe.out() + probe.err()).containsIgnoringCase("refused"));
        assertThat(mainstay.ctl("history", realServer).exitCode()).isZero();
    }

    @Test
    void theDoctorFindsNothingWrongWithAFreshStart() {
        assertThat(mainstay.ctl("doctor").out()).doesNotContain("waits for");
    }

    @Test
    void anUnknownCommandAndAnAbsentDaemonHaveTheirExitCodes() {
        assertThat(mainstay.ctl("frobnicate").exitCode()).isNotZero();
        mainstay.stop();
        assertThat(mainstay.ctl("status"))
                .satisfies(absent -> assertThat(absent.exitCode()).isEqualTo(3))
                .satisfies(absent -> assertThat(absent.err()).contains("mainstay.sock"));
    }
}
