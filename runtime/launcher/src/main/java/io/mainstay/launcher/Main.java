// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import io.mainstay.launcher.genhash.Genhash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The way in: reads the command line and does what it says. {@code bin/mainstay} calls it. */
public final class Main {
    private static final List<Path> DEFAULT_CONFIGS =
            List.of(Path.of("/etc/keepalived/keepalived.conf"), Path.of("/etc/keepalived.conf"));

    private Main() {}

    public static void main(String[] arguments) {
        boolean client = arguments.length > 0 && (arguments[0].equals("ctl") || arguments[0].equals("shell"));
        boolean simulation = arguments.length > 0 && arguments[0].equals("simulate");
        boolean ucarp = arguments.length > 1 && arguments[0].equals("ucarp");
        boolean genhash =
                arguments.length > 0 && List.of("genhash", "-T", "--genhash").contains(arguments[0]);
        int exitCode;
        if (genhash) {
            exitCode = Genhash.run(List.of(arguments).subList(1, arguments.length), System.out, System.err);
        } else if (client) {
            exitCode = Console.run(arguments);
        } else if (simulation) {
            exitCode = simulate(List.of(arguments).subList(1, arguments.length));
        } else if (ucarp) {
            exitCode = ucarp(Path.of(arguments[1]));
        } else {
            exitCode = run(List.of(arguments));
        }
        if (background()) {
            ServiceManager.ended(exitCode); // after a successful start nobody reads it any more
        }
        System.out.flush();
        System.err.flush();
        System.exit(exitCode);
    }

    private static int run(List<String> arguments) {
        CommandLine line = CommandLine.parse(arguments);
        if (!line.problems().isEmpty()) {
            return refuse(line.problems());
        }
        if (line.has(Option.HELP)) {
            System.err.print(Usage.help());
            return ExitCode.OK;
        }
        if (line.has(Option.VERSION)) {
            System.err.print(Usage.version());
            return ExitCode.OK;
        }
        if (line.has(Option.SIGNUM)) {
            return signum(line.value(Option.SIGNUM).orElse(""));
        }
        if (line.has(Option.GENHASH)) {
            return refuse(List.of("-T/--genhash must be the first option; or say: mainstay genhash"));
        }
        List<String> problems = Stream.of(facilityProblem(line), profileProblem(line))
                .filter(problem -> !problem.isEmpty())
                .toList();
        return problems.isEmpty() ? start(line) : refuse(problems);
    }

    private static int start(CommandLine line) {
        Map<String, String> environment = System.getenv();
        ServiceManager manager = new ServiceManager(background(), environment.containsKey("NOTIFY_SOCKET"));
        try {
            Folders folders = Folders.of(line, home(), environment, isRoot());
            Path config = line.has(Option.USE_FILE)
                    ? null
                    : DEFAULT_CONFIGS.stream().filter(Files::exists).findFirst().orElse(null);
            if (line.has(Option.CONFIG_TEST)) {
                return ConfigTest.run(line, folders, config);
            }
            LogSettings settings = LogSettings.of(line, folders, LogSettings.Host.detect(environment, background()));
            return new Daemon(line, folders, config, manager).run(settings, isRoot() && !line.has(Option.STATE_DIR));
        } catch (StartRefused e) {
            System.err.println("mainstay: " + e.getMessage());
            return e.exitCode();
        }
    }

    private static int simulate(List<String> words) {
        try {
            return Simulate.run(words, home());
        } catch (StartRefused e) {
            System.err.println("mainstay: " + e.getMessage());
            return e.exitCode();
        }
    }

    private static int ucarp(Path arguments) {
        ServiceManager manager =
                new ServiceManager(background(), System.getenv().containsKey("NOTIFY_SOCKET"));
        try {
            return Ucarp.run(arguments, home(), manager, background());
        } catch (StartRefused e) {
            System.err.println("mainstay-ucarp: " + e.getMessage());
            return e.exitCode();
        }
    }

    /** Whether the start script waits to hear how the start goes. */
    private static boolean background() {
        return Boolean.getBoolean("mainstay.background");
    }

    private static int refuse(List<String> problems) {
        problems.forEach(problem -> System.err.println("mainstay: " + problem));
        System.err.println("mainstay: 'mainstay --help' lists all options");
        return ExitCode.FATAL;
    }

    private static int signum(String name) {
        OptionalInt number = Signum.of(name);
        if (number.isEmpty()) {
            return refuse(List.of("--signum: unknown signal '" + name + "'; known: " + Signum.known()));
        }
        System.out.println(number.getAsInt());
        return ExitCode.OK;
    }

    private static String facilityProblem(CommandLine line) {
        return line.value(Option.LOG_FACILITY)
                .filter(name -> LogSettings.facility(name).isEmpty())
                .map(name -> "-S/--log-facility: unknown facility '" + name
                        + "'; known: 0 to 7, local0 to local7, user, daemon")
                .orElse("");
    }

    private static String profileProblem(CommandLine line) {
        return line.value(Option.PROFILE)
                .filter(name -> !List.of("default", "punctual", "throughput").contains(name))
                .map(name -> "--profile: unknown profile '" + name + "'; known: default, punctual, throughput")
                .orElse("");
    }

    /** The distribution, told by the start script. */
    private static Path home() throws StartRefused {
        String home = System.getProperty("mainstay.home");
        if (home == null || !Files.isDirectory(Path.of(home, "system"))) {
            throw new StartRefused(
                    ExitCode.SOFTWARE,
                    "mainstay.home is " + home
                            + ", where there is no system/ folder; start with bin/mainstay of a distribution");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
