// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher.genhash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a call. Pure.
 *
 * @param values given options; empty text for those without argument
 * @param problems what is wrong, each a sentence
 */
record GenhashLine(Map<Option, String> values, List<String> problems) {

    /** What can be asked for. */
    enum Option {
        SERVER('s', "server", "ADDRESS", "the server's address or name"),
        PORT('p', "port", "PORT", "its port"),
        URL('u', "url", "PATH", "what is asked for, such as /index.html"),
        USE_SSL('S', "use-ssl", "", "ask over TLS; the certificate is not verified"),
        USE_SNI('I', "use-sni", "", "send the virtual host in the TLS handshake"),
        USE_VIRTUALHOST('V', "use-virtualhost", "NAME", "the name in 'Host:'"),
        PROTOCOL('P', "protocol", "1.0|1.0c|1.1", "version of HTTP; 1.0c and 1.1 ask the server to close (1.0)"),
        TIMEOUT('t', "timeout", "SECONDS", "limit of each step: connecting, and each wait (5)"),
        FWMARK('m', "fwmark", "MARK", "mark of the packets (not supported yet)"),
        VERBOSE('v', "verbose", "", "show the answer's head, too"),
        HELP('h', "help", "", "this");

        final char letter;
        final String word;
        final String argument;
        final String help;

        Option(char letter, String word, String argument, String help) {
            this.letter = letter;
            this.word = word;
            this.argument = argument;
            this.help = help;
        }
    }

    static GenhashLine parse(List<String> words) {
        Map<Option, String> values = new EnumMap<>(Option.class);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--")) {
                int equals = word.indexOf('=');
                String name = word.substring(2, equals < 0 ? word.length() : equals);
                Optional<Option> option = find(o -> o.word.equals(name));
                if (option.isEmpty()) {
                    problems.add("there is no option --" + name);
                } else if (option.get().argument.isEmpty()) {
                    values.put(option.get(), "");
                } else if (equals >= 0) {
                    values.put(option.get(), word.substring(equals + 1));
                } else if (++i < words.size()) {
                    values.put(option.get(), words.get(i));
                } else {
                    problems.add("--" + name + " needs " + option.get().argument);
                }
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                i = letters(words, i, values, problems);
            } else {
                problems.add("'" + word + "' is not an option");
            }
        }
        return new GenhashLine(values, problems);
    }

    /** Options of one letter, of which the last may have an argument; returns where the words go on. */
    private static int letters(List<String> words, int at, Map<Option, String> values, List<String> problems) {
        String word = words.get(at);
        for (int j = 1; j < word.length(); j++) {
            char letter = word.charAt(j);
            Optional<Option> option = find(o -> o.letter == letter);
            if (option.isEmpty()) {
                problems.add("there is no option -" + letter);
                return at;
            }
            if (option.get().argument.isEmpty()) {
                values.put(option.get(), "");
                continue;
            }
            if (j + 1 < word.length()) {
                values.put(option.get(), word.substring(j + 1));
            } else if (at + 1 < words.size()) {
                values.put(option.get(), words.get(at + 1));
                return at + 1;
            } else {
                problems.add("-" + letter + " needs " + option.get().argument);
            }
            return at;
        }
        return at;
    }

    private static Optional<Option> find(java.util.function.Predicate<Option> which) {
        for (Option option : Option.values()) {
            if (which.test(option)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    Optional<String> value(Option option) {
        return Optional.ofNullable(values.get(option));
    }

    static String usage() {
        StringBuilder text = new StringBuilder("Usage: mainstay genhash -s ADDRESS -p PORT -u PATH [options]\n\n");
        text.append("Prints the MD5 sum of the answer's body, for 'digest' of HTTP_GET and SSL_GET.\n\n");
        for (Option option : Option.values()) {
            String left = "  -" + option.letter + ", --" + option.word
                    + (option.argument.isEmpty() ? "" : "=" + option.argument);
            text.append(left)
                    .append(" ".repeat(Math.max(1, 34 - left.length())))
                    .append(option.help)
                    .append('\n');
        }
        return text.toString();
    }
}
