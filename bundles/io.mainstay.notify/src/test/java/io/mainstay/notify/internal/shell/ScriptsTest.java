// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static io.mainstay.notify.internal.Setup.script;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mainstay.platform.ScriptRunner.Outcome;
import io.mainstay.testkit.FakeScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads about scripts that do not do well. */
class ScriptsTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(Scripts.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Scripts scripts = new Scripts(new FakeScriptRunner());

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void quiet() {
        log.detachAppender(lines);
    }

    @Test
    void aRepeatedFailureIsOneWarningAndRecoveryIsTold() {
        report(1);
        report(1);
        report(2);
        report(0);
        report(0);

        assertThat(said())
                .containsExactly(
                        "WARN notify_up '/s' ended with status 1; expected 0",
                        "WARN notify_up '/s' ended with status 2; expected 0",
                        "INFO notify_up '/s' succeeds again");
    }

    @Test
    void aScriptThatDidNotRunSaysWhy() {
        scripts.report("notify_up", script("/s"), Outcome.notStarted("/s does not exist; create it"));

        assertThat(said()).containsExactly("WARN notify_up '/s' did not run: /s does not exist; create it");
    }

    @Test
    void signalsAndTimeLimitsAreNamed() {
        report(128 + 9);
        scripts.report("notify_up", script("/s"), new Outcome(true, 143, true, "", Duration.ZERO));

        assertThat(said())
                .containsExactly(
                        "WARN notify_up '/s' was ended by signal 9",
                        "WARN notify_up '/s' was ended because its time was over");
    }

    private void report(int status) {
        scripts.report("notify_up", script("/s"), new Outcome(true, status, false, "", Duration.ZERO));
    }

    private List<String> said() {
        return lines.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }
}
