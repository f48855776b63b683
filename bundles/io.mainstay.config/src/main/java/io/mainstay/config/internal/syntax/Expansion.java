// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.DiagnosticKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Turns a line without comment into the lines that it stands for: conditions ({@code @id}), definitions, substitution and
 * repetition, in whichever order they stand on the line. A line with nothing of all that passes through as it is.
 * Confined to one parse.
 */
final class Expansion {
    private final Definitions definitions;
    private final SyntaxOptions options;
    private final Report report;
    private final Consumer<Line> next;

    /** A definition whose following lines are still to come; {@code name} is empty when a condition has dropped it. */
    private Line unfinishedAt;

    private String unfinishedName;
    private final List<String> unfinishedLines = new ArrayList<>();

    Expansion(Definitions definitions, SyntaxOptions options, Report report, Consumer<Line> next) {
        this.definitions = definitions;
        this.options = options;
        this.report = report;
        this.next = next;
    }

    /** Whether the next line of the file belongs to a definition. */
    boolean inDefinition() {
        return unfinishedAt != null;
    }

    /** A line of a file, without comment and surrounding blanks; not empty unless {@link #inDefinition}. */
    void accept(Line line) {
        if (unfinishedAt != null) {
            continueDefinition(line);
        } else if (isPlain(line)) {
            next.accept(line);
        } else {
            expand(line, 0);
        }
    }

    private static boolean isPlain(Line line) {
        char first = line.first();
        if (first == '@' || first == '~') {
            return false;
        }
        return Line.indexOf(line.text(), '$', line.from(), line.to()) < 0;
    }

    /** The file ends. */
    void endOfFile() {
        if (unfinishedAt != null) {
            report.error(
                    DiagnosticKind.GENERAL,
                    unfinishedAt.at(unfinishedAt.from()),
                    "this definition goes on after a '\\' but the file ends",
                    "end its last line without '\\'");
            finishDefinition();
        }
    }

    // ---- one line ---------------------------------------------------------------------------------------------

    private void expand(Line start, int depth) {
        if (depth > report.limits().depth()) {
            report.error(
                    DiagnosticKind.GENERAL,
                    start.at(start.from()),
                    "definitions and repetitions go deeper than "
                            + report.limits().depth() + " levels",
                    "a definition uses itself");
            return;
        }
        Line line = start.trimmed();
        for (int rounds = 0; !line.isEmpty() && report.countLine(line); rounds++) {
            if (line.first() == '@') {
                line = condition(line);
            } else if (line.first() == '~' && repeat(line, depth)) {
                return;
            } else if (line.first() == '$' && define(line)) {
                return;
            } else if (line.first() == '$' && rounds < report.limits().depth()) {
                Substitution.Outcome outcome = Substitution.leading(line, definitions, report);
                if (!outcome.replaced()) {
                    finish(line, depth);
                    return;
                }
                if (!outcome.further().isEmpty()) {
                    expand(outcome.line(), depth + 1);
                    further(outcome, depth);
                    return;
                }
                line = outcome.line().trimmed();
            } else {
                finish(line, depth);
                return;
            }
        }
    }

    private void finish(Line line, int depth) {
        Substitution.Outcome outcome = Substitution.all(line, definitions, report);
        Line done = outcome.line().trimmed();
        if (done.isLongerThan(report.limits().lineBytes())) {
            report.error(
                    DiagnosticKind.GENERAL,
                    line.at(line.from()),
                    "this line becomes longer than " + report.limits().lineBytes()
                            + " bytes by substitution and is ignored",
                    "split it over several statements");
        } else if (!done.isEmpty()) {
            next.accept(done);
        }
        further(outcome, depth);
    }

    private void further(Substitution.Outcome outcome, int depth) {
        for (Line line : outcome.further()) {
            expand(line, depth + 1);
        }
    }

    // ---- conditions -------------------------------------------------------------------------------------------

