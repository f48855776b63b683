// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Position;
import org.junit.jupiter.api.Test;

class OptionTextTest {

    @Test
    void readsWordsQuotesAndBlocksWithTheirPositions() {
        ConfigNode node = OptionText.of("X_CHECK", "port 80\n\n  url {\n\tpath \"/a b\" 'c d'\n}\nlast")
                .node();
        assertThat(node.toString()).isEqualTo("X_CHECK { port 80; url { path /a b c d; }; last; }");
        ConfigNode path = node.block().get(1).block().get(0);
        assertThat(path.at()).isEqualTo(new Position(OptionText.FILE, 4, 2));
        assertThat(path.argument(1).orElseThrow().at()).isEqualTo(new Position(OptionText.FILE, 4, 14));
    }

    @Test
    void emptyTextIsAnEmptyBlock() {
        assertThat(OptionText.of("X_CHECK", "").node().block()).isEmpty();
    }

    @Test
    void brokenTextIsTheTestsOwnFault() {
        assertThatThrownBy(() -> OptionText.of("X", "url {")).hasMessageContaining("not closed");
        assertThatThrownBy(() -> OptionText.of("X", "}")).hasMessageContaining("without a block");
        assertThatThrownBy(() -> OptionText.of("X", "a \"b")).hasMessageContaining("quote");
    }
}
