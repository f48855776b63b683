// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.api.config.NearestKeyword;
import io.mainstay.simulate.internal.engine.Quality;
import io.mainstay.simulate.internal.scenario.Scenario.HostFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The words after {@code mainstay simulate}. All problems are found at once.
 *
 * @param scenario empty when there are problems, or when only help is wanted
 * @param problems what is wrong, one sentence each
 * @param help whether help is wanted
 */
public record CommandLine(Optional<Scenario> scenario, List<String> problems, boolean help) {
    private static final Duration LEAST = Duration.ofSeconds(30);
    private static final Duration AFTER_THE_LAST = Duration.ofSeconds(15);

    public CommandLine {
        problems = List.copyOf(problems);
    }

    public static CommandLine parse(List<String> words) {
        return new Reader(words).read();
    }

    /** One reading. */
    private static final class Reader {
        private final List<String> words;
        private final Options options = new Options();
        private final List<HostFile> hosts = new ArrayList<>();
        private int next;
        private boolean help;

        Reader(List<String> words) {
            this.words = words;
        }

        CommandLine read() {
            while (next < words.size()) {
                String word = words.get(next++);
                if (word.equals("--help") || word.equals("-h")) {
                    help = true;
                } else if (word.startsWith("--")) {
                    option(word);
                } else {
                    host(word);
                }
            }
            if (help) {
                return new CommandLine(Optional.empty(), List.of(), true);
            }
            if (hosts.isEmpty()) {
                options.problem("name at least one configuration file, such as: mainstay simulate a.conf b.conf");
            }
            options.checkHosts(hosts.stream().map(HostFile::name).toList());
            return options.problems().isEmpty()
                    ? new CommandLine(Optional.of(scenario()), List.of(), false)
                    : new CommandLine(Optional.empty(), options.problems(), false);
        }

        private void option(String word) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (Options.SWITCHES.contains(name)) {
                if (equals >= 0) {
                    options.problem(name + " takes no value");
                }
                options.turnOn(name);
            } else if (!Options.NAMES.contains(name)) {
                options.problem("unknown option " + name
                        + NearestKeyword.of(name, Options.ALL)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; 'mainstay simulate --help' lists all"));
                if (equals < 0 && next < words.size() && words.get(next).indexOf('@') > 0) {
                    next++; // its value, most probably, and no host
                }
            } else if (equals < 0 && next == words.size()) {
                options.problem(name + " needs a value: " + Options.form(name));
            } else {
                options.read(name, equals < 0 ? value() : word.substring(equals + 1));
            }
        }

        /** {@code NAME=fail a@10s} may be two words. */
        private String value() {
            String value = words.get(next++);
            boolean goesOn = next < words.size()
                    && value.indexOf('=') > 0
                    && value.indexOf('@') < 0
                    && value.indexOf(':') < 0
                    && words.get(next).indexOf('@') > 0
                    && !words.get(next).startsWith("--");
            if (!goesOn) {
                return value;
            }
            String where = words.get(next++);
            int at = where.indexOf('@');
            return where.substring(0, at) + ":" + value + where.substring(at);
        }

        private void host(String word) {
            int equals = word.indexOf('=');
            HostFile host = equals > 0 && word.indexOf('/') != 0
                    ? new HostFile(word.substring(0, equals), word.substring(equals + 1))
                    : new HostFile(Names.of(word), word);
            if (!host.name().matches("[A-Za-z0-9_.-]+")) {
                options.problem(
                        "'" + host.name() + "' cannot be a host's name here; give it one with NAME=" + host.file());
            }
            if (hosts.stream().anyMatch(other -> other.name().equals(host.name()))) {
                options.problem("two hosts would be called '" + host.name() + "'; name them with NAME=" + host.file());
            }
            hosts.add(host);
        }

        private Scenario scenario() {
            List<Event> events = new ArrayList<>(options.events());
            for (HostFile host : hosts) {
                boolean later = events.stream()
                        .filter(e ->
                                e instanceof Event.Power power && power.host().equals(host.name()))
                        .min(Comparator.comparing(Event::at))
                        .filter(e -> ((Event.Power) e).kind() == Event.Kind.START)
                        .isPresent();
                if (!later) {
                    events.add(new Event.Power(Duration.ZERO, host.name(), Event.Kind.START));
                }
            }
            // Stable: what is at the same time happens in the order of the command line, but hosts start before
            // anything.
            events.sort(Comparator.comparing(Event::at)
                    .thenComparing(e -> !(e instanceof Event.Power power && power.kind() == Event.Kind.START)));
            return new Scenario(
                    hosts,
                    events,
                    Quality.GOOD,
                    options.length().orElseGet(() -> standardLength(events)),
                    options.seed(),
                    options.tolerance(),
                    options.json(),
                    options.wires(),
                    options.addresses());
        }

        private static Duration standardLength(List<Event> events) {
            Duration last = events.get(events.size() - 1).at().plus(AFTER_THE_LAST);
            return last.compareTo(LEAST) < 0 ? LEAST : last;
        }
    }
}
