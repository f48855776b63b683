// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.platform.RuntimePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepalivedConfSourceTest {
    @TempDir
    private Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final KeepalivedConfSource source = new KeepalivedConfSource(properties::get);

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void withoutAPathThereIsNothing() {
        assertThat(source.read()).isEqualTo(Fragment.EMPTY);
    }

    @Test
    void theFileAndItsIncludesAreRead() throws IOException {
        file("keepalived.conf", "a\ninclude conf.d/*.conf\n@here c");
        Files.createDirectory(folder.resolve("conf.d"));
        file("conf.d/b.conf", "b ${_PWD}");
        properties.put(RuntimePaths.CONFIG_FILE, folder + "/keepalived.conf");
        properties.put(RuntimePaths.CONFIG_ID, "here");

        Fragment fragment = source.read();

        assertThat(fragment.nodes()).hasToString("[a, b " + folder + "/conf.d, c]");
        assertThat(fragment.nodes().get(1).at().toString()).isEqualTo(folder + "/conf.d/b.conf:1:1");
        assertThat(fragment.diagnostics()).isEmpty();
    }

    @Test
    void eachReadSeesTheFileAsItIsWithTheSameRandomNumbers() throws IOException {
        properties.put(RuntimePaths.CONFIG_FILE, folder + "/*.conf");
        file("one.conf", "a ${_RANDOM}");
        Fragment first = source.read();

        assertThat(source.read()).isEqualTo(first);
        file("one.conf", "b");
        assertThat(source.read().nodes()).hasToString("[b]");
    }

    @Test
    void whatWasReadAheadServesTheFirstReadOnly() throws IOException {
        properties.put(RuntimePaths.CONFIG_FILE, folder + "/one.conf");
        file("one.conf", "a");
        source.readAhead();

        assertThat(source.read().nodes()).hasToString("[a]");
        file("one.conf", "b");
        assertThat(source.read().nodes()).hasToString("[b]");
    }

    @Test
    void theConfigIdIsTheHostsNameUpToItsFirstDot() throws IOException {
        properties.put(RuntimePaths.CONFIG_FILE, folder + "/x");
        file("x", "a ${_INSTANCE}");

        assertThat(source.read().nodes().get(0).arguments().get(0).text())
                .isNotBlank()
                .doesNotContain(".");
    }

    @Test
    void everyIncludeCanBeMadeToMatch() throws IOException {
        file("x", "include none");
        properties.put(RuntimePaths.CONFIG_FILE, folder + "/x");
        assertThat(source.read().diagnostics()).noneMatch(d -> d.isError());

        properties.put(KeepalivedConfSource.INCLUDE_CHECK, "all");
        assertThat(source.read().diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.isError()).isTrue());
    }

    @Test
    void aMissingFileIsAnErrorThatEndsATestWithoutCode() {
        properties.put(RuntimePaths.CONFIG_FILE, folder + "/none");

        assertThat(source.read().diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.kind()).isEqualTo(DiagnosticKind.FILE_NOT_FOUND))
                .satisfies(d -> assertThat(d.isError()).isTrue());
    }
}
