// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line, read as {@code getopt_long} would: bundled letters, {@code -fFILE} and {@code -f FILE},
 * {@code --word=value} and {@code --word value}, {@code --} ends the options. Pure; all problems are found at once.
 *
 * @param given each option given, with its arguments in order (an empty one for an option without)
 * @param problems why the line is refused; empty when it is not
 * @param notices what is only worth saying: stray words, options whose subsystem does not exist yet
 */
record CommandLine(Map<Option, List<String>> given, List<String> problems, List<String> notices) {

    static CommandLine parse(List<String> arguments) {
        return new Reader(arguments).read();
    }

    boolean has(Option option) {
        return given.containsKey(option);
    }

    int count(Option option) {
        return given.getOrDefault(option, List.of()).size();
    }

    /** The argument of the option's last occurrence, when it had one. */
    Optional<String> value(Option option) {
        List<String> values = values(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** All non-empty arguments of an option. */
    List<String> values(Option option) {
        return given.getOrDefault(option, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The parser's state. */
    private static final class Reader {
        private final List<String> arguments;
        private final Map<Option, List<String>> given = new EnumMap<>(Option.class);
        private final List<String> problems = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private int next;

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        CommandLine read() {
            while (next < arguments.size()) {
                String argument = arguments.get(next++);
                if (argument.equals("--")) {
                    arguments.subList(next, arguments.size()).forEach(this::stray);
                    break;
                } else if (argument.startsWith("--")) {
                    word(argument.substring(2));
                } else if (argument.startsWith("-") && argument.length() > 1) {
                    letters(argument.substring(1));
                } else {
                    stray(argument);
                }
            }
            given.keySet()
                    .forEach(option -> option.missing.ifPresent(
                            what -> notices.add(option.display() + " has no effect: not supported yet: " + what)));
            return new CommandLine(given, List.copyOf(problems), List.copyOf(notices));
        }

        private void stray(String argument) {
            notices.add("unexpected argument '" + argument + "' is ignored");
        }

        private void word(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Optional<Option> found = Option.ofWord(name);
            if (found.isEmpty()) {
                problems.add("unknown option --" + name + NearestOption.hint(name));
                return;
            }
            Option option = found.get();
            if (equals >= 0) {
                if (option.argument == Option.Argument.NONE) {
                    problems.add("--" + name + " takes no argument");
                } else {
                    put(option, text.substring(equals + 1));
                }
            } else {
                put(option, option.argument == Option.Argument.REQUIRED ? following(option) : "");
            }
        }

        private void letters(String letters) {
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                Optional<Option> found = Option.ofLetter(letter);
                if (found.isEmpty()) {
                    problems.add("unknown option -" + letter
                            + (letters.length() > 1 ? " (in -" + letters + ")" + NearestOption.hint(letters) : ""));
                    return;
                }
                Option option = found.get();
                String rest = letters.substring(i + 1);
                switch (option.argument) {
                    case NONE -> put(option, "");
                    case OPTIONAL -> {
                        put(option, rest);
                        return;
                    }
                    case REQUIRED -> {
                        put(option, rest.isEmpty() ? following(option) : rest);
                        return;
                    }
                }
            }
        }

        private String following(Option option) {
            if (next < arguments.size()) {
                return arguments.get(next++);
            }
            problems.add(option.display() + " needs an argument: " + option.argumentName);
            return "";
        }

        private void put(Option option, String value) {
            given.computeIfAbsent(option, o -> new ArrayList<>()).add(value);
        }
    }
}
