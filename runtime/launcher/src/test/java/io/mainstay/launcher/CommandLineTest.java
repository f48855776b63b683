// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(List.of(arguments));
    }

    @Test
    void bundledLettersAreOptionsEach() {
        CommandLine line = parse("-nlD");

        assertThat(line.given()).containsOnlyKeys(Option.DONT_FORK, Option.LOG_CONSOLE, Option.LOG_DETAIL);
        assertThat(line.problems()).isEmpty();
    }

    @Test
    void lastLetterOfABundleTakesTheNextWord() {
        assertThat(parse("-nf", "a.conf").value(Option.USE_FILE)).contains("a.conf");
    }

    @ParameterizedTest
    @CsvSource({"-fa.conf", "--use-file=a.conf"})
    void argumentInTheSameWord(String word) {
        assertThat(parse(word).value(Option.USE_FILE)).contains("a.conf");
    }

    @Test
    void longOptionTakesTheNextWord() {
        assertThat(parse("--use-file", "-strange.conf").value(Option.USE_FILE)).contains("-strange.conf");
    }

    @Test
    void optionalArgumentIsOnlyTakenFromTheSameWord() {
        CommandLine line = parse("-t", "-f", "a.conf");

        assertThat(line.has(Option.CONFIG_TEST)).isTrue();
        assertThat(line.value(Option.CONFIG_TEST)).isEmpty();
        assertThat(line.value(Option.USE_FILE)).contains("a.conf");
        assertThat(parse("-tout.txt").value(Option.CONFIG_TEST)).contains("out.txt");
        assertThat(parse("--config-test=out.txt").value(Option.CONFIG_TEST)).contains("out.txt");
    }

    @Test
    void detailCountsAndPluginsCollect() {
        CommandLine line = parse("-DD", "--plugins", "a", "--plugins=b");

        assertThat(line.count(Option.LOG_DETAIL)).isEqualTo(2);
        assertThat(line.values(Option.PLUGINS)).containsExactly("a", "b");
    }

    @Test
    void unknownOptionsAreRefusedWithTheNearestOneAllAtOnce() {
        CommandLine line = parse("--dont-frok", "-Z", "--frobnicate");

        assertThat(line.problems())
                .containsExactly(
                        "unknown option --dont-frok; did you mean --dont-fork?",
                        "unknown option -Z",
                        "unknown option --frobnicate");
    }

    @Test
    void aLongWordWithOneDashIsRecognised() {
        assertThat(parse("-no-syslog").problems())
                .containsExactly("unknown option -o (in -no-syslog); did you mean --no-syslog?");
    }

    @Test
    void missingArgumentIsRefused() {
        assertThat(parse("-f").problems()).containsExactly("-f/--use-file needs an argument: FILE");
        assertThat(parse("--signum").problems()).containsExactly("--signum needs an argument: NAME");
    }

    @Test
    void flagWithAnArgumentIsRefused() {
        assertThat(parse("--dont-fork=yes").problems()).containsExactly("--dont-fork takes no argument");
    }

    @Test
    void strayWordsAreOnlyReported() {
        CommandLine line = parse("start", "-n", "--", "-x");

        assertThat(line.problems()).isEmpty();
        assertThat(line.notices())
                .containsExactly("unexpected argument 'start' is ignored", "unexpected argument '-x' is ignored");
    }

    @Test
    void optionOfAnAbsentSubsystemIsAcceptedWithOneNotice() {
        CommandLine line = parse("-x", "-x", "-n");

        assertThat(line.problems()).isEmpty();
        assertThat(line.notices()).containsExactly("-x/--snmp has no effect: not supported yet: SNMP");
    }
}
