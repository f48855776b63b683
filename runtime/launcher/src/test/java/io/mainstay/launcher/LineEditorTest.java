// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEditorTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private List<String> lines(String keys) throws IOException {
        return lines(keys, 80);
    }

    private List<String> lines(String keys, int columns) throws IOException {
        LineEditor editor = new LineEditor(
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(screen, true, StandardCharsets.UTF_8),
                "> ");
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = editor.read(columns); line.isPresent(); line = editor.read(columns)) {
            lines.add(line.get());
        }
        return lines;
    }

    /** In the keys, {@code ^A} is Ctrl-A, {@code <} the left arrow, {@code >} the right one, {@code ~} delete. */
    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "abc<<X, aXbc",
        "abc^AX, Xabc",
        "abc^A^EX, abcX",
        "abc^A>X, aXbc",
        "abc^B^B^FX, abXc",
        "abc^H, ab",
        "abc^A^H, abc",
        "abc^A~, bc",
        "abc^A^D, bc",
        "abcd<<^K, ab",
        "abcd<<^U, cd",
        "one two  ^W, 'one '",
        "one two^W^W^W, ''",
        "äö€<^H, ä€",
        "😀x<<^D, x",
        "ab^Lc, abc"
    })
    void keysEditTheLine(String keys, String line) throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            switch (key) {
                case '^' -> bytes.append((char) (keys.charAt(++i) - '@'));
                case '<' -> bytes.append("\033[D");
                case '>' -> bytes.append("\033OC");
                case '~' -> bytes.append("\033[3~");
                default -> bytes.append(key);
            }
        }
        assertThat(lines(bytes + "\r")).containsExactly(line);
    }

    @Test
    void arrowsRecallEarlierLines() throws IOException {
        assertThat(lines("one\rtwo\r\033[A\033[A\r\033[A\033[A\033[B!\r")).containsExactly("one", "two", "one", "one!");
    }

    @Test
    void anEmptyOrRepeatedLineIsNotRemembered() throws IOException {
        assertThat(lines("one\r\rone\r\033[A\033[A\033[A\r")).containsExactly("one", "", "one", "one");
    }

    @Test
    void ctrlCDropsTheLineAndCtrlDEnds() throws IOException {
        assertThat(lines("half\003whole\r\004never")).containsExactly("", "whole");
    }

    @Test
    void unknownKeysAreSwallowed() throws IOException {
        assertThat(lines("a\033[15~b\033[1;5Zc\033xd\r")).containsExactly("abcd");
    }

    @Test
    void theEndOfTheInputEndsEvenWithinAKey() throws IOException {
        assertThat(lines("abc")).isEmpty();
        assertThat(lines("abc\033[")).isEmpty();
        assertThat(lines("abc\033")).isEmpty();
    }

    @Test
    void aLongLineIsShownInPart() throws IOException {
        assertThat(lines("x".repeat(30) + "END\r", 20)).containsExactly("x".repeat(30) + "END");
        String[] drawn = screen.toString(StandardCharsets.UTF_8).split("\r");
        assertThat(drawn)
                .allMatch(
                        row -> row.replaceAll("\033\\[[0-9]*[A-Z]", "").strip().length() <= 19);
        assertThat(drawn).anyMatch(row -> row.contains("xEND"));
    }
}
