// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginFoldersTest {
    @TempDir
    Path folder;

    @Test
    void onlyVisibleJarFilesCount() throws IOException {
        for (String name : List.of(
                "a.jar", ".b.jar", "c.jar.part", "d.jar~", "e.jar.tmp", "f.zip", "README.md", ".#g.jar", "h.jar.swp")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("i.jar"));
        assertThat(new PluginFolders(List.of(folder)).jars()).containsOnlyKeys(folder.resolve("a.jar"));
    }

    @Test
    void jarsKnowTheirFoldersRankAndMissingFoldersAreEmpty() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Path a = Files.createFile(first.resolve("a.jar"));
        Path b = Files.createFile(second.resolve("a.jar"));
        PluginFolders folders = new PluginFolders(List.of(first, folder.resolve("missing"), second));
        assertThat(folders.jars()).containsEntry(a, 0).containsEntry(b, 2).hasSize(2);

        Files.delete(a);
        Files.delete(first);
        assertThat(folders.jars()).containsOnlyKeys(b);
    }
}
