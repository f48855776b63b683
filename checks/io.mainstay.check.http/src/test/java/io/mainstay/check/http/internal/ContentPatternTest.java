// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.check.http.internal.ContentPattern.Verdict;
import io.mainstay.testkit.check.OptionText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPatternTest {

    private static Verdict match(String options, String body) {
        BlockReader reader = OptionText.of("url", options).reader();
        ContentPattern pattern = RegexOptions.read(reader)
                .orElseThrow(() -> new AssertionError(reader.diagnostics().toString()));
        assertThat(reader.diagnostics()).isEmpty();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return pattern.match(bytes, bytes.length);
    }

    private static List<Diagnostic> diagnostics(String options) {
        BlockReader reader = OptionText.of("url", options).reader();
        RegexOptions.read(reader);
        return reader.diagnostics();
    }

    @Test
    void findsAnywhere() {
        assertThat(match("regex wor", "hello world")).isEqualTo(Verdict.GOOD);
        assertThat(match("regex xyz", "hello world")).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void noMatchTurnsItRound() {
        assertThat(match("regex wor\nregex_no_match", "hello world")).isEqualTo(Verdict.UNWANTED_MATCH);
        assertThat(match("regex xyz\nregex_no_match", "hello world")).isEqualTo(Verdict.GOOD);
    }

    @ParameterizedTest
    @CsvSource({"0,0,GOOD", "0,1,GOOD", "1,,GOOD", "4,,GOOD", "5,,NO_MATCH", "1,3,NO_MATCH", "1,4,GOOD", "99,,NO_MATCH"
    })
    void matchStartsBetweenTheOffsets(int min, Integer max, Verdict expected) {
        // "ab" at 0 and 4
        String options = "regex ab\nregex_min_offset " + min + (max == null ? "" : "\nregex_max_offset " + max);
        assertThat(match(options, "ab--ab--")).isEqualTo(expected);
    }

    @Test
    void offsetIsNoStartOfLine() {
        assertThat(match("regex ^b\nregex_min_offset 1", "ab")).isEqualTo(Verdict.NO_MATCH);
        assertThat(match("regex (?<=a)b\nregex_min_offset 1", "ab")).isEqualTo(Verdict.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "HELLO, caseless, GOOD",
        "o.w, dotall, GOOD",
        "^wor, multiline, GOOD",
        "'h e l l o # comment', extended, GOOD",
        "wor, firstline, NO_MATCH",
        "hel, firstline, GOOD",
        "hello, 'no_start_optimize never_utf ungreedy use_offset_limit', GOOD"
    })
    void optionsMeanWhatTheyMeanInPcre(String regex, String words, Verdict expected) {
        assertThat(match("regex \"" + regex + "\"\nregex_options " + words, "hello\nworld"))
                .isEqualTo(expected);
    }

    @Test
    void withoutDotallOnlyLineFeedEndsALine() {
        assertThat(match("regex a.b", "a\rb")).isEqualTo(Verdict.GOOD);
        assertThat(match("regex a.b", "a\nb")).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void utfReadsCharactersOthersBytes() {
        assertThat(match("regex ^.$\nregex_options utf", "ü")).isEqualTo(Verdict.GOOD);
        assertThat(match("regex ^..$", "ü")).isEqualTo(Verdict.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "[[:alpha:]]+7, abc7",
        "[^[:digit:][:space:]], x",
        "[[:^digit:]], x",
        "[a[]x, [x",
        "[a&&b]x, &x",
        "(?P<first>a)(?P=first), aa",
        "[]x]y, ]y",
        "\\Q[a]\\E, [a]"
    })
    void pcreSyntaxIsUnderstood(String regex, String body) {
        assertThat(match("regex " + regex, body)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void catastrophicPatternIsStopped() {
        assertThat(match("regex (.*a){25}b", "a".repeat(60))).isEqualTo(Verdict.TOO_COSTLY);
    }

    @Test
    void deepPatternIsStopped() {
        assertThat(match("regex ^(a|b)*$", "ab".repeat(500_000))).isEqualTo(Verdict.TOO_COSTLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regex (?R)",
                "regex x\\Ky",
                "regex x$\nregex_options dollar_endonly",
                "regex []x]\nregex_options allow_empty_class",
                "regex (a)\\1\nregex_options match_unset_backref",
                "regex (a)\\1\nregex_options no_auto_capture",
                "regex ^x\nregex_options multiline alt_circumflex",
                "regex x\nregex_options",
                "regex x\nregex_options dotal"
            })
    void whatJavaCannotDoIsAnError(String options) {
        assertThat(diagnostics(options)).hasSize(1).allMatch(Diagnostic::isError);
    }

    @Test
    void nearestOptionIsNamed() {
        assertThat(diagnostics("regex x\nregex_options dotal").get(0).hint()).isEqualTo("did you mean 'dotall'?");
    }

    @Test
    void optionsThatMatterNotForThisPatternAreAccepted() {
        assertThat(
                        diagnostics(
                                "regex x\nregex_stack 8192 65536\nregex_options dollar_endonly allow_empty_class no_auto_capture"))
                .isEmpty();
    }

    @Test
    void regexWordsWithoutARegexAreWarnedOf() {
        assertThat(diagnostics("regex_no_match\nregex_min_offset 5")).hasSize(2).noneMatch(Diagnostic::isError);
    }
}
