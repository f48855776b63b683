// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * {@code bin/mainstay-ucarp}: one CARP instance from ucarp's command line, in as few bundles as that takes. The start script
 * hands the arguments over in a file that is deleted when it has been read, so that the password is in no command line; the
 * instance is told its settings by a framework property.
 */
final class Ucarp {
    /** What the instance is made of, see the source of the CARP bundle: statements, each {@code keyword US argument … RS}. */
    private static final String STATEMENTS = "mainstay.ucarp";

    private static final char UNIT = '\u001f';
    private static final char RECORD = '\u001e';

    /** Takes {@code status} and {@code step-down}. */
    private static final String COMMAND = "(mainstay.ucarp=true)";

    private static final int START_FAILED = 2;
    private static final int KILLED = 128;

    private static final List<String> BUNDLES = List.of(
            "io.mainstay.api-",
            "io.mainstay.platform-",
            "io.mainstay.linux-",
            "io.mainstay.config-",
            "io.mainstay.control-",
            "io.mainstay.carp-",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr",
            "org.osgi.");

    private final UcarpLine line;
    private final Path home;
    private final ServiceManager manager;
    private final Requests requests = new Requests(code -> Runtime.getRuntime().halt(code));
    private volatile int signal;

    private Ucarp(UcarpLine line, Path home, ServiceManager manager) {
        this.line = line;
        this.home = home;
        this.manager = manager;
    }

    /**
     * Returns the exit code, after everything has been given back.
     *
     * @param file with the arguments, each followed by a NUL; deleted, and so is its folder
     */
    static int run(Path file, Path home, ServiceManager manager, boolean background) throws StartRefused {
        UcarpLine line = UcarpLine.parse(take(file));
        if (!line.problems().isEmpty()) {
            line.problems().forEach(problem -> System.err.println("mainstay-ucarp: " + problem));
            System.err.println("mainstay-ucarp: 'mainstay-ucarp --help' lists all options");
            return line.exitCode();
        }
        if (line.has(UcarpOption.HELP)) {
            System.out.print(UcarpOption.usage());
            return ExitCode.OK;
        }
        return new Ucarp(line, home, manager).run(background);
    }

    private static List<String> take(Path file) throws StartRefused {
        try {
            String all = Files.readString(file, StandardCharsets.UTF_8);
            Files.delete(file);
            Files.delete(file.getParent());
            List<String> arguments = new ArrayList<>(List.of(all.split("\0", -1)));
            arguments.remove(arguments.size() - 1); // each is followed by one
            return arguments;
        } catch (IOException e) {
            throw new StartRefused(ExitCode.SOFTWARE, file + ": the arguments cannot be read: " + e);
        }
    }

    private int run(boolean background) throws StartRefused {
        String device = line.value(UcarpOption.INTERFACE).orElseGet(Ucarp::firstInterface);
        if (device.isEmpty()) {
            throw new StartRefused(1, "-i/--interface is needed: no interface is up");
        }
        Path state = state(device);
        try (InstanceLock lock = InstanceLock.take(state)) {
            CommandLine plain = CommandLine.parse(options(state));
            Folders folders = Folders.of(plain, home, Map.of(), true);
            FrameworkStart framework = FrameworkStart.begin(
                    () -> properties(plain, folders, device),
                    new SystemBundles.Choice(
                            home.resolve("system"), name -> BUNDLES.stream().anyMatch(name::startsWith)));
            LogSettings settings = LogSettings.of(plain, folders, LogSettings.Host.detect(System.getenv(), background));
            try (Logs logs = Logs.configure(settings)) {
                warnings().forEach(log()::warn);
                listen();
                return serve(framework);
            }
        }
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (UcarpOption script : List.of(UcarpOption.UP_SCRIPT, UcarpOption.DOWN_SCRIPT)) {
            if (!line.has(script) && !line.has(UcarpOption.INSTALL_ADDRESS)) {
                warnings.add("no " + script.display() + " is given: nobody will "
                        + (script == UcarpOption.UP_SCRIPT ? "install" : "remove")
                        + " the address; --install-address does it without scripts");
            }
        }
        line.value(UcarpOption.FACILITY)
                .filter(name ->
                        !name.equals("none") && LogSettings.facility(name).isEmpty())
                .ifPresent(name -> warnings.add("-f/--facility: unknown facility '" + name + "'; daemon is used"));
        return warnings;
    }

    /** In {@code mainstay}'s terms. */
    private List<String> options(Path state) {
        List<String> options = new ArrayList<>(List.of("--state-dir=" + state, "--etc=" + state.resolve("none")));
        String facility = line.value(UcarpOption.FACILITY).orElse("daemon");
        if (facility.equals("none")) {
            options.add("-G");
        } else if (LogSettings.facility(facility).isPresent()) {
            options.add("--log-facility=" + facility);
        }
        if (!line.has(UcarpOption.DAEMONIZE)) {
            options.add("-l");
        }
        if (line.has(UcarpOption.DEBUG)) {
            options.add("-D");
        }
        if (!line.has(UcarpOption.SHUTDOWN)) {
            options.add("-V");
        }
        return options;
    }

    private Map<String, Object> properties(CommandLine plain, Folders folders, String device) {
        Map<String, Object> properties = FrameworkProperties.of(plain, folders, null);
        properties.put("mainstay.carp.strict", "true");
        properties.put(STATEMENTS, statements(device));
        return properties;
    }

