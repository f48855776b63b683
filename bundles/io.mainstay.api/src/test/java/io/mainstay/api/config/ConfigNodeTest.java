// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigNodeTest {

    @Test
    void aBlockThatMovedIsTheSameBlock() {
        assertThat(block(1)).isEqualTo(block(7)).hasSameHashCodeAs(block(7));
    }

    @Test
    void statementsNeedBraces() {
        ConfigNode child = ConfigNode.line(new Word("x", "f", 1, 1), List.of());

        assertThatThrownBy(() -> new ConfigNode(new Word("y", "f", 1, 1), List.of(), List.of(child), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ConfigNode block(int line) {
        return ConfigNode.block(
                new Word("real_server", "f", line, 1),
                List.of(new Word("10.0.0.1", "f", line, 13)),
                List.of(ConfigNode.line(new Word("weight", "f", line + 1, 3), List.of(new Word("2", "f", 1, 1)))));
    }
}
