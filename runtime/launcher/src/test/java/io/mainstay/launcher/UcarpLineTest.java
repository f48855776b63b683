// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** ucarp's own command lines, and what is refused. */
class UcarpLineTest {
    private static final String NEEDED = "-s 10.0.0.1 -v 42 -p love -a 10.0.0.9";

    private static UcarpLine parse(String line) {
        return UcarpLine.parse(List.of(line.split(" ")));
    }

    private static void refused(String line, String... problems) {
        assertThat(parse(line).problems()).as(line).containsExactly(problems);
        assertThat(parse(line).exitCode()).isEqualTo(1);
    }

    @Test
    void lettersWordsAndBeginningsOfWords() {
        UcarpLine letters =
                parse("-i eth0 -s10.0.0.1 -v 42 -plove -a 10.0.0.9 -PnzBDSM -b 2 -k 3 -r 4 -u /u -d /d -x y");
        UcarpLine words = parse("--interface=eth0 --srcip 10.0.0.1 --vhid=42 --pass=love --addr 10.0.0.9 --preempt"
                + " --neutral --shutdown --daemonize --debug --ignoreifstate --nomcast --advbase=2 --advskew 3"
                + " --deadratio 4 --upscript /u --downscript=/d --xparam y");

        assertThat(letters.problems()).isEmpty();
        assertThat(letters.given()).isEqualTo(words.given());
        assertThat(letters.value(UcarpOption.PASSWORD)).contains("love");
        assertThat(parse(NEEDED + " --mcast 239.192.0.5").value(UcarpOption.GROUP))
                .contains("239.192.0.5");
        assertThat(parse(NEEDED + " --facility none").value(UcarpOption.FACILITY))
                .contains("none");
    }

    @Test
    void theLastPasswordCounts() {
        assertThat(parse(NEEDED + " -o /f").passwordLast()).isFalse();
        assertThat(parse("-o /f " + NEEDED).passwordLast()).isTrue();
        assertThat(parse("-s 10.0.0.1 -v 42 -o /f -a 10.0.0.9").problems()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAndRefused() {
        refused(NEEDED + " --bogus", "unknown option --bogus");
        refused(NEEDED + " -Q", "unknown option -Q");
        refused(NEEDED + " --down", "-d/--downscript needs an argument: FILE");
        refused(NEEDED + " --ad 1", "--ad could be any of [--addr, --advbase, --advskew]", "unexpected argument '1'");
        refused(NEEDED + " --preempt=yes", "--preempt takes no argument");
        refused(NEEDED + " word", "unexpected argument 'word'");
        refused("-s 10.0.0.1 -p love -a 10.0.0.9", "-v/--vhid is needed: virtual host id, 1 to 255");
        refused(NEEDED + " -v 256", "-v/--vhid: '256' is not valid: expected 1 to 255");
        refused(NEEDED + " -k 300", "-k/--advskew: '300' is not valid: expected 0 to 255");
        refused(NEEDED + " -r 0", "-r/--deadratio: '0' is not valid: expected 1 to 255");
        refused(NEEDED + " -b 0", "-b/--advbase: 0 needs an -k/--advskew above 0");
        refused(NEEDED + " --tie-break x", "--tie-break: 'x' is not valid: expected numeric or ucarp-le");
        assertThat(UcarpLine.parse(List.of()).problems()).hasSize(4);
    }

    @Test
    void helpNeedsNothing() {
        assertThat(parse("-h").problems()).isEmpty();
        assertThat(UcarpOption.usage()).contains("-p, --pass=PASSWORD", "--install-address");
    }

    @Test
    void aPasswordThatIsTooLongHasUcarpsExitCode() {
        UcarpLine line = parse("-s 10.0.0.1 -v 42 -p 12345678901234567890 -a 10.0.0.9");
        assertThat(line.problems()).hasSize(1);
        assertThat(line.exitCode()).isEqualTo(2);
    }

    /** bin/mainstay-ucarp reads the line too, a little. */
    @Test
    void theStartScriptKnowsWhatTakesAnArgument() throws IOException {
        String script = Files.readString(Path.of("../src/bin/mainstay-ucarp"));
        assertThat(variable(script, "letters_with_argument").chars().sorted().toArray())
                .isEqualTo(Arrays.stream(UcarpOption.values())
                        .filter(option -> option.letter != 0 && option.takesArgument())
                        .mapToInt(option -> option.letter)
                        .sorted()
                        .toArray());
        assertThat(List.of(variable(script, "words_with_argument").strip().split(" ")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(UcarpOption.values())
                        .filter(UcarpOption::takesArgument)
                        .map(option -> option.word)
                        .collect(Collectors.toList()));
    }

    private static String variable(String script, String name) {
        Matcher matcher =
                Pattern.compile("^" + name + "='([^']*)'$", Pattern.MULTILINE).matcher(script);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }
}
