// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of a repeated line: {@code ~SEQ(var[,start[,step]],end)}, {@code ~SEQx(…)}, {@code ~LST(var,v1,v2…)} or
 * {@code ~LST({a,b},{1,2},{3,4})}.
 */
sealed interface Repetition {

    /** The names that are defined anew in each round. */
    List<String> names();

    /** How many rounds there are. */
    long rounds();

    /** The values of {@link #names} in one round, counted from 0. */
    List<String> values(long round);

    /** Counts. */
    record Sequence(String name, long start, long step, long rounds, boolean hexadecimal) implements Repetition {
        @Override
        public List<String> names() {
            return List.of(name);
        }

        @Override
        public List<String> values(long round) {
            long value = start + round * step;
            return List.of(hexadecimal ? Long.toString(value, 16) : Long.toString(value));
        }
    }

    /** Goes through values, or through tuples of them. */
    record Choice(List<String> names, List<List<String>> tuples) implements Repetition {
        @Override
        public long rounds() {
            return tuples.size();
        }

        @Override
        public List<String> values(long round) {
            return tuples.get((int) round);
        }
    }

    /** A head, or what is wrong with it. */
    record Parsed(Optional<Repetition> head, String problem) {
        private static Parsed wrong(String problem) {
            return new Parsed(Optional.empty(), problem);
        }
    }

    /** Index of the parenthesis that closes the one at {@code open}; -1 when none does. */
    static int closing(String text, int open, int to) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < to; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Reads the arguments of {@code ~SEQ} or {@code ~SEQx}. */
    static Parsed sequence(String arguments, boolean hexadecimal) {
        List<String> parts = split(arguments);
        if (parts.size() < 2 || parts.size() > 4) {
            return Parsed.wrong("expected ~SEQ(name, end), ~SEQ(name, start, end) or ~SEQ(name, start, step, end)");
        }
        if (!Definitions.isName(parts.get(0))) {
            return Parsed.wrong("'" + parts.get(0) + "' is not a name");
        }
        long[] numbers = new long[parts.size() - 1];
        for (int i = 1; i < parts.size(); i++) {
            OptionalLong number = number(parts.get(i));
            if (number.isEmpty()) {
                return Parsed.wrong("'" + parts.get(i) + "' is not a whole number from -2147483648 to 2147483647");
            }
            numbers[i - 1] = number.getAsLong();
        }
        long end = numbers[numbers.length - 1];
        long start = numbers.length > 1 ? numbers[0] : end < 0 ? -1 : 1;
        long step = numbers.length > 2 ? numbers[1] : end < start ? -1 : 1;
        if (step == 0 || step > 0 && end < start || step < 0 && end > start) {
            return Parsed.wrong("steps of " + step + " never lead from " + start + " to " + end);
        }
        return new Parsed(
                Optional.of(new Sequence(parts.get(0), start, step, (end - start) / step + 1, hexadecimal)), "");
    }

    /** Reads the arguments of {@code ~LST}. */
    static Parsed list(String arguments) {
        List<String> parts = split(arguments);
        List<String> names = tuple(parts.get(0));
        for (String name : names) {
            if (!Definitions.isName(name)) {
                return Parsed.wrong("'" + name + "' is not a name");
            }
        }
        boolean single = !isTuple(parts.get(0));
        List<List<String>> tuples = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            List<String> values = new ArrayList<>(single ? List.of(part) : tuple(part));
            if (values.size() > names.size()) {
                return Parsed.wrong("'" + part + "' has " + values.size() + " values for " + names.size() + " names");
            }
            while (values.size() < names.size()) {
                values.add("");
            }
            tuples.add(List.copyOf(values));
        }
        return tuples.isEmpty()
                ? Parsed.wrong("expected ~LST(name, value, …) or ~LST({name, …}, {value, …}, …)")
                : new Parsed(Optional.of(new Choice(names, tuples)), "");
    }

    private static boolean isTuple(String text) {
        return text.startsWith("{") && text.endsWith("}");
    }

    private static List<String> tuple(String text) {
        return isTuple(text) ? split(text.substring(1, text.length() - 1)) : List.of(text);
    }

    /** Cuts at commas outside braces and double quotes; at least one part. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}') {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                parts.add(text.substring(from, i).trim());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).trim());
        return parts;
    }

    private static OptionalLong number(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        digits = hexadecimal ? digits.substring(2) : digits;
        if (digits.isEmpty() || digits.length() > 12) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), hexadecimal ? 16 : 10) : -1;
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value * (hexadecimal ? 16 : 10) + digit;
        }
        value = negative ? -value : value;
        return value < Integer.MIN_VALUE || value > Integer.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
