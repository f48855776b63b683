// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

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
import org.junit.jupiter.api.Test;

class TcpReadmeTest {

    @Test
    void documentsEveryOptionThatIsReadAndNoOther() {
        CheckTarget target = new CheckTarget(
                LoopbackPeer.refusing(), Protocol.TCP, Optional.empty(), Duration.ofSeconds(1), 1, Optional.empty());
        var compiled = new TcpCheckerFactory(new Connector())
                .compile(target, OptionText.of("TCP_CHECK", OptionsTable.STRANGER));
        assertThat(OptionsTable.documented(Path.of("README.md"), "## Options"))
                .isEqualTo(OptionsTable.read(compiled.diagnostics()));
    }
}
