// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes marked (kd) were compared with keepalived 2.2.7. */
class QuotedLineTest {

    private static String argv(String line) {
        Parsed parsed = Parsed.of(line);
        assertThat(parsed.problems()).isEmpty();
        var arguments = parsed.fragment().nodes().get(0).arguments();
        return String.join("|", CommandLine.parse(arguments.get(0).text()).argv());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "script",
                "notify",
                "notify_master",
                "notify_backup",
                "notify_fault",
                "notify_stop",
                "notify_deleted",
                "notify_master_rx_lower_pri",
                "notify_up",
                "notify_down",
                "quorum_up",
                "quorum_down",
                "misc_path",
                "notify_fifo_script",
                "vrrp_notify_fifo_script",
                "lvs_notify_fifo_script",
                "startup_script",
                "shutdown_script",
                "regex"
            })
    void quotedKeywordsKnowSingleQuotesAndJoining(String keyword) {
        assertThat(Parsed.of(keyword + " ab\"c d\"'e f' g").words()).isEqualTo("|" + keyword + "|abc de f|g|");
        assertThat(Parsed.of("x { " + keyword + " 'a } b'\n}").tree()).isEqualTo("x { " + keyword + " a } b; }");
    }

    @Test
    void aCommandIsParsedTwice() {
        // (kd) each
        assertThat(argv("script \"/bin/echo 'a b' \\\"q r\\\" \\\\x t\\x41z\"")).isEqualTo("/bin/echo|a b|q r|x|tAz");
        assertThat(argv("script /bin/ech\"o foo\"' bar'")).isEqualTo("/bin/echo|foo|bar");
        assertThat(argv("script \"/bin/echo a\\\\ b c\\ d\"")).isEqualTo("/bin/echo|a b|c|d");
        assertThat(argv("script '/bin/echo \"x y\"'")).isEqualTo("/bin/echo|x y");
        assertThat(argv("script /bin/echo\\ a\\ b")).isEqualTo("/bin/echo|a|b");
        assertThat(argv("script \"/bin/echo '\\\\t' a'b c'd {} } e\"")).isEqualTo("/bin/echo|\t|ab cd|{}|}|e");
        assertThat(argv("script \"/bin/echo \\\\#x \\#y !z\" \\#")).isEqualTo("/bin/echo|#x|#y|!z");
        assertThat(argv("script \"/bin/echo \\x41 \\101 \\\\101 \\\\x42 \\\\cA 'x\\\\ty' \\\\\\\\x42\""))
                .isEqualTo("/bin/echo|A|A|A|B|\001|x\ty|\\x42");
        assertThat(argv("script \"/bin/echo s7 # x\" # comment \"")).isEqualTo("/bin/echo|s7|#|x");
    }

    @Test
    void bracesAroundAnUnquotedCommandAreBraces() {
        assertThat(Parsed.of("s {script \"/bin/echo s6\"}").tree()).isEqualTo("s { script /bin/echo s6; }"); // (kd)
        assertThat(Parsed.of("s { script /bin/x}").tree()).isEqualTo("s { script /bin/x; }");
        assertThat(Parsed.of("s { script /bin/${X}y }").tree()).isEqualTo("s { script /bin/${X}y; }");
    }

    @ParameterizedTest
    @CsvSource({
        "\\a,7",
        "\\b,8",
        "\\E,27",
        "\\f,12",
        "\\n,10",
        "\\r,13",
        "\\t,9",
        "\\v,11",
        "\\7,7",
        "\\101,65",
        "\\377,255",
        "\\x41,65",
        "\\x9,9",
        "\\cA,1",
        "\\cZ,26",
        "\\q,113",
        "\\\\,92",
        "\\x,120"
    })
    void escapesStandForCharacters(String escape, int character) {
        String word = Parsed.of("regex \"" + escape + "\"")
                .fragment()
                .nodes()
                .get(0)
                .arguments()
                .get(0)
                .text();

        assertThat(word).hasSize(1);
        assertThat((int) word.charAt(0)).isEqualTo(character);
    }

    @Test
    void numbersInEscapesEndWhereTheirDigitsEnd() {
        assertThat(Parsed.of("regex \\1018 \\x41B \\08").words()).isEqualTo("|regex|A8|AB|\0008|");
    }

    @Test
    void theCommandIsOneWordAndTheUserFollows() {
        Parsed parsed = Parsed.of("  notify_up \"/bin/x 'a b'\" nobody nogroup");

        assertThat(parsed.words()).isEqualTo("|notify_up|/bin/x 'a b'|nobody|nogroup|");
        assertThat(parsed.at("/bin/x 'a b'")).isEqualTo("1:13");
        assertThat(parsed.at("nobody")).isEqualTo("1:28");
    }

    @Test
    void anEscapedQuoteDoesNotEndTheStringForComments() {
        assertThat(Parsed.of("@lb1 notify_up \"a \\\" # b\" c # d").words()).isEqualTo("|notify_up|a \" # b|c|");
    }

    @Test
    void anUnmatchedQuoteInACommandIsNoticed() {
        assertThat(CommandLine.parse("/bin/x 'a b").unmatchedQuote()).isTrue();
        assertThat(CommandLine.parse("/bin/x 'a b'").unmatchedQuote()).isFalse();
        assertThat(CommandLine.parse("  ").argv()).isEmpty();
        assertThat(CommandLine.parse("a ''").argv()).containsExactly("a", "");
    }
}
