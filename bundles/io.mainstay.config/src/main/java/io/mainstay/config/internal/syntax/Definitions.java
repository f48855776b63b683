// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What names stand for, defined and built-in. Confined to one parse. */
final class Definitions {
    /** Built-in names; a definition of the same name hides one. */
    private static final List<String> BUILT_IN = List.of("_PWD", "_INSTANCE", "_RANDOM", "_ENV", "_HASH", "_BANG");

    private final Map<String, List<String>> defined = new HashMap<>();
    private final SyntaxOptions options;
    private RandomGenerator random;
    private String directory = ".";

    Definitions(SyntaxOptions options) {
        this.options = options;
        this.random = options.randomBySeed().apply(options.seed());
    }

    /** Makes a name stand for lines; one line for most. */
    void define(String name, List<String> lines) {
        defined.put(name, lines);
    }

    /** The lines that a defined name stands for; null when it is not defined. */
    List<String> lines(String name) {
        return defined.get(name);
    }

    void directory(String current) {
        directory = current;
    }

    void seed(long seed) {
        random = options.randomBySeed().apply(seed);
    }

    static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name);
    }

    /** The text of a built-in name; empty when its arguments are wrong. */
    Optional<String> builtIn(String name, String arguments) {
        return switch (name) {
            case "_PWD" -> Optional.of(directory);
            case "_INSTANCE" -> Optional.of(options.configId());
            case "_HASH" -> Optional.of("#");
            case "_BANG" -> Optional.of("!");
            case "_ENV" -> Optional.of(options.environment().apply(arguments).orElse(""));
            case "_RANDOM" -> random(arguments);
            default -> Optional.empty();
        };
    }

    /** {@code [min [max]]}, both inclusive, 0 to 32767 when not given. */
    private Optional<String> random(String arguments) {
        String[] bounds = arguments.isEmpty() ? new String[0] : arguments.split("[ \t]+");
        long min = 0;
        long max = 32767;
        try {
            if (bounds.length > 0) {
                min = Long.parseLong(bounds[0]);
            }
            if (bounds.length > 1) {
                max = Long.parseLong(bounds[1]);
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        if (bounds.length > 2 || min < 0 || max < min || max > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(Long.toString(random.nextLong(min, max + 1)));
    }

    /** Whether {@code name} can be defined: letters, digits and underscores, no digit first. */
    static boolean isName(String name) {
        return !name.isEmpty() && nameEnd(name, 0, name.length()) == name.length();
    }

    /** End of the name that starts at {@code from}; {@code from} itself when none does. */
    static int nameEnd(String text, int from, int to) {
        int i = from;
        while (i < to && isNameCharacter(text.charAt(i), i == from)) {
            i++;
        }
        return i;
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || !first && c >= '0' && c <= '9';
    }
}
