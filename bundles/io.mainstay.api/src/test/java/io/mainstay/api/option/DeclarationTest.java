// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plugin's author is told when the declaration is wrong: at the first use, which is the first test. */
class DeclarationTest {

    record Bare(@Option(help = "x") String word) {}

    record Both(@Option(help = "x", defaultValue = "y") Optional<String> word) {}

    record RequiredOptional(
            @Option(help = "x", required = true) Optional<String> word) {}

    record BadDefault(
            @Option(help = "x", defaultValue = "many") int count) {}

    record BadBound(
            @Option(help = "x", defaultValue = "1", min = "none")
            int count) {}

    record OutOfRange(
            @Option(help = "x", defaultValue = "7", max = "6")
            int count) {}

    record Unannotated(String word) {}

    record Unreadable(@Option(help = "x") Optional<Map<String, String>> words) {}

    record Unknown(@Option(help = "x", required = true) Thread thread) {}

    record Twice(
            @Option(help = "x") Optional<String> word,
            @Option(help = "x", keyword = "word") Optional<String> other) {}

    record Flag(@Option(help = "x", flag = true) List<String> words) {}

    record Incomplete(@Option(help = "x") Inner inner) {}

    record Inner(@Option(help = "x", required = true) String word) {}

    @Test
    void theMessageNamesTheComponentAndWhatIsMissing() {
        says(Bare.class, "Bare.word may be absent: it needs a defaultValue, required = true, or to be an Optional");
        says(Both.class, "Both.word has a default, so it is never empty: leave Optional away");
        says(RequiredOptional.class, "is required, so it can be neither optional");
        says(BadDefault.class, "BadDefault.count has the default 'many', which is not a whole number");
        says(BadBound.class, "has the bound 'none'");
        says(OutOfRange.class, "which is not a whole number from -2147483648 to 6");
        says(Unannotated.class, "Unannotated.word needs one of @Option, @Argument and @Inline");
        says(Unreadable.class, "is a type of Optional that nobody can read");
        says(Unknown.class, "is a Thread, which nobody can read");
        says(Twice.class, "Twice declares 'word' twice");
        says(Flag.class, "is a flag, which is a plain boolean");
        says(Incomplete.class, "Incomplete.inner may be absent");
    }

    private static void says(Class<? extends Record> type, String message) {
        assertThatThrownBy(() -> OptionSchema.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
