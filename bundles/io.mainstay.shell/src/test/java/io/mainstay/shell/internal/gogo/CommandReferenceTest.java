// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.shell.internal.command.Command;
import io.mainstay.shell.internal.command.Commands;
import io.mainstay.shell.internal.command.SampleSystem;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.Test;

/** docs/reference/commands.md says what the code does. */
class CommandReferenceTest {
    private static final Path PAGE = Path.of("../../docs/reference/commands.md");

    private final Commands commands = new Commands(new SampleSystem(), SampleSystem.CLOCK);

    @Test
    void everyCommandIsInTheReferenceWithUsageAndSummary() throws IOException {
        String page = Files.readString(PAGE).replaceAll("\\s+", " ");
        for (Command command : commands.all()) {
            String usage = (command.name() + " " + command.usage()).strip();
            assertThat(page).contains("### `" + usage + "`");
            assertThat(page.toLowerCase())
                    .as(command.name())
                    .contains(command.summary().toLowerCase());
        }
    }

    @Test
    void everyFilterIsInTheReference() throws IOException {
        String page = Files.readString(PAGE);
        for (String filter : List.of("grep", "head", "tail", "count")) {
            assertThat(page).contains("`" + filter);
        }
    }

    @Test
    void everyCommandIsAGogoFunctionWithADescription() {
        List<Method> functions = Arrays.stream(GogoCommands.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Descriptor.class))
                .toList();
        assertThat(functions)
                .extracting(Method::getName)
                .containsExactlyInAnyOrderElementsOf(
                        commands.all().stream().map(Command::name).toList());
        for (Method function : functions) {
            String usage = commands.all().stream()
                    .filter(command -> command.name().equals(function.getName()))
                    .findFirst()
                    .orElseThrow()
                    .usage();
            assertThat(function.getAnnotation(Descriptor.class).value()).startsWith(usage);
        }
    }
}
