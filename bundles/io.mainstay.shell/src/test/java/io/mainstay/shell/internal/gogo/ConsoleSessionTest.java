// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.shell.internal.command.Commands;
import io.mainstay.shell.internal.command.SampleSystem;
import io.mainstay.shell.internal.console.Frame.Request;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines and one-shot commands with the real Gogo runtime. */
@Timeout(30)
class ConsoleSessionTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final Commands commands = new Commands(SampleSystem.withRouters(), SampleSystem.CLOCK);
    private CommandProcessorImpl gogo;
    private ConsoleSession session;

    @BeforeEach
    void start() {
        threadIo.start();
        gogo = new CommandProcessorImpl(threadIo);
        register(new GogoCommands(commands));
        register(new Filters());
        gogo.addCommand("other", new Other(), "twice");
        session = session(Optional.of(gogo));
    }

    /** Every described method is a function; a test compares with what is registered in the framework. */
    private void register(Object target) {
        Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Descriptor.class))
                .map(Method::getName)
                .distinct()
                .forEach(function -> gogo.addCommand(GogoCommands.SCOPE, target, function));
    }

    private ConsoleSession session(Optional<CommandProcessorImpl> processor) {
        return new ConsoleSession(commands, () -> processor.map(p -> p), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @AfterEach
    void stop() {
        session.close();
        gogo.stop();
        threadIo.stop();
    }

    private int line(String line) {
        return session.run(new Request(false, true, 100, List.of(line)));
    }

    private String printed() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }

    @Test
    void linesCanBePiped() {
        assertThat(line("checks | grep DOWN")).isZero();
        assertThat(printed().lines()).hasSize(2).allMatch(line -> line.contains("DOWN"));
        line("checks | grep -i -v down | count");
        assertThat(printed()).isEqualTo("2\n");
        line("help | head 1");
        assertThat(printed()).startsWith("COMMAND").hasLineCount(1);
        line("help | tail 1");
        assertThat(printed()).contains("checks | grep DOWN");
    }

    @Test
    void everyCommandIsAFunction() {
        commands.all().stream()
                .filter(command -> command.fewest() == 0)
                .forEach(command ->
                        assertThat(line(command.name())).as(command.name()).isZero());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void exitCodeIsThatOfTheLastCommandThatFailed() {
        assertThat(line("probe tcp_check")).isEqualTo(1);
        assertThat(line("probe")).isEqualTo(2);
        assertThat(line("status")).isZero();
        assertThat(line("nonsense")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nonsense");
    }

    @Test
    void variablesLastAsLongAsTheClient() {
        line("x = http");
        printed();
        assertThat(line("probe $x")).isZero();
        assertThat(printed()).contains("passed: 200");
    }

    @Test
    void jsonIsPrintedByTheCommandsOfALineToo() {
        session.run(new Request(true, true, 0, List.of("bundles")));
        assertThat(printed()).startsWith("{");
    }

    @Test
    void oneShotCommandsNeedNoGogo() {
        ConsoleSession alone = session(Optional.empty());
        assertThat(alone.run(new Request(false, false, 0, List.of("probe", "http"))))
                .isZero();
        assertThat(printed()).contains("passed: 200");
        assertThat(alone.run(new Request(false, true, 0, List.of("status")))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Gogo runtime");
    }

    @Test
    void wordsOfAnotherBundlesCommandAreNotInterpreted() {
        assertThat(session.run(new Request(false, false, 0, List.of("other:twice", "$x | (status)"))))
                .isZero();
        assertThat(printed()).isEqualTo("$x | (status)$x | (status)\n");
    }

    /** Another bundle's command. */
    public static final class Other {
        public String twice(String text) {
            return text + text;
        }
    }
}
