// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The list that all readers of one interpretation report to. Tells the same thing once, and keeps only so many errors and
 * so many warnings: a wrong file, or one mistake in each of forty thousand blocks, must not fill the memory. At least one
 * diagnostic of each kind stays, because the kind decides the exit code. Confined to one interpretation.
 */
final class Findings extends AbstractList<Diagnostic> {
    /** How many errors, and how many warnings, are kept. */
    static final int MOST = 1000;

    private final List<Diagnostic> kept = new ArrayList<>();
    private final Set<Diagnostic> seen = new HashSet<>();
    private final Set<DiagnosticKind> kinds = EnumSet.noneOf(DiagnosticKind.class);
    private int errors;
    private int warnings;
    private int droppedErrors;
    private int droppedWarnings;
    private boolean errorsOnly;

    @Override
    public boolean add(Diagnostic diagnostic) {
        if (errorsOnly && !diagnostic.isError()) {
            return false;
        }
        boolean full = (diagnostic.isError() ? errors : warnings) >= MOST;
        if (full && !kinds.add(diagnostic.kind())) {
            if (diagnostic.isError()) {
                droppedErrors++;
            } else {
                droppedWarnings++;
            }
            return false;
        }
        if (!seen.add(diagnostic)) {
            return false;
        }
        if (diagnostic.isError()) {
            errors++;
        } else {
            warnings++;
        }
        kinds.add(diagnostic.kind());
        return kept.add(diagnostic);
    }

    /** Whether warnings are left out from now on: about a block that is only judged, not used. */
    void errorsOnly(boolean only) {
        errorsOnly = only;
    }

    /** Everything kept, and a line for what was not. */
    List<Diagnostic> all() {
        List<Diagnostic> all = new ArrayList<>(kept);
        if (droppedErrors > 0) {
            Position last = lastAt(true);
            all.add(Diagnostic.error(
                    DiagnosticKind.GENERAL,
                    last,
                    droppedErrors + " more errors are not shown",
                    "mend these first; is this the right file?"));
        }
        if (droppedWarnings > 0) {
            all.add(Diagnostic.warning(
                    DiagnosticKind.WARNING, lastAt(false), droppedWarnings + " more warnings are not shown", ""));
        }
        return all;
    }

    private Position lastAt(boolean error) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i).isError() == error) {
                return kept.get(i).at();
            }
        }
        return Position.of("");
    }

    @Override
    public Diagnostic get(int index) {
        return kept.get(index);
    }

    @Override
    public int size() {
        return kept.size();
    }
}
