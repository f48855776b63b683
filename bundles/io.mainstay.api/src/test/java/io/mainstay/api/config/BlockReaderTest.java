// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BlockReaderTest {

    @Test
    void readsEachFormAndFindsNothingWrong() {
        BlockReader o = reader("port 8080", "timeout 0.25", "on_it", "off_it off", "kind b", "name x", "peer ::1 53");

        assertThat(o.port("port")).contains(8080);
        assertThat(o.timer("timeout", Duration.ZERO, Duration.ofSeconds(1))).contains(Duration.ofMillis(250));
        assertThat(o.bool("on_it")).contains(true);
        assertThat(o.bool("off_it")).contains(false);
        assertThat(o.choice("kind", Map.of("a", 1, "b", 2))).contains(2);
        assertThat(o.text("name")).contains("x");
        assertThat(o.endpoint("peer")).map(Object::toString).contains("[::1]:53");
        assertThat(o.finish(() -> "built").value()).contains("built");
        assertThat(o.diagnostics()).isEmpty();
    }

    @Test
    void everyProblemIsReportedAtItsWord() {
        BlockReader o = reader("port 99999", "timeout 5x", "kind c", "flag now", "conect_port 5");

        o.port("port");
        o.timer("timeout", Duration.ZERO, Duration.ofSeconds(60));
        o.choice("kind", Map.of("a", 1, "b", 2));
        o.flag("flag");
        o.port("connect_port");
        Compiled<String> result = o.finish(() -> "built");

        assertThat(result.value()).isEmpty();
        assertThat(result.diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "t.conf:1:6: error: '99999' is not valid for 'port': expected a port from 1 to 65535",
                        "t.conf:2:9: error: '5x' is not valid for 'timeout': expected seconds from 0 to 60",
                        "t.conf:3:6: error: 'c' is not valid for 'kind': expected one of a, b",
                        "t.conf:4:6: error: 'now' is one argument too many for 'flag', which takes none",
                        "t.conf:5:1: error: unknown keyword 'conect_port' in 'TEST' (did you mean 'connect_port'?)");
    }

    @Test
    void aMissingValueAndAMissingKeywordAreErrors() {
        BlockReader o = reader("port");

        assertThat(o.port("port")).isEmpty();
        o.require(false, "path", "what to ask for");

        assertThat(o.diagnostics())
                .extracting(Diagnostic::kind)
                .containsExactly(DiagnosticKind.MISSING_PARAMETER, DiagnosticKind.GENERAL);
    }

    @Test
    void theLastOfTwoCountsWithAWarning() {
        BlockReader o = reader("port 1", "port 2");

        assertThat(o.port("port")).contains(2);
        assertThat(o.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.WARNING);
            assertThat(d.at().line()).isEqualTo(2);
        });
    }

    @Test
    void anUnknownBooleanIsNotTakenForTrue() {
        assertThat(reader("alpha ON").bool("alpha")).isEmpty();
    }

    private static BlockReader reader(String... lines) {
        List<ConfigNode> nodes = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            int line = i + 1;
            List<Word> words = new ArrayList<>();
            int column = 1;
            for (String word : lines[i].split(" ")) {
                words.add(new Word(word, "t.conf", line, column));
                column += word.length() + 1;
            }
            nodes.add(ConfigNode.line(words.get(0), words.subList(1, words.size())));
        }
        Function<String, Word> at = text -> new Word(text, "t.conf", 0, 0);
        return new BlockReader(ConfigNode.block(at.apply("TEST"), List.of(), nodes));
    }
}
