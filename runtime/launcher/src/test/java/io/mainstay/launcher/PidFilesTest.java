// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {
    @TempDir
    Path folder;

    @Test
    void allHoldOurPidAndGoAtTheEnd() throws Exception {
        Path parent = folder.resolve("parent.pid");
        Path checkers = folder.resolve("checkers.pid");

        try (PidFiles files = PidFiles.write(List.of(parent, checkers))) {
            assertThat(parent).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(checkers)
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }

        assertThat(parent).doesNotExist();
        assertThat(checkers).doesNotExist();
    }

    @Test
    void staleOnesAreOverwritten() throws Exception {
        Path garbage = Files.writeString(folder.resolve("a.pid"), "no pid\n");
        Path dead = Files.writeString(folder.resolve("b.pid"), "99999999\n");
        Path stranger = Files.writeString(folder.resolve("c.pid"), "1\n");

        try (PidFiles files = PidFiles.write(List.of(garbage, dead, stranger))) {
            assertThat(garbage).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(dead).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(stranger)
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void whatCannotBeWrittenIsNamedAndNothingStays() {
        Path good = folder.resolve("good.pid");
        Path bad = folder.resolve("missing").resolve("bad.pid");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> PidFiles.write(List.of(good, bad)))
                .withMessageContaining(bad.toString());
        assertThat(good).doesNotExist();
    }

    @Test
    void theWellKnownPlaceGivesWayToANamedOne() {
        assertThat(PidFiles.wanted(CommandLine.parse(List.of()), true)).containsExactly(Path.of("/run/keepalived.pid"));
        assertThat(PidFiles.wanted(CommandLine.parse(List.of("-p", "/a", "-c", "/b")), true))
                .containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(PidFiles.wanted(CommandLine.parse(List.of()), false)).isEmpty();
    }
}
