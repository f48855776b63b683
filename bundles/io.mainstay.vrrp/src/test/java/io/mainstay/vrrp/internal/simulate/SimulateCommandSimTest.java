// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.config.internal.source.ElsewhereConfiguration;
import io.mainstay.simulate.internal.command.SimulateCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code mainstay simulate} with the configurations in {@code src/test/resources/simulate}, compared with the reports beside
 * them. With {@code -Dmainstay.golden=write} these are written anew; read the difference before committing it.
 */
class SimulateCommandSimTest {
    private static final Path FILES = Path.of("src/test/resources/simulate");
    private static final String A = "src/test/resources/simulate/a.conf";
    private static final String B = "src/test/resources/simulate/b.conf";
    private static final String SHARED = "src/test/resources/simulate/unicast.conf";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void nothingHappens() throws IOException {
        assertThat(run(A, B)).isZero();
        isAsRecorded("calm");
    }

    @Test
    void powerFailureAndPartition() throws IOException {
        assertThat(run(A, B, "--kill", "a@10s..25s", "--partition", "a,b@40s..50s", "--for", "60s"))
                .isEqualTo(1);
        isAsRecorded("kill-and-partition");
    }

    @Test
    void aShortAbsenceCanBeTolerated() {
        assertThat(run(A, B, "--kill", "a@10s", "--tolerate", "3.1s")).isZero();
    }

    @Test
    void oneWayPartition() throws IOException {
        assertThat(run(A, B, "--partition", "a,b@10s..20s", "--oneway")).isEqualTo(1);
        isAsRecorded("one-way");
    }

    @Test
    void failingScriptBothWaysOfWritingIt() throws IOException {
        assertThat(run(A, B, "--script", "a:web=fail@10s..20s")).isEqualTo(1);
        String first = out.toString(StandardCharsets.UTF_8);
        out.reset();
        assertThat(run(A, B, "--script", "web=fail", "a@10s..20s")).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(first);
        isAsRecorded("script");
    }

    @Test
    void linkOfOneMember() throws IOException {
        assertThat(run(A, B, "--link-down", "a:eth1@12s..20s")).isEqualTo(1);
        isAsRecorded("link-down");
    }

    @Test
    void threeHostsFromOneFileOverUnicast() throws IOException {
        assertThat(run("a=" + SHARED, "b=" + SHARED, "c=" + SHARED, "--stop", "a@10s", "--kill", "b@20s"))
                .isEqualTo(1);
        isAsRecorded("unicast");
    }

    @Test
    void reloadWithAnotherFile() throws IOException {
        assertThat(run(A, B, "--reload", "b=" + A + "@10s", "--stop", "a@20s..25s"))
                .isEqualTo(1);
        isAsRecorded("reload");
    }

    @Test
    void crashAndDeletedAddress() throws IOException {
        assertThat(run(A, B, "--delete", "a=192.0.2.100@5s", "--crash", "a@10s..20s"))
                .isEqualTo(1);
        isAsRecorded("crash");
    }

    @Test
    void lossySeedsRepeatThemselves() {
        run(A, B, "--loss", "30%", "--delay", "1ms..200ms", "--duplicate", "20", "--seed", "7", "--json");
        String first = out.toString(StandardCharsets.UTF_8);
        out.reset();
        run(A, B, "--loss", "30%", "--delay", "1ms..200ms", "--duplicate", "20", "--seed", "7", "--json");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(first);
    }

    @Test
    void jsonHasTheSame() throws IOException {
        assertThat(run(A, B, "--kill", "a@10s", "--for", "20s", "--json")).isEqualTo(1);
        isAsRecorded("json");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(run(A, B, "--kill", "aa@10s", "--lonk-down", "a:eth0@1s", "--for", "soon"))
                .isEqualTo(2);
        assertThat(problems())
                .containsExactly(
                        "mainstay simulate: unknown option --lonk-down; did you mean --link-down?",
                        "mainstay simulate: --for soon: expected TIME, where a time is 10s, 500ms or 2m",
                        "mainstay simulate: there is no host 'aa' (hosts: a, b)");
    }

    @Test
    void whatTheConfigurationsDoNotHaveIsNamed() {
        assertThat(run(A, B, "--link-down", "b:eth0@1s", "--script", "a:wob=fail@2s", "--file", "a:x=1@3s"))
                .isEqualTo(2);
        assertThat(problems())
                .containsExactly(
                        "mainstay simulate: b has no interface that a router uses or tracks 'eth0' (it has: ens3, ens4)",
                        "mainstay simulate: a has no vrrp_script 'wob'; did you mean 'web'? (it has: web)",
                        "mainstay simulate: a has no track_file 'x' (it has none)");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run(A, "nowhere/b.conf")).isEqualTo(2);
        assertThat(problems()).hasSize(1).allMatch(line -> line.startsWith("nowhere/b.conf: error:"));
    }

    private int run(String... words) {
        return new SimulateCommand(
                        new ElsewhereConfiguration(),
                        List.of(new VrrpProtocol()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private List<String> problems() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void isAsRecorded(String name) throws IOException {
        Path file = FILES.resolve(name + ".txt");
        String report = out.toString(StandardCharsets.UTF_8);
        if ("write".equals(System.getProperty("mainstay.golden"))) {
            Files.writeString(file, report);
        }
        assertThat(report).isEqualTo(Files.readString(file));
        assertThat(problems()).isEmpty();
    }
}
