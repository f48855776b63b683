// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LexicalTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nothing", "", ""),
                Arguments.of("only blanks", " \t \n\n  \n", ""),
                Arguments.of("words", "a b\tc   d", "a b c d"),
                Arguments.of("surrounding blanks", "  \ta b \t ", "a b"),
                Arguments.of("no line end at the end", "a\nb", "a\nb"),
                Arguments.of("CRLF", "a b\r\nc {\r\nd\r\n}\r\n", "a b\nc { d; }"),
                Arguments.of("byte order mark", "\ufeffa b", "a b"),
                Arguments.of("hash comment", "a b # c", "a b"),
                Arguments.of("bang comment", "a b ! c", "a b"),
                Arguments.of("comment next to a word", "a b#c", "a b"),
                Arguments.of("comment line", "# a\n  ! b\nc", "c"),
                Arguments.of("comment characters in quotes", "a \"b # c ! d\" # e", "a b # c ! d"),
                Arguments.of("escaped comment characters", "a b\\#c \\!d # e", "a b#c !d"),
                Arguments.of("other backslashes stay", "a b\\c \\", "a b\\c \\"),
                Arguments.of("block", "a b {\n c d\n e\n}", "a b { c d; e; }"),
                Arguments.of("empty block", "a {\n}", "a { }"),
                Arguments.of("brace on the next line", "a b\n\n# x\n{\n c\n}", "a b { c; }"),
                Arguments.of("all on one line", "foo { a b }", "foo { a b; }"),
                Arguments.of("text after braces", "a { b c\nd } e f", "a { b c; d; }\ne f"),
                Arguments.of("nested on one line", "a { b { c } d } e", "a { b { c; }; d; }\ne"),
                Arguments.of("braces without blanks", "a{\nb {c}\n}", "a { b { c; }; }"),
                Arguments.of("closing braces together", "a { b { c\n}}", "a { b { c; }; }"),
                Arguments.of("quoted keyword and braces", "\"a b\" {\n \"{\" \"}\"\n}", "a b { { }; }"),
                Arguments.of("braces within a word", "a b{c}d ${X} x${Y}z", "a b{c}d ${X} x${Y}z"),
                Arguments.of("quote directly after a quote", "a \"b c\"\"d e\"", "a b c d e"),
                Arguments.of("quoted string before a brace", "a \"b\"{ c \"d\"}", "a b { c d; }"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void textBecomesStatements(String what, String text, String tree) {
        Parsed parsed = Parsed.of(text);

        assertThat(parsed.tree()).isEqualTo(tree);
        assertThat(parsed.problems()).isEmpty();
    }

    @Test
    void ordinaryWordsKnowDoubleQuotesOnly() {
        assertThat(Parsed.of("a \"b c\" 'd e' \"\" f\\n").words()).isEqualTo("|a|b c|'d|e'||f\\n|");
        assertThat(Parsed.of("a ab\"c d\"e").words()).isEqualTo("|a|ab|c d|e|");
    }

    @Test
    void wordsPointAtTheirPlaces() {
        Parsed parsed = Parsed.of("# x\n\n  vs  one \"two 2\" {\n\t\tkey value # c\n } last");

        assertThat(parsed.at("vs")).isEqualTo("3:3");
        assertThat(parsed.at("one")).isEqualTo("3:7");
        assertThat(parsed.at("two 2")).isEqualTo("3:11");
        assertThat(parsed.at("key")).isEqualTo("4:3");
        assertThat(parsed.at("value")).isEqualTo("4:7");
        assertThat(parsed.at("last")).isEqualTo("5:4");
    }

    @Test
    void columnsCountCharactersAlsoAfterEscapesAndBeyondAscii() {
        assertThat(Parsed.of("a \\#b c").at("c")).isEqualTo("1:7");
        assertThat(Parsed.of("a äöü c").at("c")).isEqualTo("1:7");
        assertThat(Parsed.of("a äöü c").words()).isEqualTo("|a|äöü|c|");
    }

    @Test
    void repeatedWordsAreOneString() {
        Parsed parsed = Parsed.of("delay_loop 10\ndelay_loop 10");

        assertThat(parsed.fragment().nodes().get(0).name())
                .isSameAs(parsed.fragment().nodes().get(1).name());
        assertThat(parsed.fragment().nodes())
                .isEqualTo(Parsed.of("delay_loop 10\n\n  delay_loop  10")
                        .fragment()
                        .nodes());
    }

    @Test
    void manyDifferentWordsAreKept() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("w").append(i).append(" v").append(i % 7).append('\n');
        }

        Parsed parsed = Parsed.of(text.toString());

        assertThat(parsed.fragment().nodes()).hasSize(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(parsed.fragment().nodes().get(i).toString()).isEqualTo("w" + i + " v" + i % 7);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "a {\n b\n} }\nc",
                        "a { b; }\nc",
                        "3:3: UNEXPECTED_CLOSE_BRACE: unexpected '}': no block is open here"),
                Arguments.of(
                        "a {\n b {\n c\n}",
                        "a { b { c; }; }",
                        "1:3: MISSING_CLOSE_BRACE: the block of 'a' is never closed: expected '}' before the end of the "
                                + "configuration"),
                Arguments.of(
                        "{ a }\nb",
                        "b",
                        "1:1: UNEXPECTED_OPEN_BRACE: unexpected '{': no statement stands before it; its block is ignored"),
                Arguments.of(
                        "a { b } { c }",
                        "a { b; }",
                        "1:9: UNEXPECTED_OPEN_BRACE: unexpected '{': no statement stands before it; its block is ignored"),
                Arguments.of(
                        "a \"b c\nd",
                        "a b c\nd",
                        "1:3: UNMATCHED_QUOTE: unmatched quote: expected another \" before the end of the line"),
                Arguments.of(
                        "notify_up 'b c\nd",
                        "notify_up b c\nd",
                        "1:11: UNMATCHED_QUOTE: unmatched quote: expected another ' before the end of the line"),
                Arguments.of("a\n  b\0c d\ne", "a\ne", "2:4: GENERAL: this line has a NUL character and is ignored"),
                Arguments.of("a # \0\ne", "e", "1:5: GENERAL: this line has a NUL character and is ignored"),
                Arguments.of(
                        "a\n " + "x".repeat(1025) + "\nb",
                        "a\nb",
                        "2:2: GENERAL: this line has more than 1024 bytes and is ignored"),
                Arguments.of(
                        "ä".repeat(513) + "\nb",
                        "b",
                        "1:1: GENERAL: this line has more than 1024 bytes and is ignored"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsAreReportedAtTheirPlaceAndReadingGoesOn(String text, String tree, String problem) {
        Parsed parsed = Parsed.of(text);

        assertThat(parsed.problems()).containsExactly(problem);
        assertThat(parsed.tree()).isEqualTo(tree);
    }

    @Test
    void aLineMayHave1024Bytes() {
        assertThat(Parsed.of("a" + "b".repeat(1023) + "   # and a comment " + "x".repeat(2000))
                        .problems())
                .isEmpty();
        assertThat(Parsed.of("ä".repeat(512)).problems()).isEmpty();
    }

    @Test
    void allFaultsAreReportedInOrder() {
        Parsed parsed = Parsed.of("}\na \"b\nc {\n d {\n");

        assertThat(parsed.problems())
                .hasSize(4)
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("1:1: UNEXPECTED_CLOSE_BRACE"),
                        p -> assertThat(p).startsWith("2:3: UNMATCHED_QUOTE"),
                        p -> assertThat(p).startsWith("3:3: MISSING_CLOSE_BRACE"),
                        p -> assertThat(p).startsWith("4:4: MISSING_CLOSE_BRACE"));
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() {
        FakeFiles files = new FakeFiles().with("main.conf", new byte[] {'a', ' ', (byte) 0xff, ' ', 'b', '\n', 'c'});

        assertThat(Parsed.of(files).words()).isEqualTo("|a|\ufffd|b|");
        assertThat("ä".getBytes(StandardCharsets.UTF_8)).hasSize(2);
    }
}
