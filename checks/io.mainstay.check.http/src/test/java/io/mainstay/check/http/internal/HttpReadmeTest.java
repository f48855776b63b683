// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.model.Protocol;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.OptionsTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void documentsEveryOptionOfTheCheck() {
        Set<String> read = read("url {\npath /\n}\n" + OptionsTable.STRANGER);
        read.remove("nb_get_retry"); // named in the text: it is the engine's
        assertThat(OptionsTable.documented(README, "## Options of the check")).isEqualTo(read);
    }

    @Test
    void documentsEveryOptionOfAUrl() {
        assertThat(OptionsTable.documented(README, "## Options of `url`"))
                .isEqualTo(read("url {\npath /\n" + OptionsTable.STRANGER + "\n}"));
    }
}
