// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.shell.tracking.ProcessPattern.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessPatternTest {
    @TempDir
    Path proc;

    private static ProcessPattern pattern(Parameters match, String... command) {
        return new ProcessPattern(List.of(command), match, false);
    }

    @Test
    void nameAloneMatchesTheKernelsShortName() {
        assertThat(pattern(Parameters.ANY, "haproxy").matches("haproxy", List.of()))
                .isTrue();
        assertThat(pattern(Parameters.ANY, "haproxy").matches("haproxy2", List.of()))
                .isFalse();
        assertThat(pattern(Parameters.ANY, "a-name-of-more-than-15").matches("a-name-of-more-", List.of()))
                .isTrue();
    }

    @Test
    void parametersThatAreConfiguredMustBeEqual() {
        ProcessPattern pattern = pattern(Parameters.ANY, "sh", "-c", "x");
        assertThat(pattern.matches("sh", List.of("sh", "-c", "x"))).isTrue();
        assertThat(pattern.matches("sh", List.of("sh", "-c", "x", "y"))).isFalse();
    }

    @Test
    void exactMeansAlsoNone() {
        assertThat(pattern(Parameters.EXACT, "sh").matches("sh", List.of("sh"))).isTrue();
        assertThat(pattern(Parameters.EXACT, "sh").matches("sh", List.of("sh", "-i")))
                .isFalse();
    }

    @Test
    void partialComparesThoseThatAreConfigured() {
        ProcessPattern pattern = pattern(Parameters.PARTIAL, "sh", "-c");
        assertThat(pattern.matches("sh", List.of("sh", "-c", "x"))).isTrue();
        assertThat(pattern.matches("sh", List.of("sh", "-x", "-c"))).isFalse();
        assertThat(pattern.matches("sh", List.of("sh"))).isFalse();
    }

    @Test
    void initialTakesTheLastOneForABeginning() {
        ProcessPattern pattern = pattern(Parameters.INITIAL, "java", "-cp", "/opt");
        assertThat(pattern.matches("java", List.of("java", "-cp", "/opt/x.jar", "Main")))
                .isTrue();
        assertThat(pattern.matches("java", List.of("java", "-cp", "/usr/x.jar")))
                .isFalse();
    }

    @Test
    void fullCommandComparesTheFirstWord() {
        ProcessPattern pattern = new ProcessPattern(List.of("/opt/bin/thing"), Parameters.ANY, true);
        assertThat(pattern.matches("renamed", List.of("/opt/bin/thing"))).isTrue();
        assertThat(pattern.matches("thing", List.of("thing"))).isFalse();
    }

    @Test
    void tableFindsLivingProcessesOnly() throws IOException {
        process(12, "web", 'S');
        process(13, "web", 'Z');
        process(14, "other", 'R');
        Files.createDirectory(proc.resolve("sys"));
        ProcessTable table = new ProcessTable(proc);
        assertThat(table.find(pattern(Parameters.ANY, "web"))).containsExactly(12);
        assertThat(table.isStill(14, pattern(Parameters.ANY, "web"))).isFalse();
        assertThat(table.isStill(99, pattern(Parameters.ANY, "web"))).isFalse();
    }

    @Test
    void theHostHasThisProcess() {
        String comm = ProcessHandle.current()
                .info()
                .command()
                .map(c -> Path.of(c).getFileName().toString())
                .orElse("java");
        List<Integer> found = ProcessTable.HOST.find(pattern(Parameters.ANY, comm));
        assertThat(found).contains((int) ProcessHandle.current().pid());
    }

    private void process(int pid, String comm, char state) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("comm"), comm + "\n");
        Files.writeString(folder.resolve("cmdline"), comm + "\0-v\0");
        Files.writeString(folder.resolve("stat"), pid + " (" + comm + ") " + state + " 1 1");
    }
}
