// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

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

class PingReadmeTest {
    private static final Path README = Path.of("README.md");

    private static Set<String> read(String options) {
        CheckTarget target = new CheckTarget(
                LoopbackPeer.refusing(), Protocol.TCP, Optional.empty(), Duration.ofSeconds(1), 1, Optional.empty());
        return OptionsTable.read(new PingCheckerFactory(new Connector())
                .compile(target, OptionText.of("PING_CHECK", options))
                .diagnostics());
    }

    @Test
    void documentsEveryOptionThatIsReadAndNoOther() {
        assertThat(OptionsTable.documented(README, "## Options")).isEqualTo(read(OptionsTable.STRANGER));
    }
}
