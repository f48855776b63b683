// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.option.OptionDescription;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.OptionsPage;
import io.mainstay.testkit.check.OptionsTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HttpReadmeTest {
    private static final Path README = Path.of("README.md");

    private static Set<String> read(String options) {
        CheckTarget target = new CheckTarget(
                LoopbackPeer.refusing(), Protocol.TCP, Optional.empty(), Duration.ofSeconds(1), 1, Optional.empty());
        return OptionsTable.read(new HttpCheckerFactory(new Connector())
                .compile(target, OptionText.of("SSL_GET", options))
                .diagnostics());
    }

    private static OptionSchema<?> schema() {
        return new HttpCheckerFactory(new Connector()).schema("HTTP_GET").orElseThrow();
    }

    private static Set<String> keywords(List<OptionDescription> options) {
        return options.stream().map(OptionDescription::keyword).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOptionOfTheCheckIsDeclared() {
        Set<String> read = read("url {\npath /\n}\n" + OptionsTable.STRANGER);
        read.remove("nb_get_retry"); // the old name of an option of the engine's
        assertThat(keywords(schema().description().options())).isEqualTo(read);
    }

    @Test
    void everyOptionOfAUrlIsDeclared() {
        OptionDescription url = schema().description().options().stream()
                .filter(option -> option.keyword().equals("url"))
                .findFirst()
                .orElseThrow();
        assertThat(keywords(url.options())).isEqualTo(read("url {\npath /\n" + OptionsTable.STRANGER + "\n}"));
    }

    @Test
    void pagesListTheDeclaredOptions() {
        OptionsPage.assertUpToDate(README, "HTTP_GET", schema());
        OptionsPage.assertUpToDate(Path.of("../../docs/reference/checkers.md"), "HTTP_GET", schema());
    }
}