    /** The rest of the line when its condition holds, else an empty line. */
    private Line condition(Line line) {
        int end = line.blankFrom(line.from());
        Line id = line.part(line.from() + 1, end);
        boolean inverted = !id.isEmpty() && id.first() == '^';
        if (inverted) {
            id = id.part(id.from() + 1, id.to());
        }
        String wanted = Substitution.all(id, definitions, report).line().string();
        if (id.isEmpty()) {
            report.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    line.at(line.from()),
                    "'@' needs a configuration id right after it; the line is ignored",
                    "write '@ID text' or '@^ID text'");
        }
        Line rest = line.part(end, line.to()).trimmed();
        if (!id.isEmpty() && wanted.equals(options.configId()) != inverted) {
            return rest;
        }
        if (!rest.isEmpty() && rest.last() == '\\' && definitionName(rest) != null) {
            unfinishedAt = rest;
            unfinishedName = "";
        }
        return line.part(line.to(), line.to());
    }

    // ---- definitions ------------------------------------------------------------------------------------------

    /** The name that a line defines; null when it is no definition. */
    private static String definitionName(Line line) {
        if (line.first() != '$') {
            return null;
        }
        int end = Definitions.nameEnd(line.text(), line.from() + 1, line.to());
        boolean defines =
                end > line.from() + 1 && end < line.to() && line.text().charAt(end) == '=';
        return defines ? line.text().substring(line.from() + 1, end) : null;
    }

    private boolean define(Line line) {
        String name = definitionName(line);
        if (name == null) {
            return false;
        }
        if (name.startsWith("_") && !Definitions.isBuiltIn(name)) {
            report.warning(
                    DiagnosticKind.WARNING,
                    line.at(line.from()),
                    "names that begin with '_' are reserved",
                    "choose another name for '$" + name + "'");
        }
        Line value = line.part(line.from() + name.length() + 2, line.to()).trimmed();
        if (!value.isEmpty() && value.last() == '\\') {
            unfinishedAt = line;
            unfinishedName = name;
            addDefinitionLine(value.part(value.from(), value.to() - 1));
        } else {
            definitions.define(name, List.of(value.string()));
        }
        return true;
    }

    private void continueDefinition(Line line) {
        boolean more = !line.isEmpty() && line.last() == '\\';
        addDefinitionLine(more ? line.part(line.from(), line.to() - 1) : line);
        if (!more) {
            finishDefinition();
        }
    }

    private void addDefinitionLine(Line line) {
        Line trimmed = line.trimmed();
        if (!trimmed.isEmpty()) {
            unfinishedLines.add(trimmed.string());
        }
    }

    private void finishDefinition() {
        if (!unfinishedName.isEmpty()) {
            definitions.define(unfinishedName, List.copyOf(unfinishedLines));
        }
        unfinishedAt = null;
        unfinishedLines.clear();
    }

    // ---- repetition -------------------------------------------------------------------------------------------

    /** Whether the line starts with a repetition, which has then been carried out. */
    private boolean repeat(Line line, int depth) {
        boolean hexadecimal = line.startsWith("~SEQx(");
        boolean sequence = hexadecimal || line.startsWith("~SEQ(");
        if (!sequence && !line.startsWith("~LST(")) {
            return false;
        }
        int open = line.text().indexOf('(', line.from());
        int close = Repetition.closing(line.text(), open, line.to());
        Repetition.Parsed parsed;
        if (close < 0) {
            parsed = new Repetition.Parsed(Optional.empty(), "expected ')'");
        } else {
            Line head = Substitution.all(line.part(open + 1, close), definitions, report)
                    .line();
            parsed = sequence ? Repetition.sequence(head.string(), hexadecimal) : Repetition.list(head.string());
        }
        if (parsed.head().isEmpty()) {
            report.error(
                    DiagnosticKind.GENERAL,
                    line.at(line.from()),
                    "this " + line.text().substring(line.from(), open) + " can't be carried out: " + parsed.problem(),
                    "the line is ignored");
            return true;
        }
        Repetition repetition = parsed.head().get();
        Line rest = line.part(close + 1, line.to());
        for (long round = 0; round < repetition.rounds() && !report.stopped(); round++) {
            List<String> values = repetition.values(round);
            for (int i = 0; i < values.size(); i++) {
                definitions.define(repetition.names().get(i), List.of(values.get(i)));
            }
            expand(rest, depth + 1);
            if (rest.trimmed().isEmpty()) {
                return true; // nothing to repeat: the rounds would only take time
            }
        }
        return true;
    }
}
