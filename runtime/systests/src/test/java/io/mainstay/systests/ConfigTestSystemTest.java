// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -t}, with keepalived's exit codes. */
class ConfigTestSystemTest {
    private final Distribution distribution = Distribution.built();

    @TempDir
    Path folder;

    private Exec.Result test(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("keepalived.conf"), text);
        return distribution.run(
                "-t", "-f", file.toString(), "--etc", folder.resolve("etc").toString());
    }

    private static String server(String lines) {
        return "virtual_server 127.0.0.1 80 {\n" + lines
                + "    real_server 127.0.0.2 80 {\n        weight 1\n    }\n}\n";
    }

    @Test
    void aValidFileIsFine() throws Exception {
        Exec.Result result = test(server(Configs.TIMING));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void anEmptyFileIsFine() throws Exception {
        assertThat(test("").exitCode()).isZero();
    }

    @Test
    void aFileThatIsNotThereIsOnlyAMessage() {
        Exec.Result result =
                distribution.run("-t", "-f", folder.resolve("missing.conf").toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("missing.conf");
    }

    @Test
    void anUnknownKeywordIsFiveWithItsPositionAndTheNearestOne() throws Exception {
        Exec.Result result = test(server(Configs.TIMING + "delay_lop 3\n"));

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err())
                .contains("keepalived.conf:9:")
                .contains("delay_lop")
                .contains("delay_loop");
    }

    @Test
    void aMissingBraceIsFive() throws Exception {
        assertThat(test("virtual_server 127.0.0.1 80 {\n" + Configs.TIMING).exitCode())
                .isEqualTo(5);
    }

    @Test
    void aBadNumberIsFive() throws Exception {
        assertThat(test(server(Configs.TIMING + "quorum many\n")).exitCode()).isEqualTo(5);
    }

    @Test
    void allProblemsAreReportedAtOnce() throws Exception {
        Exec.Result result = test(server(Configs.TIMING + "quorum many\nretry few\nlb_algo nosuch\n"));

        assertThat(result.err()).contains("many").contains("few").contains("nosuch");
    }

    @Test
    void keywordsOfSubsystemsToComeAreWarningsOnly() throws Exception {
        Exec.Result result = test("bfd_instance A {\n    neighbor_ip 192.0.2.1\n}\n" + server(Configs.TIMING));

        assertThat(result.err()).contains("bfd_instance").contains("warning");
        assertThat(result.err()).doesNotContain("error:");
    }

    @Test
    void aBadCheckerOptionIsFoundByItsChecker() throws Exception {
        Exec.Result result = test("virtual_server 127.0.0.1 80 {\n" + Configs.TIMING
                + "real_server 127.0.0.2 80 {\nHTTP_GET {\nurl {\npath /\nstatus_code 9999\n}\n}\n}\n}\n");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("9999");
    }

    @Test
    void diagnosticsAreAppendedToAFileWhenOneIsNamed() throws Exception {
        Path out = Files.writeString(folder.resolve("out.txt"), "before\n");
        Path file = Files.writeString(folder.resolve("keepalived.conf"), server(Configs.TIMING + "delay_lop 3\n"));

        Exec.Result result = distribution.run("--config-test=" + out, "-f", file.toString());

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(out).content().startsWith("before\n").contains("delay_lop");
        assertThat(result.err()).doesNotContain("delay_lop");
    }
}
