// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is logged, and where to.
 *
 * @param detail 0, 1 ({@code -D}: debug) or 2 ({@code -D -D}: every probe)
 * @param console whether to standard error
 * @param journal whether standard error is journald's, which wants priorities instead of times
 * @param syslog the facility when syslog is used
 * @param file the log file when there is one
 * @param flush whether the file is written line by line
 * @param override the operator's own logback.xml when there is one; it replaces all the above
 */
record LogSettings(
        int detail,
        boolean console,
        boolean journal,
        OptionalInt syslog,
        Optional<Path> file,
        boolean flush,
        Optional<Path> override) {
    private static final int DAEMON = 3;
    private static final int LOCAL0 = 16;

    /** Which ways to log this host and start-up offer. */
    record Host(boolean syslog, boolean journal) {

        static Host detect(Map<String, String> environment, boolean background) {
            boolean socket = Files.exists(Path.of("/dev/log"));
            boolean logger = Stream.of(
                            environment.getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                    .anyMatch(dir -> !dir.isEmpty() && Files.isExecutable(Path.of(dir, "logger")));
            return new Host(socket && logger, !background && environment.containsKey("JOURNAL_STREAM"));
        }
    }

    static LogSettings of(CommandLine line, Folders folders, Host host) {
        boolean console = line.has(Option.LOG_CONSOLE) || host.journal();
        boolean syslog = host.syslog() && !host.journal() && !line.has(Option.NO_SYSLOG);
        Path usual = folders.state().resolve("log").resolve("mainstay.log");
        Optional<Path> file =
                line.value(Option.LOG_FILE).map(name -> Path.of(name).toAbsolutePath());
        if (file.isEmpty() && (line.has(Option.LOG_FILE) || !(console || syslog))) {
            file = Optional.of(usual); // a daemon that logs nowhere can't be helped
        }
        Path xml = folders.etc().resolve("logback.xml");
        return new LogSettings(
                Math.min(2, line.count(Option.LOG_DETAIL)),
                console,
                host.journal(),
                syslog
                        ? OptionalInt.of(
                                facility(line.value(Option.LOG_FACILITY).orElse("daemon"))
                                        .orElse(DAEMON))
                        : OptionalInt.empty(),
                file,
                line.has(Option.FLUSH_LOG_FILE),
                Files.isReadable(xml) ? Optional.of(xml) : Optional.empty());
    }

    /** {@code -t}: nothing but what is wrong with the program itself, on standard error. */
    static LogSettings quiet() {
        return new LogSettings(-1, true, false, OptionalInt.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The number of a facility's name; empty when there is none of that name. */
    static OptionalInt facility(String name) {
        if (name.matches("[0-7]")) {
            return OptionalInt.of(LOCAL0 + name.charAt(0) - '0');
        }
        if (name.matches("local[0-7]")) {
            return OptionalInt.of(LOCAL0 + name.charAt(5) - '0');
        }
        return switch (name) {
            case "user" -> OptionalInt.of(1);
            case "daemon" -> OptionalInt.of(DAEMON);
            default -> OptionalInt.empty();
        };
    }

    /** {@code "standard error, /var/log/x"}, for the first line of the log and for the operator. */
    String where() {
        return Stream.of(
                        override.map(xml -> "as " + xml + " says"),
                        console ? Optional.of("standard error") : Optional.<String>empty(),
                        syslog.isPresent() ? Optional.of("syslog") : Optional.<String>empty(),
                        file.map(Path::toString))
                .flatMap(Optional::stream)
                .reduce((a, b) -> a + ", " + b)
                .orElse("nowhere");
    }
}
