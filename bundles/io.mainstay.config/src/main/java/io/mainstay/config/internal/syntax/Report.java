// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, and tells every stage when to give up. Confined to one parse. */
final class Report {
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Limits limits;
    /** An expansion may come to the same problem several times; it is told once. */
    private final Set<Diagnostic> seen = new HashSet<>();

    private int problems;
    private int notices;
    private int lines;
    private int substitutions;
    private boolean stopped;

    Report(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Whether a limit was reached that ends the parse. */
    boolean stopped() {
        return stopped;
    }

    /** Counts one line; false when there have been too many. */
    boolean countLine(Line line) {
        if (stopped) {
            return false;
        }
        if (++lines > limits.lines()) {
            stop(
                    line.at(line.from()),
                    "the configuration has more than " + limits.lines() + " lines after expansion",
                    "a ~SEQ, ~LST or include repeats too much");
            return false;
        }
        return true;
    }

    /** Counts one substitution; false when there have been too many. */
    boolean countSubstitution(Position at) {
        if (stopped) {
            return false;
        }
        if (++substitutions > limits.substitutions()) {
            stop(
                    at,
                    "the configuration has more than " + limits.substitutions() + " substitutions",
                    "a definition is made of too many others");
            return false;
        }
        return true;
    }

    void error(DiagnosticKind kind, Position at, String message, String hint) {
        add(Diagnostic.error(kind, at, message, hint));
    }

    void warning(DiagnosticKind kind, Position at, String message, String hint) {
        add(Diagnostic.warning(kind, at, message, hint));
    }

    /** Something worth knowing; never a reason to give up, so the same one is kept once, and only so many. */
    void notice(DiagnosticKind kind, Position at, String message, String hint) {
        Diagnostic notice = new Diagnostic(Severity.NOTICE, kind, at, message, hint);
        if (notices < limits.problems() && seen.add(notice)) {
            notices++;
            diagnostics.add(notice);
        }
    }

    private void add(Diagnostic diagnostic) {
        if (stopped || !seen.add(diagnostic)) {
            return;
        }
        diagnostics.add(diagnostic);
        if (++problems >= limits.problems()) {
            stop(
                    diagnostic.at(),
                    "giving up here after " + limits.problems() + " problems",
                    "is this a configuration file?");
        }
    }

    private void stop(Position at, String message, String hint) {
        stopped = true;
        diagnostics.add(Diagnostic.error(DiagnosticKind.FATAL, at, message, hint));
    }
}
