// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    private static LoggingEvent event(Level level, String message, Throwable cause) {
        LoggingEvent event = new LoggingEvent(
                "", new LoggerContext().getLogger("io.mainstay.balancer.internal.Loop"), level, message, cause, null);
        event.setThreadName("control");
        event.setTimeStamp(LocalDateTime.of(2026, 1, 31, 3, 12, 45, 7_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
        return event;
    }

    @Test
    void timeLevelSubjectMessage() {
        LogLine line = new LogLine(LogLine.Start.TIME, false, 0);

        assertThat(line.doLayout(event(Level.WARN, "quorum lost", null)))
                .isEqualTo("2026-01-31 03:12:45.007 WARN  balancer: quorum lost\n");
    }

    @Test
    void inDetailTheThreadIsNamed() {
        assertThat(new LogLine(LogLine.Start.TIME, true, 0).doLayout(event(Level.ERROR, "x", null)))
                .endsWith("ERROR balancer [control]: x\n");
    }

    @Test
    void eachLineForSyslogHasAPriority() {
        String text = new LogLine(LogLine.Start.PRIORITY, false, 3)
                .doLayout(event(Level.ERROR, "two\nlines", new IllegalStateException("why")));

        assertThat(text.lines()).allMatch(each -> each.startsWith("<27>")).hasSizeGreaterThan(2);
        assertThat(text).startsWith("<27>balancer: two lines\n<27>java.lang.IllegalStateException: why");
    }

    @ParameterizedTest
    @CsvSource({
        "io.mainstay.balancer.internal.shell.Reconciler, balancer",
        "io.mainstay.check.http.HttpChecker, http",
        "io.mainstay.deploy, deploy",
        "com.example.acme.Checker, acme.Checker",
        "framework.io.mainstay.balancer.Component, framework",
        "ROOT, ROOT"
    })
    void subjectIsThePartThatSpeaks(String logger, String subject) {
        assertThat(LogLine.subject(logger)).isEqualTo(subject);
    }
}
