// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
    private static final LogSettings.Host PLAIN = new LogSettings.Host(false, false);
    private static final LogSettings.Host SYSLOG = new LogSettings.Host(true, false);
    private static final LogSettings.Host JOURNAL = new LogSettings.Host(true, true);
    private static final Path USUAL = Path.of("/s/log/mainstay.log");

    private static LogSettings of(LogSettings.Host host, String... arguments) {
        CommandLine line = CommandLine.parse(List.of(arguments));
        Folders folders = Folders.of(
                CommandLine.parse(List.of("--state-dir=/s", "--etc=/nowhere")), Path.of("/h"), Map.of(), true);
        return LogSettings.of(line, folders, host);
    }

    @Test
    void syslogIsTheDefaultWhereThereIsOne() {
        LogSettings settings = of(SYSLOG);

        assertThat(settings.syslog()).hasValue(3);
        assertThat(settings.file()).isEmpty();
        assertThat(settings.console()).isFalse();
    }

    @Test
    void withoutSyslogAFileTakesTheLog() {
        assertThat(of(PLAIN).file()).contains(USUAL);
        assertThat(of(SYSLOG, "-G").file()).contains(USUAL);
    }

    @Test
    void theConsoleIsEnoughWithoutSyslog() {
        LogSettings settings = of(PLAIN, "-l");

        assertThat(settings.console()).isTrue();
        assertThat(settings.file()).isEmpty();
    }

    @Test
    void theConsoleIsInAdditionToSyslog() {
        LogSettings settings = of(SYSLOG, "-l", "-S", "local3");

        assertThat(settings.console()).isTrue();
        assertThat(settings.syslog()).hasValue(19);
    }

    @Test
    void underSystemdTheJournalTakesTheLogInPlaceOfSyslog() {
        LogSettings settings = of(JOURNAL);

        assertThat(settings.journal()).isTrue();
        assertThat(settings.console()).isTrue();
        assertThat(settings.syslog()).isEmpty();
    }

    @Test
    void aLogFileIsInAddition() {
        assertThat(of(SYSLOG, "-g").file()).contains(USUAL);
        assertThat(of(SYSLOG, "--log-file=/x/y.log").file()).contains(Path.of("/x/y.log"));
        assertThat(of(SYSLOG, "-g/x/y.log").syslog()).isPresent();
    }

    @Test
    void facilitiesHaveSyslogsNumbers() {
        assertThat(LogSettings.facility("0")).isEqualTo(OptionalInt.of(16));
        assertThat(LogSettings.facility("local7")).isEqualTo(OptionalInt.of(23));
        assertThat(LogSettings.facility("user")).isEqualTo(OptionalInt.of(1));
        assertThat(LogSettings.facility("8")).isEmpty();
    }
}
