// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static final Path HOME = Path.of("/opt/mainstay");

    private static Folders of(boolean root, Map<String, String> environment, String... arguments) {
        return Folders.of(CommandLine.parse(List.of(arguments)), HOME, environment, root);
    }

    @Test
    void rootKeepsStateBelowVarLibAndTheSocketBelowRun() {
        Folders folders = of(true, Map.of("XDG_STATE_HOME", "/x"));

        assertThat(folders.state()).isEqualTo(Path.of("/var/lib/mainstay"));
        assertThat(folders.socket()).isEqualTo(Path.of("/run/mainstay/mainstay.sock"));
    }

    @Test
    void othersFollowTheXdgSpecification() {
        Folders folders = of(false, Map.of("XDG_STATE_HOME", "/s", "XDG_RUNTIME_DIR", "/r", "HOME", "/home/a"));

        assertThat(folders.state()).isEqualTo(Path.of("/s/mainstay"));
        assertThat(folders.socket()).isEqualTo(Path.of("/r/mainstay/mainstay.sock"));
    }

    @Test
    void withoutXdgEverythingIsBelowTheHomeFolder() {
        Folders folders = of(false, Map.of("XDG_STATE_HOME", "relative", "HOME", "/home/a"));

        assertThat(folders.state()).isEqualTo(Path.of("/home/a/.local/state/mainstay"));
        assertThat(folders.socket()).isEqualTo(Path.of("/home/a/.local/state/mainstay/mainstay.sock"));
    }

    @Test
    void aStateFolderOfItsOwnSeparatesAnInstanceFromAllOthers() {
        Folders folders = of(true, Map.of(), "--state-dir", "/srv/a/../b");

        assertThat(folders.state()).isEqualTo(Path.of("/srv/b"));
        assertThat(folders.socket()).isEqualTo(Path.of("/srv/b/mainstay.sock"));
    }

    @Test
    void theDistributionHasTheDefaultsForPluginsAndEtc() {
        Folders folders = of(true, Map.of());

        assertThat(folders.checks()).isEqualTo(HOME.resolve("checks"));
        assertThat(folders.plugins()).containsExactly(HOME.resolve("plugins"));
        assertThat(folders.etc()).isEqualTo(HOME.resolve("etc"));
    }

    @Test
    void givenPluginFoldersReplaceTheDefaultButNotTheCheckers() {
        Folders folders = of(true, Map.of(), "--plugins=/a", "--plugins=/b", "--etc=/e");

        assertThat(folders.plugins()).containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(folders.checks()).isEqualTo(HOME.resolve("checks"));
        assertThat(folders.etc()).isEqualTo(Path.of("/e"));
    }
}
