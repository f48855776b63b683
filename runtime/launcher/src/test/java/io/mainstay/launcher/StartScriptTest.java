// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** bin/mainstay reads the command line too, a little; it must know which options take arguments. */
class StartScriptTest {
    private final String script = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../src/bin/mainstay"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String variable(String name) {
        Matcher matcher =
                Pattern.compile("^" + name + "='([^']*)'$", Pattern.MULTILINE).matcher(script);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static Set<String> letters(Predicate<Option> which) {
        return Arrays.stream(Option.values())
                .filter(option -> option.letter != 0)
                .filter(which)
                .map(option -> String.valueOf(option.letter))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void scriptKnowsTheLettersThatTakeTheNextWord() {
        assertThat(new TreeSet<>(Arrays.asList(variable("letters_with_argument").split(""))))
                .isEqualTo(letters(option -> option.argument == Option.Argument.REQUIRED));
    }

    @Test
    void scriptKnowsTheLettersThatTakeTheRestOfTheirWord() {
        assertThat(new TreeSet<>(
                        Arrays.asList(variable("letters_with_optional_argument").split(""))))
                .isEqualTo(letters(option -> option.argument == Option.Argument.OPTIONAL));
    }

    @Test
    void scriptKnowsTheWordsThatTakeTheNextOne() {
        assertThat(new TreeSet<>(
                        Arrays.asList(variable("words_with_argument").strip().split(" "))))
                .isEqualTo(Arrays.stream(Option.values())
                        .filter(option -> option.argument == Option.Argument.REQUIRED)
                        .map(option -> option.word)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
