// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code mainstay ctl} and {@code mainstay shell}: the console's client. It runs in a process of its own, and has to be quick
 * to start: no framework, no logging, only the JDK.
 *
 * <p>Exit codes: 0 fine, 1 the command failed, 2 wrong usage, 3 the daemon cannot be reached.
 */
public final class Console {
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;

    private static final String PROMPT = "mainstay> ";
    private static final String HELP = """
            usage: mainstay ctl [options] <command> [words]   run one command ('mainstay ctl help' lists them)
                   mainstay shell [options] [line]            run lines; commands can be piped: checks | grep DOWN
            options:
              --json            print JSON
              --state-dir DIR   the daemon was started with this --state-dir
              --socket PATH     its console socket
            """;

    private Console() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** @param arguments {@code ctl} or {@code shell}, then what follows it on the command line */
    public static int run(String[] arguments) {
        return run(List.of(arguments), System.getenv(), System.out, System.err);
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Line line;
        try {
            line = Line.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("mainstay: " + e.getMessage());
            err.print(HELP);
            return USAGE;
        }
        if (line.help) {
            out.print(HELP);
            return ExitCode.OK;
        }
        Path socket = line.socket.isEmpty() ? defaultSocket(line.stateDir, environment) : Path.of(line.socket);
        try (ConsoleConnection console = ConsoleConnection.open(socket.toAbsolutePath(), out, err)) {
            if (!line.shell) {
                return console.run(line.words, line.json, false, Terminal.columns());
            }
            return line.words.isEmpty()
                    ? lines(console, line.json, out)
                    : console.run(List.of(String.join(" ", line.words)), line.json, true, Terminal.columns());
        } catch (IOException e) {
            err.println("mainstay: " + e.getMessage());
            return UNREACHABLE;
        }
    }

    private static Path defaultSocket(String stateDir, Map<String, String> environment) {
        CommandLine daemon = CommandLine.parse(stateDir.isEmpty() ? List.of() : List.of("--state-dir", stateDir));
        return Folders.of(daemon, Path.of("."), environment, isRoot()).socket();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** Runs line after line; the end of the input ends it, with the last line's exit code. */
    private static int lines(ConsoleConnection console, boolean json, PrintStream out) throws IOException {
        Lines input = input(out);
        int exit = ExitCode.OK;
        for (Optional<String> line = input.next(); line.isPresent(); line = input.next()) {
            String text = line.get().strip();
            if (text.equals("exit") || text.equals("quit")) {
                return exit;
            }
            if (!text.isEmpty()) {
                exit = console.run(List.of(text), json, true, Terminal.columns());
            }
        }
        return exit;
    }

    /** Where lines come from. */
    private interface Lines {
        Optional<String> next() throws IOException;
    }

    /** With prompt and line editing when somebody types. */
    private static Lines input(PrintStream out) {
        FileInputStream in = new FileInputStream(FileDescriptor.in);
        if (!Terminal.isTerminal(0) || !Terminal.isTerminal(1)) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return () -> Optional.ofNullable(lines.readLine());
        }
        LineEditor editor = new LineEditor(in, out, PROMPT);
        return () -> {
            // raw only while a line is typed: Ctrl-C then ends a running command together with this client
            Terminal.Raw raw = Terminal.raw();
            try {
                return editor.read(Terminal.columns());
            } finally {
                raw.close();
            }
        };
    }

    /**
     * The client's command line.
     *
     * @param shell whether lines are run, or one command
     * @param socket empty when not given
     * @param stateDir empty when not given
     * @param words what is for the daemon
     */
    record Line(boolean shell, boolean help, boolean json, String socket, String stateDir, List<String> words) {

        static Line parse(List<String> arguments) {
            if (arguments.isEmpty() || !List.of("ctl", "shell").contains(arguments.get(0))) {
                throw new IllegalArgumentException("expected ctl or shell");
            }
            boolean shell = arguments.get(0).equals("shell");
            boolean help = false;
            boolean json = false;
            String socket = "";
            String stateDir = "";
            List<String> words = new ArrayList<>();
            for (int i = 1; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                int equals = argument.indexOf('=');
                switch (argument.startsWith("--") && equals > 0 ? argument.substring(0, equals) : argument) {
                    case "--json" -> json = true;
                    case "-h", "--help" -> help = true;
                    case "--socket" -> socket = equals > 0 ? argument.substring(equals + 1) : next(arguments, i++);
                    case "--state-dir" -> stateDir = equals > 0 ? argument.substring(equals + 1) : next(arguments, i++);
                    default -> words.add(argument);
                }
            }
            if (!shell && !help && words.isEmpty()) {
                throw new IllegalArgumentException("ctl needs a command");
            }
            return new Line(shell, help, json, socket, stateDir, List.copyOf(words));
        }

        private static String next(List<String> arguments, int option) {
            if (option + 1 == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(option) + " needs a path");
            }
            return arguments.get(option + 1);
        }
    }
}
