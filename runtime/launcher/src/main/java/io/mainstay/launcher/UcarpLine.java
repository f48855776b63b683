// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of {@code bin/mainstay-ucarp}, read as ucarp reads its own, but for two things: a wrong line is refused with
 * a hint, where ucarp prints its help and says that all is well, and a number that does not fit is refused, where ucarp takes
 * its last eight bits. Pure.
 *
 * @param given the last argument of each option, empty for one that takes none
 * @param problems why the line is refused; empty when it is not
 * @param exitCode for a refused line: 1 for what can be seen from the line, 2 for a password that is too long, as ucarp
 * @param passwordLast whether the password came after the password file, or there is none: the last one counts
 */
record UcarpLine(Map<UcarpOption, String> given, List<String> problems, int exitCode, boolean passwordLast) {
    private static final int LONGEST_PASSWORD = 19;
    private static final int TOO_LONG = 2;

    static UcarpLine parse(List<String> arguments) {
        return new Reader(arguments).read();
    }

    boolean has(UcarpOption option) {
        return given.containsKey(option);
    }

    Optional<String> value(UcarpOption option) {
        return Optional.ofNullable(given.get(option));
    }

    private static final class Reader {
        private final List<String> arguments;
        private final Map<UcarpOption, String> given = new EnumMap<>(UcarpOption.class);
        private final List<String> problems = new ArrayList<>();
        private boolean passwordLast = true;
        private int next;

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        UcarpLine read() {
            while (next < arguments.size()) {
                String argument = arguments.get(next++);
                if (argument.equals("--")) {
                    break;
                } else if (argument.startsWith("--")) {
                    word(argument.substring(2));
                } else if (argument.startsWith("-") && argument.length() > 1) {
                    letters(argument.substring(1));
                } else {
                    problems.add("unexpected argument '" + argument + "'");
                }
            }
            if (problems.isEmpty() && !given.containsKey(UcarpOption.HELP)) {
                judge();
            }
            boolean tooLong = passwordTooLong();
            if (tooLong) {
                problems.add("-p/--pass: the password is longer than " + LONGEST_PASSWORD + " bytes");
            }
            return new UcarpLine(
                    given, List.copyOf(problems), tooLong && problems.size() == 1 ? TOO_LONG : 1, passwordLast);
        }

        private void word(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            List<UcarpOption> found = UcarpOption.ofWord(name);
            if (found.size() != 1) {
                problems.add(
                        found.isEmpty()
                                ? "unknown option --" + name
                                : "--" + name + " could be any of "
                                        + found.stream()
                                                .map(each -> "--" + each.word)
                                                .toList());
                return;
            }
            UcarpOption option = found.get(0);
            if (equals >= 0 && !option.takesArgument()) {
                problems.add("--" + option.word + " takes no argument");
            } else {
                put(option, equals >= 0 ? text.substring(equals + 1) : option.takesArgument() ? following(option) : "");
            }
        }

        private void letters(String letters) {
            for (int i = 0; i < letters.length(); i++) {
                Optional<UcarpOption> found = UcarpOption.ofLetter(letters.charAt(i));
                if (found.isEmpty()) {
                    problems.add("unknown option -" + letters.charAt(i));
                    return;
                }
                if (found.get().takesArgument()) {
                    String rest = letters.substring(i + 1);
                    put(found.get(), rest.isEmpty() ? following(found.get()) : rest);
                    return;
                }
                put(found.get(), "");
            }
        }

        private String following(UcarpOption option) {
            if (next < arguments.size()) {
                return arguments.get(next++);
            }
            problems.add(option.display() + " needs an argument: " + option.argument);
            return "";
        }

        private void put(UcarpOption option, String value) {
            given.put(option, value);
            if (option == UcarpOption.PASSWORD || option == UcarpOption.PASSWORD_FILE) {
                passwordLast = option == UcarpOption.PASSWORD;
            }
        }

        private void judge() {
            for (UcarpOption needed : List.of(UcarpOption.VHID, UcarpOption.SOURCE, UcarpOption.ADDRESS)) {
                if (!given.containsKey(needed)) {
                    problems.add(needed.display() + " is needed: " + needed.help);
                }
            }
            if (!given.containsKey(UcarpOption.PASSWORD) && !given.containsKey(UcarpOption.PASSWORD_FILE)) {
                problems.add("-p/--pass or -o/--passfile is needed: the password, the same on all members");
            }
            number(UcarpOption.VHID, 1, 255);
            number(UcarpOption.ADVBASE, 0, 255);
            number(UcarpOption.ADVSKEW, 0, 255);
            number(UcarpOption.DEAD_RATIO, 1, 255);
            if ("0".equals(given.get(UcarpOption.ADVBASE))
                    && "0".equals(given.getOrDefault(UcarpOption.ADVSKEW, "0"))) {
                problems.add("-b/--advbase: 0 needs an -k/--advskew above 0");
            }
            String tieBreak = given.getOrDefault(UcarpOption.TIE_BREAK, "numeric");
            if (!List.of("numeric", "ucarp-le").contains(tieBreak)) {
                problems.add("--tie-break: '" + tieBreak + "' is not valid: expected numeric or ucarp-le");
            }
        }

        private void number(UcarpOption option, int min, int max) {
            String text = given.get(option);
            if (text == null) {
                return;
            }
            boolean fits = text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max;
            if (!fits) {
                problems.add(option.display() + ": '" + text + "' is not valid: expected " + min + " to " + max);
            }
        }

        private boolean passwordTooLong() {
            String password = given.get(UcarpOption.PASSWORD);
            return password != null && password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD;
        }
    }
}
