// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Replaces uses of definitions in one line: <code>$NAME</code> before a blank, a comma, a closing parenthesis or the end,
 * and <code>${NAME}</code> anywhere. Values are replaced in turn, as they are defined now. A name that nobody defined
 * stays as it is. One object per line.
 */
final class Substitution {
    private static final int TOO_LONG = 1 << 16;

    private final Definitions definitions;
    private final Report report;
    private final Line line;
    private final StringBuilder text = new StringBuilder();
    private int[] columns = new int[64];
    private final List<Line> further = new ArrayList<>();
    private boolean failed;
    private boolean replaced;

    private Substitution(Definitions definitions, Report report, Line line) {
        this.definitions = definitions;
        this.report = report;
        this.line = line;
    }

    /**
     * What a line becomes.
     *
     * @param line the line; empty when it could not be replaced, which has been reported
     * @param further the other lines, when its last use is of a definition of several lines
     * @param replaced whether anything was replaced
     */
    record Outcome(Line line, List<Line> further, boolean replaced) {}

    /** A use of a name: its characters end before {@code end}. */
    private record Use(String name, String arguments, int end) {}

    /** Replaces all uses in {@code line}. */
    static Outcome all(Line line, Definitions definitions, Report report) {
        if (Line.indexOf(line.text(), '$', line.from(), line.to()) < 0) {
            return new Outcome(line, List.of(), false);
        }
        Substitution s = new Substitution(definitions, report, line);
        s.append(line.text(), line.from(), line.to(), -1, 0);
        return s.outcome();
    }

    /** Replaces the use that {@code line} starts with, once, and leaves the rest as it is. */
    static Outcome leading(Line line, Definitions definitions, Report report) {
        Substitution s = new Substitution(definitions, report, line);
        int rest = s.useAt(line.text(), line.from(), line.to(), line.column(line.from()), 0, false);
        s.copy(line.text(), rest, line.to(), -1);
        return s.outcome();
    }

    private Outcome outcome() {
        if (failed) {
            return new Outcome(line.part(line.from(), line.from()), List.of(), true);
        }
        int length = text.length();
        return new Outcome(
                new Line(text.toString(), 0, length, line.file(), line.number(), 0, Arrays.copyOf(columns, length)),
                further,
                replaced);
    }

    /** Appends characters with their uses replaced; {@code column} is where all of it stands, -1 for the line itself. */
    private void append(String source, int from, int to, int column, int depth) {
        int i = from;
        while (i < to && !failed) {
            int dollar = Line.indexOf(source, '$', i, to);
            if (dollar < 0) {
                copy(source, i, to, column);
                return;
            }
            copy(source, i, dollar, column);
            i = useAt(source, dollar, to, column < 0 ? line.column(dollar) : column, depth, true);
        }
    }

    /** Replaces what stands at the dollar, or copies the dollar; gives the index to go on at. */
    private int useAt(String source, int dollar, int to, int column, int depth, boolean deep) {
        Use use = parse(source, dollar, to);
        List<String> lines = use == null ? null : definitions.lines(use.name());
        if (lines != null) {
            Position at = new Position(line.file(), line.number(), column);
            if (!report.countSubstitution(at)) {
                failed = true;
                return to;
            }
            if (depth >= report.limits().depth()) {
                fail(
                        at,
                        "'$" + use.name() + "' is defined by itself, or over more than "
                                + report.limits().depth() + " steps");
                return to;
            }
            replaced = true;
            insert(lines, use, source, to, column, depth, deep);
            return use.end();
        }
        if (use != null && Definitions.isBuiltIn(use.name())) {
            replaced = true;
            builtIn(use, column);
            return use.end();
        }
        copy(source, dollar, dollar + 1, column);
        return dollar + 1;
    }

    private void builtIn(Use use, int column) {
        Optional<String> value = definitions.builtIn(use.name(), use.arguments());
        if (value.isPresent()) {
            copy(value.get(), 0, value.get().length(), column);
        } else {
            report.error(
                    DiagnosticKind.INVALID_NUMBER,
                    new Position(line.file(), line.number(), column),
                    "'" + use.arguments() + "' is not valid for '" + use.name()
                            + "': expected [min [max]], whole numbers from 0 to " + Integer.MAX_VALUE,
                    "");
        }
    }

    private void insert(List<String> lines, Use use, String source, int to, int column, int depth, boolean deep) {
        if (lines.size() > 1 && !isBlank(source, use.end(), to)) {
            report.error(
                    DiagnosticKind.GENERAL,
                    new Position(line.file(), line.number(), column),
                    "'$" + use.name() + "' stands for " + lines.size() + " lines: nothing may follow it on its line",
                    "put what follows on a line of its own");
        }
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (deep) {
            append(first, 0, first.length(), column, depth + 1);
        } else {
            copy(first, 0, first.length(), column);
        }
        for (int i = 1; i < lines.size(); i++) {
            further.add(line.standingFor(lines.get(i), column));
        }
    }

    private static boolean isBlank(String source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Line.isBlank(source.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void fail(Position at, String message) {
        failed = true;
        report.error(DiagnosticKind.GENERAL, at, message, "the line is ignored");
    }

    private void copy(String source, int from, int to, int column) {
        if (text.length() + to - from > TOO_LONG) {
            if (!failed) {
                fail(line.at(line.from()), "this line becomes longer than " + TOO_LONG + " characters by substitution");
            }
            return;
        }
        for (int i = from; i < to; i++) {
            if (text.length() == columns.length) {
                columns = Arrays.copyOf(columns, columns.length * 2);
            }
            columns[text.length()] = column < 0 ? line.column(i) : column;
            text.append(source.charAt(i));
        }
    }

    /** The use at the dollar; null when none stands there. */
    private static Use parse(String source, int dollar, int to) {
        int start = dollar + 1;
        if (start >= to) {
            return null;
        }
        if (source.charAt(start) == '{') {
            int close = Line.indexOf(source, '}', start, to);
            int end = Definitions.nameEnd(source, start + 1, to);
            if (close < 0 || end == start + 1) {
                return null;
            }
            if (end == close) {
                return new Use(source.substring(start + 1, end), "", close + 1);
            }
            return Line.isBlank(source.charAt(end))
                    ? new Use(
                            source.substring(start + 1, end),
                            source.substring(end, close).trim(),
                            close + 1)
                    : null;
        }
        int end = Definitions.nameEnd(source, start, to);
        if (end == start) {
            return null;
        }
        boolean ends =
                end == to || Line.isBlank(source.charAt(end)) || source.charAt(end) == ',' || source.charAt(end) == ')';
        return ends ? new Use(source.substring(start, end), "", end) : null;
    }
}