    private String statements(String device) {
        StringBuilder text = new StringBuilder();
        add(text, "interface", device);
        add(text, "source_address", UcarpOption.SOURCE);
        add(text, "group", UcarpOption.GROUP);
        add(text, "vhid", UcarpOption.VHID);
        if (line.passwordLast()) {
            add(text, "password", UcarpOption.PASSWORD);
        } else {
            line.value(UcarpOption.PASSWORD_FILE)
                    .ifPresent(file -> add(
                            text,
                            "password_file",
                            Path.of(file).toAbsolutePath().toString()));
        }
        add(text, "address", UcarpOption.ADDRESS);
        add(text, "advbase", UcarpOption.ADVBASE);
        add(text, "advskew", UcarpOption.ADVSKEW);
        add(text, "dead_ratio", UcarpOption.DEAD_RATIO);
        line.value(UcarpOption.UP_SCRIPT).ifPresent(file -> add(text, "up_script", command(file), "root"));
        line.value(UcarpOption.DOWN_SCRIPT).ifPresent(file -> add(text, "down_script", command(file), "root"));
        add(text, "script_parameter", UcarpOption.PARAMETER);
        add(text, "tie_break", line.value(UcarpOption.TIE_BREAK).orElse("ucarp-le"));
        add(text, "install_addresses", line.has(UcarpOption.INSTALL_ADDRESS) ? "yes" : "no");
        flag(text, "preempt", UcarpOption.PREEMPT);
        flag(text, "neutral", UcarpOption.NEUTRAL);
        flag(text, "ignore_link_state", UcarpOption.IGNORE_LINK);
        flag(text, "broadcast", UcarpOption.NO_MULTICAST);
        return text.toString();
    }

    /** A command is read once more, for its parameters; here it is one file, whatever its name has in it. */
    private static String command(String file) {
        String path = Path.of(file).toAbsolutePath().toString();
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            escaped.append(Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0 ? "" : "\\")
                    .append(c);
        }
        return escaped.toString();
    }

    private void add(StringBuilder text, String keyword, UcarpOption option) {
        line.value(option).ifPresent(value -> add(text, keyword, value));
    }

    private void flag(StringBuilder text, String keyword, UcarpOption option) {
        if (line.has(option)) {
            add(text, keyword, "yes");
        }
    }

    private static void add(StringBuilder text, String keyword, String... arguments) {
        text.append(keyword);
        for (String argument : arguments) {
            text.append(UNIT).append(argument);
        }
        text.append(RECORD);
    }

    private int serve(FrameworkStart framework) throws StartRefused {
        Container container = Container.start(framework);
        try {
            int exitCode = container.exitCode("start");
            if (exitCode != ExitCode.OK) {
                return START_FAILED;
            }
            requests.open();
            manager.ready();
            container.startRest();
            return follow(container);
        } finally {
            manager.stopping();
            container.ask("stop");
            container.stop();
        }
    }

    private int follow(Container container) {
        while (true) {
            try {
                switch (requests.take()) {
                    case DUMP -> container.ask(COMMAND, "status");
                    case STATS -> container.ask(COMMAND, "step-down");
                    case RELOAD -> {}
                    case STOP -> {
                        return line.has(UcarpOption.SHUTDOWN) ? ExitCode.OK : KILLED + signal;
                    }
                }
            } catch (RuntimeException | LinkageError e) {
                log().error("a request failed; what runs goes on", e);
            } catch (InterruptedException e) {
                return ExitCode.SOFTWARE;
            }
        }
    }

    /** ucarp's meanings: HUP is no reload. */
    private void listen() {
        for (String name : List.of("TERM", "INT", "HUP")) {
            Signal.handle(new Signal(name), received -> {
                signal = received.getNumber();
                requests.add(Request.STOP);
            });
        }
        Signal.handle(new Signal("USR1"), received -> requests.add(Request.DUMP));
        Signal.handle(new Signal("USR2"), received -> requests.add(Request.STATS));
    }

    /** One process per interface and virtual host; other network namespaces have other interfaces of that name. */
    private Path state(String device) {
        Optional<String> wanted = line.value(UcarpOption.STATE_DIR);
        if (wanted.isPresent()) {
            return Path.of(wanted.get()).toAbsolutePath().normalize();
        }
        String name = device + "-" + line.value(UcarpOption.VHID).orElse("");
        return Path.of(
                "/run/mainstay-ucarp",
                name + otherNamespace().map(id -> "-" + id).orElse(""));
    }

    private static Optional<String> otherNamespace() {
        try {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
            Path first = Path.of("/proc/1/ns/net");
            boolean same = Files.exists(first, LinkOption.NOFOLLOW_LINKS)
                    && Files.readSymbolicLink(first).equals(own);
            return same ? Optional.empty() : Optional.of(own.toString().replaceAll("[^0-9]", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String firstInterface() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Ucarp::usable)
                    .min(Comparator.comparingInt(NetworkInterface::getIndex))
                    .map(NetworkInterface::getName)
                    .orElse("");
        } catch (SocketException e) {
            return "";
        }
    }

    private static boolean usable(NetworkInterface each) {
        try {
            return each.isUp() && !each.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Looked up late: logging is set up beside the framework's start. */
    private static Logger log() {
        return LoggerFactory.getLogger(Ucarp.class);
    }
}
