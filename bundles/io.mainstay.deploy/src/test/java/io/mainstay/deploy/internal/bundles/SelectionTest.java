// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

final class SelectionTest {

    private static Candidate jar(String file, int folder, long modified, String name, String version) {
        return new Candidate(
                Path.of(file),
                folder,
                modified,
                name,
                new Version(version),
                new Candidate.Content(file.hashCode(), 0),
                false,
                false,
                Path.of("copy"));
    }

    private static String winner(Candidate... found) {
        return Selection.of(List.of(found), Map.of())
                .winners()
                .get(found[0].name())
                .file()
                .toString();
    }

    @Test
    void theHighestVersionWinsByNumbersNotByText() {
        assertThat(winner(jar("a", 1, 9, "x", "1.9.0"), jar("b", 0, 1, "x", "1.10.0")))
                .isEqualTo("b");
    }

    @Test
    void ofEqualVersionsTheLaterFolderWinsThenTheLaterFileThenTheName() {
        assertThat(winner(jar("a", 0, 9, "x", "1"), jar("b", 1, 1, "x", "1"))).isEqualTo("b");
        assertThat(winner(jar("a", 0, 9, "x", "1"), jar("b", 0, 1, "x", "1"))).isEqualTo("a");
        assertThat(winner(jar("a", 0, 1, "x", "1"), jar("b", 0, 1, "x", "1"))).isEqualTo("b");
    }

    @Test
    void everyOtherJarIsToldWhoServes() {
        Selection selection = Selection.of(
                List.of(jar("a", 0, 1, "x", "1"), jar("b", 0, 1, "x", "2"), jar("c", 0, 1, "y", "1")), Map.of());
        assertThat(selection.winners()).containsOnlyKeys("x", "y");
        assertThat(selection.superseded())
                .containsExactly(Map.entry(Path.of("a"), "version 2.0.0 of x serves, from b"));
    }

    @Test
    void whatTheSystemHasIsRefusedWhateverItsVersion() {
        Selection selection = Selection.of(
                List.of(jar("a", 0, 1, "x", "9"), jar("b", 0, 1, "y", "1")), Map.of("x", new Version("1")));
        assertThat(selection.winners()).containsOnlyKeys("y");
        assertThat(selection.refused().get(Path.of("a")))
                .isEqualTo("x is part of the system (version 1.0.0) and cannot be replaced while it runs");
    }
}
